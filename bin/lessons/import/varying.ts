/** Parts of an output that are different in each run become patterns. */

const varying: readonly [RegExp, string][] = [[/\b0x[0-9a-f]{5,16}\b/gi, '{{/0x[0-9A-Fa-f]+/}}']]

/** The text as an output fence has it. */
export function withPatterns(text: string): string {
  return varying.reduce((all, [pattern, written]) => all.replace(pattern, written), text)
}
