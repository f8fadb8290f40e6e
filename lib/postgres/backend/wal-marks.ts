/**
 * Who wrote which WAL: marks in shared memory, made by whoever holds the run lock and read by the keeper. One backend runs
 * at a time, so what was added between two marks is the work of whoever made the second. Positions are byte positions:
 * WAL counted without page headers.
 */
import type { StatementId } from '../client/journal.ts'

/** Marks that the keeper may be late by. */
const CAPACITY = 16384
const HEADER_BYTES = 64
/** Words of the header: how many marks were ever made (modulo 2^32), and whether the keeper is wanted at once. */
const word = { made: 0, urgent: 1 } as const
/** Doubles: the header has the end of the last mark; a mark has a process id (0: PostgreSQL itself), and so on. */
const END_AT = 2
const FIRST_AT = HEADER_BYTES / 8
const mark = { pid: 0, ordinal: 1, from: 2, to: 3, doubles: 4 } as const

export interface WalMark {
  /** Null: PostgreSQL itself. */
  statement: StatementId | null
  from: number
  to: number
}

export class WalMarks {
  private readonly words: Int32Array
  private readonly doubles: Float64Array
  /** How many the reader has read, modulo 2^32. */
  private read = 0

  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer, 0, HEADER_BYTES / 4)
    this.doubles = new Float64Array(buffer)
  }

  static allocate(): WalMarks {
    return new WalMarks(new SharedArrayBuffer(HEADER_BYTES + CAPACITY * mark.doubles * 8))
  }

  /** Where the first mark begins. */
  begin(position: number): void {
    this.doubles[END_AT] = position
  }

  /** All that was written since the last mark is this statement's. False if that is nothing. Call with the run lock held. */
  add(pid: number, ordinal: number, to: number): boolean {
    const from = this.doubles[END_AT] ?? 0
    if (to <= from) return false
    const made = Atomics.load(this.words, word.made)
    this.doubles.set([pid, ordinal, from, to], this.placeOf(made))
    this.doubles[END_AT] = to
    Atomics.store(this.words, word.made, (made + 1) | 0)
    return true
  }

  /** Somebody waits for what the last marks stand for: the WAL buffers are to be read, too. */
  setUrgent(): void {
    Atomics.store(this.words, word.urgent, 1)
  }

  get isUrgent(): boolean {
    return Atomics.load(this.words, word.urgent) === 1
  }

  takeUrgent(): boolean {
    return Atomics.exchange(this.words, word.urgent, 0) === 1
  }

  /** Marks that have not been read yet. Those that were written over are missing: the next begins later than the last ended. */
  take(): WalMark[] {
    const made = Atomics.load(this.words, word.made)
    const first = this.oldest(made)
    const marks = Array.from({ length: (made - first) >>> 0 }, (_, i) => this.at((first + i) | 0))
    // Meanwhile some may have been written over.
    const spoilt = (this.oldest(Atomics.load(this.words, word.made), first) - first) >>> 0
    this.read = made
    return marks.slice(spoilt)
  }

  /** The same for somebody who has read none: all that are still whole. */
  takeAll(): WalMark[] {
    const made = Atomics.load(this.words, word.made)
    this.read = made - Math.min(made >>> 0, CAPACITY - 1)
    return this.take()
  }

  /** The first mark that is still whole: one place is about to be written at any time. */
  private oldest(made: number, from = this.read): number {
    return (made - from) >>> 0 < CAPACITY ? from : (made - CAPACITY + 1) | 0
  }

  private at(number: number): WalMark {
    const place = this.placeOf(number)
    const value = (field: number) => this.doubles[place + field] ?? 0
    const pid = value(mark.pid)
    return {
      statement: pid === 0 ? null : { pid, ordinal: value(mark.ordinal) },
      from: value(mark.from),
      to: value(mark.to),
    }
  }

  private placeOf(number: number): number {
    return FIRST_AT + ((number >>> 0) % CAPACITY) * mark.doubles
  }
}
