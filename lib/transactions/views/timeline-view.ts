/** The timeline: one column for each statement, one lane for each session. Its axis is the order, not the clock. */
import type { IsolationLevel, Xid } from '../../postgres/client/journal.ts'
import type { Completeness, RollbackCause, SessionRef } from './view.ts'

export interface TimelineOptions {
  at?: number | undefined
  /** The first and last statement of the window; all that are kept where absent. */
  from?: number | undefined
  to?: number | undefined
}

export interface TimelineView {
  at: number | null
  /** The number of the first and of the last statement that are kept; 0 and 0 without any. */
  first: number
  last: number
  /** Those of the window, in order. */
  columns: readonly TimelineColumn[]
  /** Sessions that have something in the journal. */
  lanes: readonly TimelineLane[]
  /** Breaks between columns. */
  crashes: readonly TimelineCrash[]
  deadlocks: readonly DeadlockRing[]
  completeness: Completeness
}

export interface TimelineColumn {
  number: number
  session: SessionRef
  cell: string | null
  count: number | null
  /** First line of the statement, for a title. */
  text: string
  /** A word for the tick: the command tag without numbers, in small letters, or the SQLSTATE: begin, update, 40P01. */
  label: string
  /** It comes after `at`: greyed. */
  future: boolean
}

export interface TimelineLane {
  session: SessionRef
  ticks: readonly Tick[]
  spans: readonly Span[]
  gaps: readonly WaitGap[]
  /** Where the session ended: after which statement, and why. */
  ended: { after: number; reason: string } | null
}

export interface Tick {
  number: number
  /** The column in which it ended, or lasts: an error mark stands there. */
  until: number
  /** `alone`: a transaction of its own (■); `inside`: in a block (○). */
  place: 'alone' | 'inside'
  state: 'running' | 'waiting' | 'done' | 'error'
  label: string
  code: string | null
  transaction: number | null
  /** Rows written, by all tables; null while not told to the end. */
  rows: number | null
  /** A snapshot that lasts was taken here (camera). */
  snapshot: boolean
  /** The end of a block: ✓ or ✕ stands here. */
  end: 'committed' | 'rolled back' | null
  sentence: string
}

/** A transaction. */
export interface Span {
  transaction: number
  /** First and last statement. `to` is null while it is open, or where it ended without one (closed, crash). */
  from: number
  to: number | null
  /** The last column that it covers. */
  until: number
  /** A single statement: closed with its own end. */
  single: boolean
  /** `unknown`: how it ended could not be read. */
  state: 'open' | 'failed' | 'prepared' | 'committed' | 'rolled back' | 'unknown'
  cause: RollbackCause | null
  /** From which statement on it has failed: only ROLLBACK is accepted. */
  failedFrom: number | null
  /** All stretches in which it had failed: ROLLBACK TO makes a block usable again. */
  failed: readonly { from: number; until: number }[]
  isolation: IsolationLevel | null
  xid: Xid | null
  snapshotAt: number | null
  savepoints: readonly SavepointBracket[]
  sentence: string
}

export interface SavepointBracket {
  /** Its place in the list of its transaction: mark to explain. */
  savepoint: number
  name: string | null
  /** 2 for the outermost. */
  level: number
  from: number
  to: number | null
  until: number
  /** `merged`: released, or ended with its transaction: what it wrote shares the transaction's fate. */
  state: 'open' | 'merged' | 'rolled back'
}

/** A gap in a lane, with an arrow to who holds the lock. */
export interface WaitGap {
  wait: number
  /** The statement that waits. */
  statement: number
  /** The column after which the gap begins, and the one where it ended: the arrow's. Null while it lasts. */
  from: number
  to: number | null
  until: number
  /** To whose lanes the arrows go. */
  holders: readonly SessionRef[]
  /** Milliseconds, as the facts carried them. */
  since: number
  ended: number | null
  what: string
  /** The statement of the holder that took the lock, where it is known. */
  takenAt: number | null
  sentence: string
}

export interface TimelineCrash {
  crash: number
  /** After which statement. */
  after: number
  message: string
  recovered: boolean
  sentence: string
}

export interface DeadlockRing {
  /** The statement that PostgreSQL ended with 40P01. */
  victim: number
  /** Who waited for whom, the victim first; each next one is who is waited for. */
  edges: readonly DeadlockEdge[]
  /** The session that went on, and from which statement on. */
  wentOn: { session: SessionRef; at: number } | null
  sentence: string
}

export interface DeadlockEdge {
  waiter: SessionRef
  holder: SessionRef
  /** The statement that waited. */
  statement: number | null
  /** "ShareLock on transaction 761". */
  lock: string
  what: string
}
