/**
 * Facts of all sessions' backends on their way to the host, in shared memory: written by whoever holds the run lock, so in
 * the order in which they came to be, and not lost with a worker that dies. Numbered, since what does not fit is posted.
 */
import type { Observation } from '../client/journal.ts'
import { Ring } from '../client/ring.ts'

/** Bytes: some thousand statements that the host has not read yet. */
const CAPACITY = 1 << 20
const LENGTH_BYTES = 4
/** Words beside the ring: how many facts there have been, and whether one is about to come. */
const word = { count: 0, awaited: 1 } as const
/** Bytes: a fact with a longer text is posted. */
const LONGEST = 1 << 16
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export interface NumberedFact {
  /** From 1, without gaps. */
  number: number
  fact: Observation
}

export interface FactBuffers {
  ring: SharedArrayBuffer
  counter: SharedArrayBuffer
}

export class FactRing {
  private readonly ring: Ring
  private readonly counter: Int32Array
  private readonly scratch = new Uint8Array(LONGEST)

  constructor(readonly buffers: FactBuffers) {
    this.ring = new Ring(buffers.ring)
    this.counter = new Int32Array(buffers.counter)
  }

  static allocate(): FactRing {
    return new FactRing({ ring: Ring.allocate(CAPACITY).buffer, counter: new SharedArrayBuffer(8) })
  }

  /** Answers the fact with its number when there is no room for it: it has to be posted. Call with the run lock held. */
  write(fact: Observation): NumberedFact | null {
    const numbered = { number: Atomics.add(this.counter, word.count, 1) + 1, fact }
    const text = JSON.stringify(numbered)
    const { ring, scratch } = this
    const { read, written } = encoder.encodeInto(text, scratch.subarray(LENGTH_BYTES))
    const length = LENGTH_BYTES + written
    if (read < text.length || length > ring.capacity - ring.available) return numbered
    new DataView(scratch.buffer).setUint32(0, written)
    ring.write(scratch.subarray(0, length))
    return null
  }

  /** Somebody who has told the host of news is about to write: the host is to look again. */
  get isAwaited(): boolean {
    return Atomics.load(this.counter, word.awaited) === 1
  }

  /** Call with the run lock held. */
  setAwaited(awaited: boolean): void {
    Atomics.store(this.counter, word.awaited, awaited ? 1 : 0)
  }

  /** What has been written since the last time. */
  read(): NumberedFact[] {
    const facts: NumberedFact[] = []
    const length = new Uint8Array(LENGTH_BYTES)
    while (this.ring.available > 0) {
      this.ring.read(length)
      const text = new Uint8Array(new DataView(length.buffer).getUint32(0))
      this.ring.read(text)
      facts.push(JSON.parse(decoder.decode(text)) as NumberedFact)
    }
    return facts
  }
}
