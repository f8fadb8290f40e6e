/** One sentence of facts for each mark, PostgreSQL's own words, the manual's chapter, and a way on. */
import { get } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { JournalState } from '../model.ts'
import { sessionIndex, sessionRef } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import type { SpanState } from '../transaction-model.ts'
import { waitText } from '../wait-text.ts'
import { crashOf } from './crash-words.ts'
import { ringOf } from './deadlock-ring.ts'
import { changeText } from './effect-words.ts'
import { entryOf } from './entry-words.ts'
import { explainSession, explainStatement } from './explain-session.ts'
import type { Explanation, ManualChapter } from './explanation.ts'
import { manual } from './manual.ts'
import { offersForError, offersForWait } from './offers.ts'
import { selectSight } from './select-sight.ts'
import { spanSentence } from './span-words.ts'
import type { Mark, ViewOptions } from './view.ts'
import { whoIsWho } from './who-is-who.ts'

/** Null for a mark that is no longer kept. */
export const explain = remembered(
  (state: JournalState, mark: Mark, { at }: ViewOptions = {}): Explanation | null => {
    const point = pointOf(state, at)
    switch (mark.kind) {
      case 'session':
        return explainSession(state, mark.session, point)
      case 'statement':
        return explainStatement(state, mark.statement, point)
      case 'transaction':
        return withSpan(state, mark.transaction, (span) => ofSpan(state, span, point))
      case 'snapshot':
        return withSpan(state, mark.transaction, (span) => ofSnapshot(state, span))
      case 'savepoint':
        return withSpan(state, mark.transaction, (span) => ofSavepoint(state, span, mark.savepoint))
      case 'change':
        return ofChange(state, mark.change, point)
      case 'wait':
        return ofWait(state, mark.wait, point)
      case 'deadlock':
        return ofDeadlock(state, mark.statement, point)
      case 'crash':
        return ofCrash(state, mark.crash)
      case 'sight':
        return ofSight(state, mark.table, mark.session, at)
    }
  },
)

function plain(sentence: string, chapter: ManualChapter): Explanation {
  return { sentence, said: null, who: '', manual: chapter, offers: [] }
}

function withSpan(
  state: JournalState,
  id: number,
  explained: (span: SpanState) => Explanation | null,
): Explanation | null {
  const span = get(state.spans, id)
  return span ? explained(span) : null
}

function ofSpan(state: JournalState, span: SpanState, point: Point): Explanation {
  const ended = span.end !== null && span.end.by <= point.number ? span.end : null
  const failed = span.failed.at(-1)
  const number = failed && failed.to === null ? failed.from : (ended?.statement ?? null)
  const error = number === null ? null : (get(state.statements, number)?.end?.error ?? null)
  return {
    sentence: spanSentence(state, { ...span, end: ended }, point),
    said: error,
    who: whoIsWho(state, error),
    manual: manual.transactions,
    offers: error === null || number === null ? [] : offersForError(state, number, point),
  }
}

function ofSnapshot(state: JournalState, span: SpanState): Explanation | null {
  if (span.snapshot === null) return null
  const { name } = sessionRef(state, span.session)
  const first = span.snapshot.at === span.from ? '' : `, not by BEGIN at #${span.from}`
  const what = span.snapshot.snapshot === null ? ' It was imported: what it shows is unknown.' : ''
  return plain(
    `${name}'s snapshot was taken by #${span.snapshot.at}${first}: until its transaction ends, ${name} sees what had been committed then, and its own changes.${what}`,
    manual.isolation,
  )
}

function ofSavepoint(state: JournalState, span: SpanState, index: number): Explanation | null {
  const bracket = span.savepoints[index]
  if (!bracket) return null
  const name = bracket.name === null ? 'A savepoint' : `Savepoint ${bracket.name}`
  const since = `${name} of ${sessionRef(state, span.session).name} begins at #${bracket.from}`
  const to = bracket.to === null ? '' : ` at #${bracket.to}`
  if (bracket.state === 'open')
    return plain(`${since}: ROLLBACK TO takes back what was written since.`, manual.savepoint)
  if (bracket.state === 'merged') {
    return plain(
      `${since} and ended${to}: what was written in it shares the transaction's fate.`,
      manual.savepoint,
    )
  }
  return plain(`${since}; what was written in it was rolled back${to}.`, manual.rollbackTo)
}

function ofChange(state: JournalState, id: number, point: Point): Explanation | null {
  const change = get(state.changes, id)
  if (!change) return null
  const { statement, session, sentence, cause } = entryOf(state, change, point)
  const who = session?.name ?? 'Somebody'
  const at = statement === null ? '' : ` at #${statement.number}`
  const chapter = cause?.kind === 'ROLLBACK TO' ? manual.rollbackTo : manual.transactions
  return plain(`${who}${at}: ${changeText(state, change, point)}. It is ${sentence}.`, chapter)
}

function ofWait(state: JournalState, id: number, point: Point): Explanation | null {
  const wait = get(state.waits, id)
  if (!wait) return null
  const { sentence, holders, what } = waitText(state, wait)
  const over = wait.until !== null && wait.until <= point.number
  const names = holders.map(({ name }) => name).join(' and ') || 'whoever holds it'
  const then = over ? ` It went on at #${wait.until}.` : ` COMMIT or ROLLBACK of ${names} lets it go on.`
  const row = what.startsWith('row') || what.startsWith('a row')
  return {
    ...plain(`${sentence}${then}`, row ? manual.rowLocks : manual.locking),
    offers: over ? [] : offersForWait(state, wait),
  }
}

function ofDeadlock(state: JournalState, victim: number, point: Point): Explanation | null {
  const deadlock = state.deadlocks.find((each) => each.victim === victim)
  if (!deadlock) return null
  const said = get(state.statements, victim)?.end?.error ?? null
  return {
    sentence: ringOf(state, deadlock).sentence,
    said,
    who: whoIsWho(state, said),
    manual: manual.deadlocks,
    offers: offersForError(state, victim, point),
  }
}

function ofCrash(state: JournalState, number: number): Explanation | null {
  const crash = state.crashes[number - 1]
  return crash ? plain(crashOf(crash, number - 1).sentence, manual.log) : null
}

function ofSight(
  state: JournalState,
  table: string,
  session: string,
  at: number | undefined,
): Explanation | null {
  const view = selectSight(state, { table, at })
  const viewer = view?.viewers.find((each) => (each.session?.key ?? '') === session)
  if (!view || !viewer) return null
  const who = viewer.session?.name ?? 'A new snapshot'
  const index = viewer.session === null ? undefined : get(state.sessions, sessionIndex(session))
  const database = index ? ` in ${index.database}` : ''
  return plain(
    `${who}, table ${view.title}${database}: ${viewer.heading}.`,
    viewer.sees === 'next statement' ? manual.readCommitted : manual.isolation,
  )
}
