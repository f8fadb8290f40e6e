/**
 * Puts facts of two origins in order: a backend tells of its statements at once, the keeper of what is in the WAL when it
 * has read it. What a backend tells is held until the WAL before it has been told.
 */
import type { Lsn, Observation } from '../client/journal.ts'

/** The place of a fact in the WAL; null for those that have none. */
export function lsnOf(fact: Observation): Lsn | null {
  switch (fact.type) {
    case 'statement-ended':
      return fact.to
    case 'lost':
      return fact.from
    case 'crashed':
      return null
    default:
      return 'written' in fact ? fact.written.lsn : fact.lsn
  }
}

export class FactOrder {
  /** Facts of backends, by their places in the WAL; what has the same place stands in the order in which it came. */
  private held: { lsn: Lsn; fact: Observation }[] = []
  private told: Lsn = 0

  /** `tell` gets all facts, in order. */
  constructor(private readonly tell: (fact: Observation) => void) {}

  fromBackend(fact: Observation): void {
    const lsn = lsnOf(fact) ?? this.told
    if (lsn <= this.told) {
      this.tell(fact)
      return
    }
    const after = this.held.findIndex((other) => other.lsn > lsn)
    this.held.splice(after < 0 ? this.held.length : after, 0, { lsn, fact })
  }

  fromKeeper(fact: Observation): void {
    const lsn = lsnOf(fact) ?? this.told
    if (fact.type === 'told' || fact.type === 'recovered') {
      this.release((held) => held <= lsn)
      this.told = lsn
    } else this.release((held) => held < lsn)
    this.tell(fact)
  }

  /** Nothing more will be told of the WAL so far. */
  releaseAll(): void {
    this.release(() => true)
  }

  private release(isDue: (lsn: Lsn) => boolean): void {
    for (let next = this.held[0]; next && isDue(next.lsn); next = this.held[0]) {
      this.held.shift()
      this.tell(next.fact)
    }
  }
}
