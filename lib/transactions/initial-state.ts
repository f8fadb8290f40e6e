/** A journal without facts. */
import { emptyMap } from './int-map.ts'
import type { JournalState } from './model.ts'

export const initialState: JournalState = {
  facts: 0,
  base: 0,
  position: 0,
  reached: 0,
  told: 0,
  count: 0,
  keptFrom: 1,
  startUnknown: false,
  weight: 0,
  sessions: emptyMap(),
  pids: emptyMap(),
  statements: emptyMap(),
  spans: emptyMap(),
  writers: emptyMap(),
  xids: emptyMap(),
  openWriters: emptyMap(),
  changes: emptyMap(),
  next: { span: 1, writer: 1, change: 1, wait: 1, session: 1, sequence: 1 },
  tables: {},
  existence: {},
  sequences: emptyMap(),
  waits: emptyMap(),
  openWaits: emptyMap(),
  deadlocks: [],
  crashes: [],
  lost: [],
  locks: null,
}
