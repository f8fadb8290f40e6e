/**
 * Asks the server about its backends over the connection that no learner sees: who waits for whom, who runs, who is gone.
 * PostgreSQL manual, "The Cumulative Statistics System" (pg_stat_get_activity).
 */
import { query } from '../../../lib/postgres/client/query.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { WaitQuestion } from '../../../lib/postgres/client/waits.ts'
import { Wire } from '../../../lib/postgres/client/wire.ts'

/** Process id of each backend that is blocked, to those that it waits for. */
export type Blockers = ReadonlyMap<number, readonly number[]>

export class Watch {
  readonly #waits: WaitQuestion
  readonly #wire: Wire
  /** Names of all backends that were ever seen. */
  readonly #names = new Map<number, string>()

  constructor(server: Server) {
    this.#waits = new WaitQuestion(server)
    this.#wire = new Wire(
      { connect: () => server.monitor() },
      { user: 'postgres', database: 'postgres', application_name: 'watch' },
    )
  }

  /** Makes a backend known by the name of its session. */
  meet(pid: number, name: string): void {
    this.#names.set(pid, name)
  }

  nameOf(pid: number): string | null {
    return this.#names.get(pid) ?? null
  }

  /** Only who was met counts as a blocker: others, such as an autovacuum worker, go away by themselves. */
  async blockers(pids: readonly number[]): Promise<Blockers> {
    const waits = await this.#waits.ask(pids)
    const met = waits.map(({ pid, blockedBy }): [number, number[]] => [
      pid,
      blockedBy.filter((blocker) => this.#names.has(blocker)),
    ])
    return new Map(met.filter(([, blockers]) => blockers.length > 0))
  }

  /** `active`, `idle`, `idle in transaction` …; null when there is no such backend. */
  async state(pid: number): Promise<string | null> {
    await this.#wire.opened
    const { rows } = await query(this.#wire, `SELECT state FROM pg_stat_get_activity(${pid})`)
    return rows[0]?.[0] ?? null
  }

  /** A client knows that its connection is over before the server has cleaned up. */
  async untilGone(pid: number): Promise<void> {
    while ((await this.state(pid)) !== null);
  }

  async close(): Promise<void> {
    this.#waits.close()
    await this.#wire.close()
  }
}

/**
 * Whether a backend waits for one that will not move by itself. Those that wait for each other in a circle do move:
 * PostgreSQL ends a deadlock, so who is in one, or waits for one who is, is not blocked for good.
 */
export function isBlocked(pid: number, blockers: Blockers): boolean {
  const path: number[] = []
  const leadsToCircle = (at: number): boolean => {
    if (path.includes(at)) return true
    path.push(at)
    const found = (blockers.get(at) ?? []).some(leadsToCircle)
    path.pop()
    return found
  }
  return blockers.has(pid) && !leadsToCircle(pid)
}
