/** What no session can be asked while it waits, and what takes no lock on a table: asked of the keeper. */
import { query } from '../../../lib/postgres/client/query.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { type Wait, WaitQuestion } from '../../../lib/postgres/client/waits.ts'
import { Wire } from '../../../lib/postgres/client/wire.ts'

/** How often it is looked whether somebody goes on: VACUUM tries for 5 s to get the lock for giving up empty pages. */
const PATIENCE = 20_000

export class KeeperQuestion {
  private readonly wire: Wire
  private readonly waits: WaitQuestion

  constructor(server: Server) {
    this.waits = new WaitQuestion(server)
    this.wire = new Wire({ connect: () => server.monitor() }, { user: 'postgres', database: 'postgres' })
  }

  async rows(sql: string): Promise<(string | null)[][]> {
    await this.wire.opened
    const { rows } = await query(this.wire, sql)
    return rows.map((row) => row.map((value) => value ?? null))
  }

  /**
   * Settles when nobody goes on by itself: whoever is busy waits for a lock, and not in a ring, which PostgreSQL will
   * break. `busy` gives the process ids of those that have not answered.
   */
  async standstill(busy: () => readonly number[]): Promise<Wait[]> {
    for (let looks = 0; looks < PATIENCE; looks++) {
      const pids = busy()
      if (pids.length === 0) return []
      const waits = await this.waits.ask(pids)
      if (busy().join() !== pids.join()) continue
      if (waits.length === pids.length && !isRing(waits)) return waits
      await new Promise((resolve) => setImmediate(resolve))
    }
    const activity = await this.rows(
      `SELECT pid, wait_event_type, wait_event, array_to_string(pg_blocking_pids(pid), ' '), query
      FROM pg_catalog.pg_stat_get_activity(NULL) WHERE pid IN (${busy().join()})`,
    )
    throw new Error(`sessions neither answer nor wait: ${JSON.stringify(activity)}`)
  }

  /** Process ids that hold ACCESS EXCLUSIVE on a relation, or are ahead in its queue; by OID. */
  async exclusive(): Promise<Map<number, number[]>> {
    const rows = await this.rows(
      `SELECT relation, array_to_string(array_agg(pid), ' ') FROM pg_catalog.pg_locks
      WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock' GROUP BY relation`,
    )
    return new Map(rows.map(([oid, pids]) => [Number(oid), (pids ?? '').split(' ').map(Number)]))
  }

  /** backend_xid by process id. */
  async xids(): Promise<Map<number, number | null>> {
    const rows = await this.rows('SELECT pid, backend_xid FROM pg_catalog.pg_stat_get_activity(NULL)')
    return new Map(rows.map(([pid, xid]) => [Number(pid), xid == null ? null : Number(xid)]))
  }

  /** pg_xact_status: in progress, committed, aborted; null where it is too old to say, or lost in a crash. */
  async fates(xids: readonly number[]): Promise<[number, string | null][]> {
    const rows = await this.rows(
      `SELECT xid, CASE WHEN xid < pg_snapshot_xmax(pg_current_snapshot())::text::int8
        THEN pg_catalog.pg_xact_status(xid::text::xid8) END
      FROM pg_catalog.unnest('{${xids.join()}}'::int8[]) xid`,
    )
    return rows.map(([xid, status]) => [Number(xid), status ?? null])
  }

  close(): void {
    this.waits.close()
    this.wire.close()
  }
}

function isRing(waits: readonly Wait[]): boolean {
  const holders = new Map(waits.map(({ pid, blockedBy }) => [pid, blockedBy]))
  const reaches = (from: number, to: number, seen: Set<number>): boolean =>
    (holders.get(from) ?? []).some((next) => {
      if (next === to) return true
      if (seen.has(next)) return false
      seen.add(next)
      return reaches(next, to, seen)
    })
  return waits.some(({ pid }) => reaches(pid, pid, new Set()))
}
