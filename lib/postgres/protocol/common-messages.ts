/** What both directions share: values, their formats, and the stream of COPY. PostgreSQL manual, "Message Formats". */

/** How a value is written: 0 is text, 1 is binary. */
export type Format = 0 | 1

/** A value in the format that stands beside it; null is SQL's NULL. */
export type WireValue = Uint8Array | null

/** d: a piece of a COPY stream. From the backend one row each; from the frontend cut anywhere. */
export interface CopyData {
  type: 'CopyData'
  data: Uint8Array
}

/** c: the end of a COPY stream. */
export interface CopyDone {
  type: 'CopyDone'
}
