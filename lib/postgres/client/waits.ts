/**
 * Who waits for whom, asked of the server: PostgreSQL itself knows which backends are blocked, by whom, and for what.
 * PostgreSQL manual, "System Information Functions" (pg_blocking_pids, pg_safe_snapshot_blocking_pids) and "pg_locks";
 * the question is that of its own isolation tester (pg_isolation_test_session_is_blocked), for many at once.
 */
import type { Place } from './journal.ts'
import type { Value } from './outcome.ts'
import { query } from './query.ts'
import type { Server } from './server.ts'
import { Wire } from './wire.ts'

/** What a backend waits for. */
export interface WantedLock {
  /**
   * As pg_locks.locktype has it: relation, transactionid, tuple, virtualxid, advisory and others; `safe snapshot` for
   * a SERIALIZABLE READ ONLY DEFERRABLE transaction that waits for others to end.
   */
  type: string
  /** As pg_locks.mode has it: ShareLock, AccessExclusiveLock; empty for a safe snapshot. */
  mode: string
  /** OID of the table or index that it is about, in the waiting backend's database; null where there is none. */
  relation: number | null
}

/** One blocked backend. */
export interface Wait {
  pid: number
  /** Without repetitions. Also a backend that is ahead in the lock's queue; 0 stands for a prepared transaction. */
  blockedBy: number[]
  /** How long it has been waiting, in milliseconds, by the server's clock; 0 while PostgreSQL has not noted it. */
  elapsed: number
  lock: WantedLock
  /** The row version that it wants, in `lock.relation`; null where it wants none, or PostgreSQL does not say. */
  place?: Place | null
}

/**
 * One line for each backend; whoever waits for a row holds the lock on that row's place, which names the table. Others
 * share the connection, so a catalogue that a learner has locked must not hold it up.
 */
const question = (pids: readonly number[]) => `
  SET LOCAL lock_timeout = 1000;
  SELECT backend.pid,
    pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(backend.pid), ' '),
    pg_catalog.array_to_string(pg_catalog.pg_safe_snapshot_blocking_pids(backend.pid), ' '),
    wanted.locktype, wanted.mode, coalesce(wanted.relation, place.relation),
    coalesce(wanted.page, place.page), coalesce(wanted.tuple, place.tuple),
    1000 * extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(wanted.waitstart, activity.query_start))
  FROM pg_catalog.unnest('{${pids.join()}}'::int[]) backend(pid)
  LEFT JOIN pg_catalog.pg_locks wanted ON wanted.pid = backend.pid AND NOT wanted.granted
  LEFT JOIN pg_catalog.pg_locks place
    ON place.pid = backend.pid AND place.granted AND place.locktype = 'tuple'
    AND wanted.locktype IN ('transactionid', 'virtualxid')
  LEFT JOIN pg_catalog.pg_stat_get_activity(backend.pid) activity ON true`

/** Asks over the server's monitor connection, which is made when it is first needed, and again when it was lost. */
export class WaitQuestion {
  readonly #server: Server
  #wire: Wire | null = null
  /** The last question, answered or not. */
  #asked: Promise<unknown> = Promise.resolve()

  constructor(server: Server) {
    this.#server = server
  }

  /** Which of these backends wait. Rejects with ServerError, or with ConnectionLostError. */
  async ask(pids: readonly number[]): Promise<Wait[]> {
    if (pids.length === 0) return []
    const answer = this.#connection().then((wire) => query(wire, question(pids)))
    this.#asked = answer.catch(() => {})
    const { rows } = await answer
    return rows.map(waitOf).filter((wait) => wait !== null)
  }

  /** After the answer to the last question: to give it up would cancel whatever the keeper does by then. */
  close(): void {
    const wire = this.#wire
    this.#wire = null
    void this.#asked.then(() => wire?.close())
  }

  async #connection(): Promise<Wire> {
    if (this.#wire === null || this.#wire.lost !== null) {
      this.#wire = new Wire(
        { connect: () => this.#server.monitor() },
        { user: 'postgres', database: 'postgres' },
      )
    }
    const wire = this.#wire
    await wire.opened
    return wire
  }
}

function waitOf(row: readonly Value[]): Wait | null {
  const [pid, blocking, snapshots, type, mode, relation, page, tuple, elapsed] = row
  const holders = pidsOf(blocking)
  const blockedBy = [...new Set([...holders, ...pidsOf(snapshots)])]
  if (blockedBy.length === 0) return null
  const forSnapshot = holders.length === 0
  // It began to wait between the look at the locks and the look at who holds them: the next question tells all.
  if (!forSnapshot && type == null) return null
  return {
    pid: Number(pid),
    blockedBy,
    elapsed: Math.max(0, Number(elapsed ?? 0)),
    lock: {
      type: forSnapshot ? 'safe snapshot' : (type ?? ''),
      mode: forSnapshot ? '' : (mode ?? ''),
      relation: relation ? Number(relation) : null,
    },
    place: page && tuple ? { block: Number(page), offset: Number(tuple) } : null,
  }
}

function pidsOf(list: Value | undefined): number[] {
  return list ? list.split(' ').map(Number) : []
}
