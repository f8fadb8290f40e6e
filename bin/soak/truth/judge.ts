/** Reads a recording in order: what the panel's views said, against what PostgreSQL said. */
import type { Fact } from '../../../lib/transactions/facts.ts'
import { fateOf } from '../../../lib/transactions/fate.ts'
import { initialState } from '../../../lib/transactions/initial-state.ts'
import { get, values } from '../../../lib/transactions/int-map.ts'
import type { JournalState } from '../../../lib/transactions/model.ts'
import { pointOf } from '../../../lib/transactions/point.ts'
import { reduce, replay } from '../../../lib/transactions/reduce.ts'
import { selectChanges } from '../../../lib/transactions/views/select-changes.ts'
import { selectSessions } from '../../../lib/transactions/views/select-sessions.ts'
import type { SessionEntry } from '../../../lib/transactions/views/sessions-view.ts'
import { type Expectation, expectation, mistakesIn } from './expectation.ts'
import { mistakesOfChanges } from './invariants.ts'
import { OldValues } from './old-values.ts'
import { mistakesOfPages } from './pages.ts'
import type { Entry, Recording, ToldSession } from './recording.ts'
import { Report } from './report.ts'

/** How often all that was ever changed is looked through, in standstills. */
const wholeEvery = 10

export class Judge {
  readonly report = new Report()
  private state: JournalState = initialState
  private readonly facts: Fact[] = []
  private readonly expected = new Map<number, Expectation>()
  private readonly oldValues = new OldValues()
  private readonly fates = new Map<number, string>()
  private sessions: readonly ToldSession[] = []
  private standstills = 0

  /** `alter` may put a fault in: it gets each fact, and gives what the journal is told instead. */
  constructor(private readonly alter: (fact: Fact) => readonly Fact[] = (fact) => [fact]) {}

  take(entry: Entry): void {
    const { report } = this
    switch (entry.kind) {
      case 'facts':
        for (const fact of entry.facts.flatMap(this.alter)) this.tell(fact)
        return
      case 'sent':
        report.sent(entry)
        return
      case 'answered':
        report.answered(entry)
        return
      case 'expected':
        this.expected.set(entry.look, expectation(this.state, entry.viewer, entry.tables))
        return
      case 'dropped':
        this.expected.delete(entry.look)
        report.count('dropped', entry.why)
        return
      case 'seen': {
        const expected = this.expected.get(entry.look)
        this.expected.delete(entry.look)
        if (expected) report.compare(entry.how, mistakesIn(expected, entry))
        this.oldValues.seen(entry)
        return
      }
      case 'sessions':
        this.sessions = entry.sessions
        this.standstill()
        return
      case 'fates':
        for (const [xid, status] of entry.fates) this.fate(xid, status)
        return
      case 'snapshot':
        this.snapshot(entry)
        return
      case 'pages':
        this.pages(entry)
        return
      case 'server':
    }
  }

  /** What was told comes to the same state when it is saved and played again. */
  finish(): Report {
    const saved = JSON.parse(JSON.stringify(this.facts)) as Fact[]
    const isSame = JSON.stringify(replay(saved)) === JSON.stringify(this.state)
    this.report.compare('replay', {
      wrong: isSame ? [] : ['the saved facts give another state'],
      unknown: [],
    })
    return this.report
  }

  private tell(fact: Fact): void {
    this.facts.push(fact)
    this.report.compareSome('old value', this.oldValues.told(fact))
    this.state = reduce(this.state, fact)
    if (fact.type === 'lost') this.report.compare('lost', { wrong: [fact.message], unknown: [] })
    if (fact.type === 'crashed') this.fates.clear()
  }

  private standstill(): void {
    const { state, report, sessions } = this
    const entries = selectSessions(state).sessions
    for (const told of sessions) {
      const entry = entries.find(({ pid, state: now }) => pid === told.pid && now !== 'ended')
      report.compare('session', {
        wrong: entry ? mistakesOfSession(entry, told) : [`${told.pid} is not there`],
        unknown: [],
      })
    }
    const isWhole = this.standstills++ % wholeEvery === 0
    const view = selectChanges(state, { limit: 1e6, fates: isWhole ? undefined : ['pending'] })
    report.compare('invariant', {
      wrong: mistakesOfChanges(view, { entries, told: sessions, fates: this.fates }),
      unknown: view.counts.unknown > 0 ? ['fate'] : [],
    })
  }

  private fate(xid: number, status: string | null): void {
    if (status === null) return
    const { state } = this
    const id = get(state.xids, xid) ?? values(state.writers).findLast((writer) => writer.xid === xid)?.id
    const told = id === undefined ? 'no such transaction' : fateOf(state, id, pointOf(state, undefined))
    const words: Record<string, string> = {
      'in progress': 'pending',
      aborted: 'rolled back',
      committed: 'committed',
    }
    const wrong = told === words[status] ? [] : [`transaction ${xid} is ${told}; PostgreSQL: ${status}`]
    this.report.compare(
      'fate',
      told === 'unknown' ? { wrong: [], unknown: ['fate'] } : { wrong, unknown: [] },
    )
  }

  private snapshot({ pid, xmin, xmax, inProgress }: Extract<Entry, { kind: 'snapshot' }>): void {
    const entry = selectSessions(this.state).sessions.find((each) => each.pid === pid)
    const told = entry?.transaction?.snapshot
    if (told?.kind !== 'taken') {
      const wrong = told?.kind === 'unknown' ? [] : [`the snapshot of ${pid} is ${told?.kind}`]
      this.report.compare('snapshot', { wrong, unknown: wrong.length > 0 ? [] : ['snapshot'] })
      return
    }
    // pg_current_snapshot leaves subtransactions out.
    const isSame =
      told.xmin === xmin && told.xmax === xmax && inProgress.every((xid) => told.inProgress.includes(xid))
    const wrong = isSame ? [] : [`${JSON.stringify(told)}; PostgreSQL: ${xmin}:${xmax}:${inProgress}`]
    this.report.compare('snapshot', { wrong, unknown: [] })
  }

  private pages(entry: Extract<Entry, { kind: 'pages' }>): void {
    this.report.compare('pages', mistakesOfPages(this.state, entry))
  }
}

export function judge(recording: Recording, alter?: (fact: Fact) => readonly Fact[]): Report {
  const each = new Judge(alter)
  for (const entry of recording.entries) each.take(entry)
  return each.finish()
}

function mistakesOfSession(entry: SessionEntry, { pid, status, xid, waitsFor }: ToldSession): string[] {
  const words = { I: 'idle', T: 'in transaction', E: 'failed' } as const
  const state = waitsFor.length > 0 ? 'waiting' : words[status]
  if (entry.state !== state) return [`${pid} is ${entry.state}; PostgreSQL: ${state}`]
  const told = entry.transaction?.xid ?? null
  if (state === 'waiting' || state === 'failed' || told === xid) return []
  return [`${pid} has transaction ${told}; PostgreSQL: ${xid}`]
}
