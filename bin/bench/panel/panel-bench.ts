/** What the journal costs: the same statements on a server that keeps one and on a server that does not, in turn. */
import type { Observation } from '../../../lib/postgres/client/journal.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { Session } from '../../../lib/postgres/client/session.ts'
import { startServer } from '../../../lib/postgres/host/node.ts'
import { CommandError } from '../../command.ts'
import { median } from '../median.ts'

/** Milliseconds, until ReadyForQuery unless another end is named. */
export interface PanelResult {
  /** Ten rows are changed. */
  tenRows: number
  tenRowsWithout: number
  /** The statement after it, sent at once: the keeper reads the WAL meanwhile. */
  next: number
  nextWithout: number
  manyRows: number
  /** A hundred thousand rows are changed, until all their counts have been told. */
  manyRowsCounted: number
}

const TEN_ROWS = 'UPDATE stock SET qty = qty + 1 WHERE id <= 10'
const NEXT = 'SELECT count(*) FROM stock WHERE id <= 10'
const MANY = 100_000
const MANY_ROWS = 'UPDATE visit SET shop = shop + 1'
const FILL = `
  CREATE TABLE stock (id int PRIMARY KEY, item text, qty int);
  INSERT INTO stock SELECT i, 'item ' || i, i FROM generate_series(1, 1000) i;
  CREATE TABLE visit (id int, shop int);
  INSERT INTO visit SELECT i, i % 7 FROM generate_series(1, ${MANY}) i;`
/** Pairs of statements in a round; medians are shown. */
const TIMES = 200

/** A server with a session of ours. */
interface Side {
  server: Server
  session: Session
}

export class PanelBench {
  private constructor(
    private readonly on: Side,
    private readonly off: Side,
  ) {}

  static async start(): Promise<PanelBench> {
    const [on, off] = await Promise.all([open(true), open(false)])
    const bench = new PanelBench(on, off)
    for (const side of [on, off]) await run(side, FILL)
    return bench
  }

  async measure(): Promise<PanelResult> {
    const { on, off } = this
    const times = { tenRows: [], tenRowsWithout: [], next: [], nextWithout: [] } as Record<string, number[]>
    for (let i = 0; i < TIMES; i++) {
      times.tenRows?.push(await run(on, TEN_ROWS))
      times.next?.push(await run(on, NEXT))
      times.tenRowsWithout?.push(await run(off, TEN_ROWS))
      times.nextWithout?.push(await run(off, NEXT))
    }
    const middle = (name: string) => median(times[name] ?? []) ?? Number.NaN
    return {
      tenRows: middle('tenRows'),
      tenRowsWithout: middle('tenRowsWithout'),
      next: middle('next'),
      nextWithout: middle('nextWithout'),
      ...(await this.measureMany()),
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.on.server.stop(), this.off.server.stop()])
  }

  private async measureMany() {
    const start = performance.now()
    const counted = updatesTold(this.on.server, MANY)
    const manyRows = await run(this.on, MANY_ROWS)
    await counted
    const manyRowsCounted = performance.now() - start
    await run(this.on, 'VACUUM visit')
    return { manyRows, manyRowsCounted }
  }
}

async function open(journal: boolean): Promise<Side> {
  const server = startServer({ journal })
  await server.ready
  return { server, session: new Session(server, { user: 'postgres', database: 'postgres' }) }
}

/** Milliseconds until the session is ready for the next statement. */
async function run({ session }: Side, sql: string): Promise<number> {
  const start = performance.now()
  const { outcome } = await session.run(sql, () => {})
  if (outcome !== 'ok')
    throw new CommandError(`a statement of the bench failed: ${sql}`, 'run it by hand to see why')
  return performance.now() - start
}

/** Settles when the journal has told so many updated rows, from now on. */
function updatesTold(server: Server, rows: number): Promise<void> {
  const journal = server.journal()
  if (!journal) throw new CommandError('the server keeps no journal', 'start it with one')
  return new Promise((resolve) => {
    let told = 0
    let isReplay = true
    const count = (facts: readonly Observation[]) => {
      if (isReplay) return
      for (const fact of facts) if (fact.type === 'rows' && fact.operation === 'update') told += fact.count
      if (told < rows) return
      stop()
      resolve()
    }
    const stop = journal.subscribe(count)
    isReplay = false
  })
}
