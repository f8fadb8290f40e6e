/** Fences in the text of a notebook never ran. In a lesson `sql`, `python` and `output` would, so they get other names. */

const names: Record<string, string> = { sql: 'plpgsql', python: 'py', output: 'text' }

/** The same text; GitHub still highlights what it did. */
export function fencesAsText(markdown: string): string {
  return markdown.replace(
    /^([ \t>]*(?:`{3,}|~{3,})[ \t]*)(sql|python|output)\b/gm,
    (_, marks: string, word: string) => marks + (names[word] ?? word),
  )
}
