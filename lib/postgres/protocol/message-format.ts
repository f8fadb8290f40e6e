/** What a description of one kind of message says: how its fields are read and written, and how long it may be. */
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** How a message's fields are read; the letter and the length have been read before. */
export interface Readable<M> {
  readonly letter: string
  /** The largest length (itself included, the letter not) that is taken. */
  readonly limit: number
  read(reader: Reader): M
}

/** How a message's fields are written between `begin(letter)` and `end(limit)`. */
export interface Writable<M> {
  readonly letter: string
  readonly limit: number
  // A method, so that the format of one kind may stand where any kind is written: the table that is indexed by
  // `type` sees to it that each format meets its own kind only.
  write(writer: Writer, message: M): void
}

export interface MessageFormat<M> extends Readable<M>, Writable<M> {}

/** The messages of a union by their `type`. */
export type OfType<M extends { type: string }, T extends M['type']> = Extract<M, { type: T }>

/** PQ_LARGE_MESSAGE_LIMIT of src/include/libpq/libpq.h: what PostgreSQL can hold in one piece. */
export const largeLimit = 0x3fff_fffe

/** PQ_SMALL_MESSAGE_LIMIT of src/include/libpq/libpq.h, for messages of a client that have no reason to be long. */
export const smallLimit = 10_000

/** The format of messages without fields: all of a kind are one constant. */
export function withoutFields<M>(letter: string, constant: M): MessageFormat<M> {
  return { letter, limit: smallLimit, read: () => constant, write() {} }
}
