/**
 * Savepoints as brackets: from the statement after which PostgreSQL has one to that after which it has not. PostgreSQL
 * manual, SAVEPOINT: ROLLBACK TO keeps the savepoint, and begins its subtransaction anew.
 */
import type { Savepoint } from '../../postgres/client/journal.ts'
import type { StatementEnd } from '../model.ts'
import type { Bracket } from '../transaction-model.ts'

export function withSavepoints(
  brackets: readonly Bracket[],
  number: number,
  by: number,
  { tags, status, transaction }: StatementEnd,
): readonly Bracket[] {
  const told = transaction?.savepoints ?? []
  const open = brackets.filter(({ state }) => state === 'open')
  const same = open.findIndex((bracket, level) => !isSame(bracket, told[level]))
  let kept = same === -1 ? open.length : same
  const rolledBack = tags.includes('ROLLBACK')
  // Nothing had been written in it, so that its xid does not tell: the innermost one is what was rolled back to.
  if (rolledBack && status === 'T' && kept === told.length && kept > 0) kept--
  if (kept === open.length && kept === told.length && sameXids(open, told)) return brackets
  const gone = new Set(open.slice(kept))
  const state = rolledBack ? 'rolled back' : 'merged'
  return [
    ...brackets.map((bracket) => {
      if (gone.has(bracket)) return { ...bracket, to: number, by, state } as const
      const xid = told[open.indexOf(bracket)]?.xid ?? null
      return bracket.state === 'open' && xid !== bracket.xid ? { ...bracket, xid } : bracket
    }),
    ...told.slice(kept).map(({ name, level, xid }): Bracket => {
      return { name, level, xid, from: number, to: null, by: null, state: 'open' }
    }),
  ]
}

/** Another xid than before is another subtransaction, begun anew. */
function isSame(bracket: Bracket, told: Savepoint | undefined): boolean {
  if (told === undefined || bracket.name !== told.name || bracket.level !== told.level) return false
  return bracket.xid === null || bracket.xid === told.xid
}

function sameXids(open: readonly Bracket[], told: readonly Savepoint[]): boolean {
  return open.every((bracket, level) => bracket.xid === told[level]?.xid)
}
