/** Cuts single messages off the unread bytes and has their fields read. */
import type { Readable } from './message-format.ts'
import type { PendingBytes } from './pending-bytes.ts'
import { letterName, ProtocolError } from './protocol-error.ts'
import { Reader } from './reader.ts'

/** The formats that a state takes, indexed by their letter's byte. */
export type LetterTable<M> = readonly (Readable<M> | undefined)[]

const lengthSize = 4

export function byLetter<M>(formats: readonly Readable<M>[]): LetterTable<M> {
  const table: (Readable<M> | undefined)[] = Array.from({ length: 256 })
  for (const format of formats) table[format.letter.charCodeAt(0)] = format
  return table
}

/**
 * Takes a message with a letter; undefined while it is incomplete.
 * What is wrong with the letter or the length is said as soon as these are here.
 */
export function takeMessage<M>(pending: PendingBytes, letters: LetterTable<M>, state: string): M | undefined {
  const { view, start, end } = pending
  if (start === end) return undefined
  const first = view.getUint8(start)
  const format = letters[first]
  if (format === undefined) {
    throw new ProtocolError('unexpected message', { state, letter: letterName(first), length: null })
  }
  const body = start + 1 + lengthSize
  if (body > end) return undefined
  const length = view.getInt32(start + 1)
  const place = { state, letter: format.letter, length }
  checkLength(lengthSize, format.limit, place)
  return takeFields(pending, body, start + 1 + length, place, format.read)
}

/** Takes a packet without a letter, whose first field is an Int32; undefined while it is incomplete. */
export function takePacket<M>(
  pending: PendingBytes,
  limit: number,
  state: string,
  read: (reader: Reader) => M,
): M | undefined {
  const { view, start, end } = pending
  const body = start + lengthSize
  if (body > end) return undefined
  const length = view.getInt32(start)
  const place = { state, letter: null, length }
  checkLength(2 * lengthSize, limit, place)
  return takeFields(pending, body, start + length, place, read)
}

type Place = { state: string; letter: string | null; length: number }

function takeFields<M>(
  pending: PendingBytes,
  start: number,
  end: number,
  place: Place,
  read: (reader: Reader) => M,
): M | undefined {
  if (end > pending.end) return undefined
  const reader = new Reader(pending, start, end, place)
  const message = read(reader)
  reader.finish()
  pending.consume(end - pending.start)
  return message
}

function checkLength(least: number, most: number, place: Place): void {
  if (place.length >= least && place.length <= most) return
  throw new ProtocolError(`invalid message length, expected ${least} to ${most}`, place)
}
