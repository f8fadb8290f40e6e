/**
 * What the journal of a server has told so far, for listeners that come later: up to a stated size, then the oldest goes,
 * and a listener is told first that it is no longer kept.
 */
import type { Lsn, Observation } from '../client/journal.ts'
import { lsnOf } from './fact-order.ts'
import { weightOf } from './fact-weight.ts'

/** Characters of texts and values, with a little for each fact itself: some 40 MB in a browser. */
export const KEPT_FACTS_WEIGHT = 20_000_000

type Opened = Extract<Observation, { type: 'session-opened' }>

export class KeptFacts {
  private facts: Observation[] = []
  private weight = 0
  /** Sessions that are open, and were opened by a fact that is no longer kept. */
  private readonly opened = new Map<number, Opened>()
  /** What came before the facts: how many statements, and how far the WAL had gone. Null while all is kept. */
  private forgotten: { statements: number; lsn: Lsn } | null = null

  /** `limit` in characters, as `KEPT_FACTS_WEIGHT`. */
  constructor(private readonly limit: number = KEPT_FACTS_WEIGHT) {}

  add(fact: Observation): void {
    this.facts.push(fact)
    this.weight += weightOf(fact)
    if (this.weight > this.limit) this.forget()
  }

  /** All that is kept, in order. */
  all(): Observation[] {
    if (!this.forgotten) return this.facts.slice()
    return [{ type: 'forgotten', ...this.forgotten }, ...this.opened.values(), ...this.facts]
  }

  /** Half of it goes at once, so that it need not be done for each fact. */
  private forget(): void {
    const forgotten = this.forgotten ?? { statements: 0, lsn: 0 }
    let count = 0
    for (const fact of this.facts) {
      if (this.weight <= this.limit / 2) break
      this.weight -= weightOf(fact)
      count++
      forgotten.lsn = lsnOf(fact) ?? forgotten.lsn
      if (fact.type === 'statement-ended') forgotten.statements++
      if (fact.type === 'session-opened') this.opened.set(fact.pid, fact)
      if (fact.type === 'session-ended') this.opened.delete(fact.pid)
    }
    this.facts = this.facts.slice(count)
    this.forgotten = forgotten
  }
}
