/** What every entry of the changes says: fate, who, when, why. */
import { causeOf, fateOf, numberOf, writerEnd } from '../fate.ts'
import { get } from '../int-map.ts'
import type { Change, JournalState } from '../model.ts'
import { causeText, keyRef, sessionRef, statementRef } from '../names.ts'
import type { Point } from '../point.ts'
import { sessionOf } from '../tally.ts'
import type { Entry } from './changes-view.ts'
import type { StatementRef } from './view.ts'

export function entryOf(state: JournalState, change: Change, point: Point): Entry {
  const statement = keyRef(state, change.statement)
  const session = sessionOf(state, change)
  const writer = get(state.writers, change.writer)
  const entry = {
    change: change.id,
    fate: fateOf(state, change.writer, point),
    statement,
    session: session === null ? null : sessionRef(state, session),
    transaction: statement === null ? null : (get(state.statements, statement.number)?.span ?? null),
    xid: writer?.xid ?? 0,
    decided: decidedAt(state, change, point),
    cause: causeOf(state, change.writer, point),
  }
  return { ...entry, sentence: sentenceOf(entry) }
}

function decidedAt(state: JournalState, change: Change, point: Point): StatementRef | null {
  const end = writerEnd(state, change.writer, point)
  return end === null ? null : statementRef(state, numberOf(state, end.statement))
}

function sentenceOf({ fate, session, statement, decided, cause }: Omit<Entry, 'sentence'>): string {
  const who = session?.name ?? 'the one who wrote it'
  switch (fate) {
    case 'pending':
      return `pending · only ${who} sees it`
    case 'unknown':
      return 'how it ended is unknown'
    case 'committed': {
      if (decided === null) return 'committed · new snapshots see it'
      const at =
        decided.number === statement?.number ? 'committed at once' : `committed at #${decided.number}`
      return `${at} by ${decided.session.name} · new snapshots see it`
    }
    case 'rolled back':
      return `rolled back${decided === null ? '' : ` at #${decided.number}`}: ${causeText(cause)}`
  }
}
