/**
 * Which locks backends hold and wait for, asked of the server: PostgreSQL's own list, which no WAL tells. It is read
 * from shared memory: no lock is taken on what they have locked. PostgreSQL manual, "pg_locks" and "Explicit Locking".
 */
import type { Place } from './journal.ts'
import type { Value } from './outcome.ts'
import { query } from './query.ts'
import type { Server } from './server.ts'
import { Wire } from './wire.ts'

/** One line of pg_locks. */
export interface Lock {
  pid: number
  /** pg_locks.locktype: relation, tuple, transactionid, advisory, object … */
  type: string
  /** pg_locks.mode: RowExclusiveLock, AccessExclusiveLock … */
  mode: string
  granted: boolean
  /** OID of the table or index, in the backend's database; null where there is none. */
  relation: number | null
  /** Of a lock on a row's place. */
  place: Place | null
  /** Of a lock on a transaction's end. */
  xid: number | null
}

/**
 * A backend's hold on its own virtual transaction id is left out: every one that runs something has it. A catalogue
 * that a learner has locked ends the question. The type xid has no order of its own.
 */
const question = (pids: readonly number[]) => `
  SET LOCAL lock_timeout = 1000;
  SELECT pid, locktype, mode, granted, relation, page, tuple, transactionid
  FROM pg_catalog.pg_lock_status()
  WHERE pid = ANY ('{${pids.join()}}'::int[]) AND (locktype <> 'virtualxid' OR NOT granted)
  ORDER BY pid, waitstart NULLS LAST, locktype, relation, page, tuple, transactionid::text, mode`

/**
 * All locks of these backends, over the server's monitor connection. Rejects with ServerError, or with
 * ConnectionLostError.
 */
export async function askLocks(server: Server, pids: readonly number[]): Promise<Lock[]> {
  if (pids.length === 0) return []
  const wire = new Wire({ connect: () => server.monitor() }, { user: 'postgres', database: 'postgres' })
  try {
    await wire.opened
    const { rows } = await query(wire, question(pids))
    return rows.map(lockOf)
  } finally {
    void wire.close()
  }
}

function lockOf(row: readonly Value[]): Lock {
  const [pid, type, mode, granted, relation, page, tuple, xid] = row
  return {
    pid: Number(pid),
    type: type ?? '',
    mode: mode ?? '',
    granted: granted === 't',
    relation: relation ? Number(relation) : null,
    place: page && tuple ? { block: Number(page), offset: Number(tuple) } : null,
    xid: xid ? Number(xid) : null,
  }
}
