/**
 * Puts facts of two origins in order: a backend notes its statements at once, the keeper tells what is in the WAL when it has
 * read it. What a backend has noted is held until the WAL before it has been told.
 */
import type { NumberedFact } from '../backend/fact-ring.ts'
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
  /** Facts of backends, by their numbers. */
  private held: NumberedFact[] = []
  private next = 1
  private told: Lsn = 0

  /** `tell` gets all facts, in order. */
  constructor(private readonly tell: (fact: Observation) => void) {}

  fromBackends(facts: readonly NumberedFact[]): void {
    if (facts.length === 0) return
    this.held = [...this.held, ...facts].sort((a, b) => a.number - b.number)
    this.release((lsn) => lsn <= this.told)
  }

  fromKeeper(fact: Observation): void {
    const lsn = lsnOf(fact) ?? this.told
    if (fact.type === 'told') {
      this.told = lsn
      this.release((held) => held <= lsn)
    } else this.release((held) => held < lsn)
    this.tell(fact)
  }

  /** A life is over: nothing more comes to what is held, and the next one counts from the start. */
  endLife(): void {
    for (const { fact } of this.held.splice(0)) this.tell(fact)
    this.next = 1
    this.told = 0
  }

  private release(isDue: (lsn: Lsn) => boolean): void {
    let count = 0
    for (const { number, fact } of this.held) {
      if (number !== this.next || !isDue(lsnOf(fact) ?? 0)) break
      this.tell(fact)
      this.next++
      count++
    }
    this.held.splice(0, count)
  }
}
