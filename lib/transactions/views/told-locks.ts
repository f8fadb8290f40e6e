/** The locks as pg_locks has them. */
import type { WantedLock } from '../../postgres/client/waits.ts'
import type { ToldLock } from '../facts.ts'
import { get, values } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { placeText } from '../names.ts'
import { heldEntry } from './held-locks.ts'
import { excludeEachOther, keepsOutText } from './lock-words.ts'
import type { LockEntry } from './locks-view.ts'
import { relationText } from './relation-text.ts'

/** Those that are held, of sessions that are known. */
export function toldLocks(state: JournalState): LockEntry[] {
  return (state.locks?.locks ?? []).flatMap((lock): LockEntry[] => {
    if (lock.session === null || !lock.granted) return []
    const database = get(state.sessions, lock.session)?.databaseOid ?? 0
    const relation = lock.relation === null ? 'a table' : relationText(state, database, lock.relation)
    const place = lock.place ? placeText(lock.place) : ''
    const words: Record<string, string> = {
      relation,
      tuple: `row ${place} of ${relation.replace(/^table /, '')}`,
      transactionid: `its own ${isTop(state, lock.xid) ? 'transaction' : 'savepoint, xid'} ${lock.xid ?? ''}`,
      advisory: 'an advisory lock',
    }
    const wanted = values(state.openWaits)
      .flatMap((id) => get(state.waits, id) ?? [])
      .some(({ holders, lock: want }) => holders.includes(lock.session ?? 0) && isWanted(want, lock))
    const entry = heldEntry(state, lock.session, words[lock.type] ?? lock.type, lock.mode)
    const meaning = relation.startsWith('table ') ? keepsOutText(lock.mode) : ''
    return [{ ...entry, wanted, meaning: lock.type === 'relation' ? meaning : '' }]
  })
}

/** Who waits for a transaction's end has a row in mind, and its table. */
function isWanted(wanted: WantedLock, held: ToldLock): boolean {
  if (wanted.type !== held.type) return false
  if (wanted.type === 'transactionid') return true
  if (wanted.relation !== held.relation) return false
  return wanted.type !== 'relation' || excludeEachOther(held.mode, wanted.mode)
}

/** Not one of a savepoint. */
function isTop(state: JournalState, xid: number | null | undefined): boolean {
  const id = xid == null ? undefined : get(state.xids, xid)
  const writer = id === undefined ? undefined : get(state.writers, id)
  return writer === undefined || writer.top === writer.id
}
