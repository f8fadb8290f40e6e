/** What our export writes into a notebook's metadata, under `lesson`, so that an import gives the same lesson again. */

/** Of one cell. A Markdown cell has it, too, empty: its fences are the lesson's own. */
export interface LessonNote {
  /** The opening line of a cell's fence, without its marks. */
  fence?: string
  /** Its output fence, patterns included. */
  output?: string
  /** The cell belongs to the notebook only. */
  leaveOut?: boolean
}
