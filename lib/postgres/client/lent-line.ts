/** What a client that blocks in a thread of its own shares with the server: plain buffers, so that they may be posted. */
import { Ring } from './ring.ts'

export interface LentLine {
  /** Rings: bytes for the backend, and from it. */
  requests: SharedArrayBuffer
  answers: SharedArrayBuffer
  /** Ring: messages that the backend could not send itself, written before `answers` is closed. */
  lastWords: SharedArrayBuffer
  /** Words, see `lineWord`. */
  status: SharedArrayBuffer
  /** Bell: rung when bytes have come, room has been made, a cancel is delivered, or the connection has ended. */
  bell: SharedArrayBuffer
}

/** Indexes of the words of a line's status. The host writes them, the client reads. */
export const lineWord = {
  /** The server's life in which the backend runs, from 1. */
  life: 0,
  /** Index of the word in that life's doorbells by which the backend is woken; 0: there is no backend (any more). */
  mailbox: 1,
  /** Cancels that have been put into the backend's mailbox. */
  cancels: 2,
} as const

/** By what a thread wakes the backends of one life of the server, without asking its host. */
export interface Doorbells {
  life: number
  /** The mailboxes: a word for each backend, on which it sleeps. */
  words: SharedArrayBuffer
  /** Bits of a mailbox: the client has news; a cancel that the backend has not taken yet. */
  news: number
  cancel: number
}

const REQUEST_CAPACITY = 1 << 18
const ANSWER_CAPACITY = 1 << 20
const LAST_WORDS_CAPACITY = 1 << 12

/** Makes a line for one connection; all lines of a thread share its bell. */
export function makeLine(bell: SharedArrayBuffer): LentLine {
  return {
    requests: Ring.allocate(REQUEST_CAPACITY).buffer,
    answers: Ring.allocate(ANSWER_CAPACITY).buffer,
    lastWords: Ring.allocate(LAST_WORDS_CAPACITY).buffer,
    status: new SharedArrayBuffer(Object.keys(lineWord).length * Int32Array.BYTES_PER_ELEMENT),
    bell,
  }
}
