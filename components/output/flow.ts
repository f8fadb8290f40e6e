/** How values stand in the cells of a table. */

export interface FlowLook {
  className: string
  /** Characters of a value that are shown at once; null: as many as the column is wide. */
  limit: number | null
  /** Line ends are marked instead of made. */
  oneLine: boolean
  /** Of a table that psql makes to describe something: blanks for NULL, and no types. */
  described: boolean
}

export type Flow = 'own-lines' | 'one-line' | 'wrapped' | 'described'

export const flows: Record<Flow, FlowLook> = {
  /** Each value keeps its own lines. */
  'own-lines': { className: 'whitespace-pre', limit: 80, oneLine: false, described: false },
  /** Every row has one line, and every column its measured width. */
  'one-line': { className: 'overflow-hidden whitespace-pre', limit: null, oneLine: true, described: false },
  /** A column that has the table for itself: long lines wrap. */
  wrapped: {
    className: 'whitespace-pre-wrap [overflow-wrap:anywhere]',
    limit: 400,
    oneLine: false,
    described: false,
  },
  described: { className: 'whitespace-pre', limit: 80, oneLine: false, described: true },
}
