/** What is read from a notebook or a tutorial before it becomes a lesson, whatever its form was. */

/** Text as Markdown, or a cell. `line` is where it begins in the file, from 1. */
export type Block = { kind: 'text'; text: string; line: number } | ImportedCell

export interface ImportedCell {
  kind: 'cell'
  language: 'sql' | 'python'
  source: string
  line: number
  /** The attributes of its fence by name: `true` for a bare word. */
  attributes: Record<string, string | true>
  /** As an output fence has it; null if the file shows none. */
  output: string | null
}

/** Something that could not be taken over, or not as it was. */
export interface Loss {
  line: number
  /** One line, lower case, no full stop. */
  says: string
}

export interface ImportedSession {
  name: string
  role: string
  database: string
}

export interface Imported {
  /** Front matter as text, where the file has some that is right as it is. */
  frontMatter: string | null
  blocks: Block[]
  losses: Loss[]
  /** In the order in which they are used; empty: the lesson needs no more than its default. */
  sessions: ImportedSession[]
  /** Files that stand beside the lesson, such as pictures that were inside the notebook. */
  files: { name: string; bytes: Uint8Array }[]
}

/** A cell without attributes and output. */
export function plainCell(language: ImportedCell['language'], source: string, line: number): ImportedCell {
  return { kind: 'cell', language, source, line, attributes: {}, output: null }
}
