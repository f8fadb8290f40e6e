/** A lesson as data: plain JSON with places, shared by the page (which renders it) and the command (which checks it). */
import type { Root } from 'hast'

/** Lines and columns count from 1, columns and offsets in UTF-16 units; offsets from 0 into the file. */
export interface Place {
  line: number
  column: number
  offset: number
}

export interface SourceRange {
  start: Place
  end: Place
}

/** A session that the lesson's cells share. Without `sessions` in the front matter there is one, `main`. */
export interface SessionSpec {
  name: string
  role: string
  database: string
}

/**
 * The queue of a lesson's Python cells: one interpreter serves them all. It stands where a session's name does, so no
 * session may be called so.
 */
export const pythonQueue = 'python'

export type CellLanguage = 'sql' | 'python'

export interface Lesson {
  /** Name of the file without `.md`; the last part of the page's address. */
  slug: string
  /** The file's path as the author knows it, relative to where the command was started. */
  file: string
  title: string
  summary: string
  minutes: number | null
  /**
   * In the author's order; the first is the default. `postgres` is added if a cell uses it undeclared. Empty in a lesson
   * that has Python cells only and declares none: it may need no PostgreSQL at all.
   */
  sessions: SessionSpec[]
  /** How the transaction panel starts: as the lesson says, else open if it declares sessions. */
  panel: 'open' | 'folded'
  /** Slug of the lesson whose end state this one starts from. */
  startsFrom: string | null
  /** Where the front matter says so. */
  startsFromRange: SourceRange | null
  /**
   * The sanitised text as a tree. A cell stands in it as an element `lesson-cell` with `properties.cellId`;
   * its output fence is not repeated in the tree. Headings have ids. A link to a part of the transaction panel has
   * `properties.dataPanel`, the fragment that panel-target.ts reads; its `href` is left as it is.
   */
  body: Root
  /** In the order of the text, which is the order in which they run. */
  cells: LessonCell[]
  /** Fences that do not run in the order of the text: checks and solutions. In `body` they are plain code. */
  exerciseFences: LessonCell[]
  outline: { depth: number; id: string; text: string }[]
  pictures: NearbyFile[]
  links: LessonLink[]
  /** Files that the text links to, to be loaded down. */
  files: NearbyFile[]
}

/** A picture, or a file with data, that stands beside the lesson; `path` is relative to the lesson's folder, as a file name, not as an address. */
export interface NearbyFile {
  path: string
  range: SourceRange
}

/** A link to another lesson, by its file; `fragment` is what stands behind `#`. */
export interface LessonLink {
  slug: string
  fragment: string | null
  range: SourceRange
}

export interface LessonCell {
  /** Unique among the lesson's cells: the author's, else made from the starter text. Safe in an address, begins with a letter. */
  id: string
  /** Whether the author gave the id. */
  named: boolean
  language: CellLanguage
  /** Of a Python cell, `pythonQueue`. */
  session: string
  /** The starter text, without the fence. */
  source: string
  /** The whole fence in the file; `sourceStart` is where its first character of text stands. */
  range: SourceRange
  sourceStart: Place
  /** SQLSTATE (or the name of Python's class, without its module) with which the cell must fail. */
  error: string | null
  /** What it must print. */
  output: ExpectedOutput | null
  /** The other attributes of the fence, in the words of design.md, for later use. */
  attributes: Record<string, string | true>
}

export interface ExpectedOutput {
  /** The fence's text, patterns included. */
  text: string
  /** The same for the page: each pattern stands as an ellipsis. */
  readable: string
  range: SourceRange
  textStart: Place
  unordered: boolean
}

/** Lessons in parts, from lessons/course.yaml. */
export interface Course {
  title: string
  parts: { title: string; lessons: string[] }[]
}

/** What is wrong in a file, where, and what to do: a value, gathered, never thrown. */
export interface Diagnostic {
  file: string
  range: SourceRange
  severity: 'error' | 'warning'
  /** Name of the rule, as in docs/. */
  rule: string
  /** One line, lower case, no full stop. */
  message: string
  /** Facts: what was found, what was expected. */
  detail?: string
  /** What to do next; the nearest right word. */
  hint?: string
}
