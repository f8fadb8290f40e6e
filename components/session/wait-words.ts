/** What a cell waits for, in words: the kind of lock that PostgreSQL tells, and on what. Pure. */
import type { WantedLock } from '../../lib/postgres/client/waits.ts'

/** Kinds that say enough by themselves; PostgreSQL manual, "Lock Wait Events". */
const kinds: Record<string, string> = {
  advisory: 'an advisory lock',
  extend: 'the room to make a table longer',
  frozenid: 'the freezing of old transactions',
  object: 'a lock on an object of the database',
  page: 'a lock on a page',
  'safe snapshot': 'a safe snapshot, which it gets when the others have ended',
  spectoken: 'an insertion that is under way',
  virtualxid: 'the end of its transaction',
}

/** `relation` is the name of the table or index; null while it is not known, or where there is none. */
export function lockInWords({ type, mode }: WantedLock, relation: string | null): string {
  switch (type) {
    case 'transactionid':
      return relation === null ? 'the end of its transaction' : `row lock on ${relation}`
    case 'tuple':
      return relation === null ? 'row lock' : `row lock on ${relation}, behind others`
    case 'relation':
      return relation === null ? `table lock, ${mode}` : `lock on ${relation}, ${mode}`
    default:
      return kinds[type] ?? `${type} lock`
  }
}

/** Seconds, as they count up: "12 s", "2 min 5 s". */
export function waitedInWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
