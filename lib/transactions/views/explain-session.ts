/** Sessions and statements explained: their state, or the error that they met. */
import { get } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { sessionRef } from '../names.ts'
import type { Point } from '../point.ts'
import { waitAt } from '../session-at.ts'
import { endText } from './effect-words.ts'
import type { Explanation, ManualChapter } from './explanation.ts'
import { manual } from './manual.ts'
import { offersForError, offersForWait } from './offers.ts'
import { selectSessions } from './select-sessions.ts'
import type { SessionEntry } from './sessions-view.ts'
import { whoIsWho } from './who-is-who.ts'

export function explainSession(state: JournalState, key: string, point: Point): Explanation | null {
  const at = point.past ? point.number : undefined
  const entry = selectSessions(state, { at }).sessions.find(({ session }) => session.key === key)
  if (!entry) return null
  const number = entry.failure?.statement.number ?? null
  const said = number === null ? null : (get(state.statements, number)?.end?.error ?? null)
  const wait = entry.wait === null ? undefined : get(state.waits, entry.wait.wait)
  return {
    sentence: entry.sentence === '' ? stateSentence(entry) : entry.sentence,
    said,
    who: whoIsWho(state, said),
    manual: entry.wait === null ? manual.transactions : manual.locking,
    offers: point.past
      ? []
      : [
          ...(number === null ? [] : offersForError(state, number, point)),
          ...(wait ? offersForWait(state, wait) : []),
        ],
  }
}

function stateSentence({ session, state, transaction }: SessionEntry): string {
  if (transaction === null) return `${session.name} is ${state}: no transaction is open.`
  const since = transaction.since === null ? '' : ` since #${transaction.since.number}`
  const xid =
    transaction.xid === null ? 'It has no xid yet: it has written nothing.' : `Its xid is ${transaction.xid}.`
  return `${session.name} has been in a ${transaction.isolation} transaction${since}. ${xid}`
}

export function explainStatement(state: JournalState, number: number, point: Point): Explanation | null {
  const statement = get(state.statements, number)
  if (!statement) return null
  const wait = waitAt(state, statement.session, point)
  if (wait?.statement === number) {
    return explainSession(state, sessionRef(state, statement.session).key, point)
  }
  const ended = statement.end !== null && statement.end.by <= point.number ? statement.end : null
  const said = ended?.error ?? null
  const { name } = sessionRef(state, statement.session)
  return {
    sentence: `#${number} by ${name}: ${endText(state, statement, point).join('; ')}.${hintFor(said?.code)}`,
    said,
    who: whoIsWho(state, said),
    manual: chapterFor(said?.code),
    offers: said === null ? [] : offersForError(state, number, point),
  }
}

function hintFor(code: string | undefined): string {
  if (code === '25P02') return ' The block had failed before: only ROLLBACK is accepted.'
  if (code === '40001')
    return ' PostgreSQL may also refuse harmless schedules. Run again from BEGIN, it may succeed.'
  if (code === '40P01') return ' PostgreSQL ended one of the transactions so that the others could go on.'
  return ''
}

function chapterFor(code: string | undefined): ManualChapter {
  if (code === undefined) return manual.transactions
  if (code === '40001') return manual.serialization
  if (code === '40P01') return manual.deadlocks
  return code === '25P02' ? manual.rollback : manual.errors
}
