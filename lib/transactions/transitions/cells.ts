/** Which cell runs in which session: statements take their cell from it. */
import type { Fact } from '../facts.ts'
import { get, set, values } from '../int-map.ts'
import type { CellRun, JournalState, Session } from '../model.ts'
import { sessionOfPid, withSession } from './session-table.ts'

export function cellStarted(
  state: JournalState,
  { pid, cell, count, ordinal }: Extract<Fact, { type: 'cell-started' }>,
): JournalState {
  const session = sessionOfPid(state, pid)
  if (!session || session.ended !== null) return state
  const run: CellRun = { cell, count, from: ordinal, to: null, over: false }
  const cells = [...session.cells.map((before) => ({ ...before, over: true })), run]
  return withCells(state, { ...session, cells })
}

export function cellEnded(
  state: JournalState,
  { pid, cell, ordinal }: Extract<Fact, { type: 'cell-ended' }>,
): JournalState {
  const session = sessionOfPid(state, pid)
  const last = session?.cells.at(-1)
  if (!session || last?.cell !== cell) return state
  const cells = [...session.cells.slice(0, -1), { ...last, to: ordinal, over: true }]
  return withSession(state, { ...session, cells })
}

/** The run of a cell that sent the statement with this ordinal; undefined where none did. */
export function cellOf(session: Session, ordinal: number): CellRun | undefined {
  const exact = session.cells.findLast(
    ({ from, to }) => from !== null && from <= ordinal && (to === null || ordinal < to),
  )
  return exact ?? session.cells.findLast(({ from, over }) => from === null && !over)
}

/** A statement may have been told before its cell: it finds it by its ordinal. */
function withCells(state: JournalState, session: Session): JournalState {
  const from = session.cells.at(-1)?.from ?? null
  let { statements } = state
  for (const number of from === null ? [] : values(session.statements).reverse()) {
    const statement = get(statements, number)
    if (!statement || from === null || statement.ordinal < from) break
    const run = cellOf(session, statement.ordinal)
    if (run) statements = set(statements, number, { ...statement, cell: run.cell, count: run.count })
  }
  return withSession({ ...state, statements }, session)
}
