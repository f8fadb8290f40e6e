/** The journal of a server: facts from its backends and its keeper, over all its lives, in order. */
import { FactRing, type NumberedFact } from '../backend/fact-ring.ts'
import type { JournalInit } from '../backend/messages.ts'
import { RowRequests } from '../backend/row-requests.ts'
import { WalMarks } from '../backend/wal-marks.ts'
import type { Journal, Lsn, Observation, RowChange } from '../client/journal.ts'
import { FactOrder } from './fact-order.ts'
import { KeptFacts } from './kept-facts.ts'

/** Milliseconds: statements often come in a row, and the next is not to wait for what is told of the last. */
const LATER = 4

type Listener = (observations: readonly Observation[]) => void

/** A request for rows that waits for its turn, or for its answer. */
interface Asked {
  batch: number
  from: number
  count: number
  resolve: (rows: readonly RowChange[]) => void
  reject: (error: Error) => void
}

export class ServerJournal implements Journal {
  private readonly kept: KeptFacts
  private readonly listeners = new Set<Listener>()
  /** Facts that the listeners have not been told of. */
  private news: Observation[] = []
  private readonly order = new FactOrder((fact) => this.add(fact))
  /** Process ids of sessions that are open. */
  private readonly open = new Set<number>()
  private lastLsn: Lsn = 0
  private marks = WalMarks.allocate()
  private ring = FactRing.allocate()
  private timer: ReturnType<typeof setTimeout> | undefined
  private requests = RowRequests.allocate()
  /** Rings the keeper of this life; null while there is none. */
  private wakeKeeper: (() => void) | null = null
  private readonly asked: Asked[] = []
  private asks = 0
  /** The highest number of a batch so far, and that of the lives before: each life's keeper counts from 1. */
  private lastBatch = 0
  private batchesBefore = 0
  /** What a crash has said, until the next life has told what was left. */
  private crash: string | null = null

  /** `keptWeight` as that of `KeptFacts`. */
  constructor(keptWeight?: number) {
    this.kept = new KeptFacts(keptWeight)
  }

  subscribe(listener: Listener): () => void {
    const own: Listener = (facts) => listener(facts)
    const before = this.kept.all()
    if (before.length > 0) own(before)
    this.listeners.add(own)
    return () => this.listeners.delete(own)
  }

  rows(batch: number, from: number, count: number): Promise<readonly RowChange[]> {
    return new Promise((resolve, reject) => {
      if (batch <= this.batchesBefore) {
        reject(goneByCrash(batch))
        return
      }
      this.asked.push({ batch, from, count, resolve, reject })
      if (this.asked.length === 1) this.askNext()
    })
  }

  /** What the backends of a new life get. */
  begin(wakeKeeper: () => void): JournalInit {
    const before = this.crash === null ? null : { marks: this.marks.buffer, told: this.lastLsn }
    this.marks = WalMarks.allocate()
    this.ring = FactRing.allocate()
    this.requests = RowRequests.allocate()
    this.wakeKeeper = wakeKeeper
    this.batchesBefore = this.lastBatch
    for (const { batch, reject } of this.asked.splice(0)) reject(goneByCrash(batch))
    return {
      marks: this.marks.buffer,
      facts: this.ring.buffers,
      requests: this.requests.buffer,
      before,
    }
  }

  /** There are facts in the ring; this one did not fit. */
  noted(unfit: NumberedFact | null): void {
    if (unfit) this.order.fromBackends([unfit])
    this.expectFacts()
  }

  /** There are facts in the ring, or soon will be. They are read a little later, and the keeper is woken then. */
  expectFacts(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      if (this.ring.isAwaited) this.expectFacts()
      this.readRing()
      this.spread()
      if (this.marks.isUrgent) this.wakeKeeper?.()
    }, LATER)
  }

  fromKeeper(facts: readonly Observation[]): void {
    this.readRing()
    for (const fact of facts) {
      if (fact.type === 'recovered') this.endLife()
      this.order.fromKeeper(this.numbered(fact))
    }
    this.spread()
  }

  /** The keeper's answer; null: they are no longer kept. */
  answer(rows: readonly RowChange[] | null): void {
    const asked = this.asked.shift()
    if (rows) asked?.resolve(rows)
    else asked?.reject(new Error(`the rows of batch ${asked.batch} are no longer kept`))
    this.askNext()
  }

  /** All backends have died. What they could not tell is told by the next life, before it says that it has recovered. */
  crashed(message: string): void {
    this.readRing()
    this.crash = message
    this.wakeKeeper = null
    for (const { batch, reject } of this.asked.splice(0)) reject(goneByCrash(batch))
  }

  /** There will be no further life. */
  stopped(): void {
    this.readRing()
    this.order.endLife()
    this.endSessions('stopped')
    this.spread()
    this.wakeKeeper = null
    for (const { batch, reject } of this.asked.splice(0))
      reject(new Error(`the rows of batch ${batch} are no longer kept: the server has been stopped`))
  }

  private readRing(): void {
    this.order.fromBackends(this.ring.read())
  }

  /** Numbers of batches go on over all lives, so that an old one never means other rows. */
  private numbered(fact: Observation): Observation {
    if (fact.type !== 'rows') return fact
    const batch = fact.batch + this.batchesBefore
    this.lastBatch = Math.max(this.lastBatch, batch)
    return { ...fact, batch }
  }

  private endLife(): void {
    this.order.endLife()
    this.endSessions('crashed')
    this.add({ type: 'crashed', message: this.crash ?? '' })
    this.crash = null
  }

  private endSessions(reason: 'crashed' | 'stopped'): void {
    for (const pid of [...this.open]) this.add({ type: 'session-ended', pid, reason, lsn: this.lastLsn })
  }

  private askNext(): void {
    const [next] = this.asked
    if (!next || !this.wakeKeeper) return
    this.asks++
    const { batch, from, count } = next
    this.requests.ask({ number: this.asks, batch: batch - this.batchesBefore, from, count })
    this.wakeKeeper()
  }

  private add(fact: Observation): void {
    if (fact.type === 'session-opened') this.open.add(fact.pid)
    if (fact.type === 'session-ended') this.open.delete(fact.pid)
    if (fact.type === 'told' || fact.type === 'recovered') this.lastLsn = fact.lsn
    this.kept.add(fact)
    this.news.push(fact)
  }

  private spread(): void {
    const { news } = this
    if (news.length === 0) return
    this.news = []
    for (const listener of this.listeners) listener(news)
  }
}

function goneByCrash(batch: number): Error {
  return new Error(`the rows of batch ${batch} are no longer kept: PostgreSQL has crashed since`)
}
