/** What a statement did, in one line for each effect: "stock tea: qty 12 → 9 · pending". */
import { causeOf, fateOf } from '../fate.ts'
import { get } from '../int-map.ts'
import type { Change, JournalState, Statement } from '../model.ts'
import { causeText, counted, sessionRef, tableTitle, valueText } from '../names.ts'
import type { Point } from '../point.ts'
import { rowEntries } from './row-entries.ts'
import { spanCause } from './span-words.ts'

/** Tags or error, and what became of its transaction. */
export function endText(state: JournalState, statement: Statement, point: Point): string[] {
  const { end } = statement
  if (end === null || end.by > point.number) return ['has not ended']
  const said = end.error ? `ERROR ${end.error.code}: ${end.error.message}` : end.tags.join(', ')
  const span = statement.span === null ? undefined : get(state.spans, statement.span)
  const after = span?.snapshot?.at === statement.number ? ['snapshot from here'] : []
  if (!span?.end || span.single || span.end.statement !== statement.number) {
    const failed = end.status === 'E' && statement.before === 'T' ? ['the transaction has failed'] : []
    return [said, ...failed, ...after]
  }
  const cause = spanCause(state, span)
  const why = cause === null || cause.kind === 'ROLLBACK' ? '' : `: ${causeText(cause)}`
  return [said, `transaction ${span.end.how}${why}`]
}

export function changeText(state: JournalState, change: Change, point: Point): string {
  const fate = fateOf(state, change.writer, point)
  const cause = fate === 'rolled back' ? `: ${causeText(causeOf(state, change.writer, point))}` : ''
  return `${whatText(change)} · ${fate}${cause}`
}

function whatText(change: Change): string {
  if (change.kind === 'object') {
    const { kind, name, of, detail, action } = change.change
    const where = of === null ? '' : ` of ${of.name}`
    return `${kind} ${name}${detail === '' ? '' : ` (${detail})`}${where} ${action}`
  }
  const title = tableTitle(change.shape)
  if (change.kind !== 'rows') {
    return `${title}: ${change.kind === 'truncation' ? 'all rows removed' : 'same rows, new file'}`
  }
  const { operation, count, rows, shape } = change
  const [row] = count === 1 ? rowEntries(shape, rows) : []
  if (!row) return `${title}: ${counted(count, 'row')} ${words[operation]}`
  const columns = row.columns.filter(({ changed }) => changed)
  const values = columns.map((each) => `${each.column} ${valueText(each.old)} → ${valueText(each.new)}`)
  return `${title} ${row.label}: ${values.length > 0 ? values.join(', ') : words[operation]}`
}

const words = { insert: 'inserted', update: 'updated', delete: 'deleted' } as const

/** "alice"; "somebody" for who has not been told. */
export function whoText(state: JournalState, session: number | null): string {
  return session === null ? 'somebody' : sessionRef(state, session).name
}
