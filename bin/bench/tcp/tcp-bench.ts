/** Our server over TCP beside PGlite's own, both in Node and in memory, each warm before it is measured. */
import { join } from 'node:path'
import type { Environment } from '../../command.ts'
import { freePort } from '../../serve/free-port.ts'
import { fillTables, hasPgbench, transactionsPerSecond } from './pgbench.ts'
import { ensurePgliteSocket } from './pglite-socket.ts'
import { startTcpServer, type TcpServer } from './tcp-server.ts'

/** Transactions in a second. */
export interface TcpResult {
  pglite: number
  ours: number
  oursFourClients: number
}

const WARM_UP_SECONDS = 5
const SECONDS = 4

export class TcpBench {
  private constructor(
    private readonly environment: Environment,
    private readonly pglite: TcpServer,
    private readonly ours: TcpServer,
  ) {}

  /** Null where pgbench is not installed. */
  static async start(environment: Environment): Promise<TcpBench | null> {
    if (!(await hasPgbench(environment))) return null
    const socket = await ensurePgliteSocket(environment)
    const own = join(environment.root, 'build', 'bin', 'postgres.mjs')
    const [pglitePort, oursPort] = [await freePort(), await freePort()]
    // pgbench looks around over a connection before it opens its own: PGlite takes turns between two.
    const pgliteArgs = [socket, `--port=${pglitePort}`, '--max-connections=2']
    const pglite = await startTcpServer(environment, pglitePort, pgliteArgs, /PGLiteSocketServer listening/)
    const oursArgs = [own, '--port', String(oursPort)]
    const ours = await startTcpServer(environment, oursPort, oursArgs, /listens/)
    const bench = new TcpBench(environment, pglite, ours)
    for (const server of [pglite, ours]) await fillTables(environment, server.port)
    for (const [server, clients] of bench.kinds) await bench.run(server, clients, WARM_UP_SECONDS)
    return bench
  }

  async measure(): Promise<TcpResult> {
    const results: number[] = []
    for (const [server, clients] of this.kinds) results.push(await this.run(server, clients, SECONDS))
    const [pglite = Number.NaN, ours = Number.NaN, oursFourClients = Number.NaN] = results
    return { pglite, ours, oursFourClients }
  }

  async stop(): Promise<void> {
    await Promise.all([this.pglite.stop(), this.ours.stop()])
  }

  private get kinds(): readonly (readonly [TcpServer, number])[] {
    return [
      [this.pglite, 1],
      [this.ours, 1],
      [this.ours, 4],
    ]
  }

  private run(server: TcpServer, clients: number, seconds: number): Promise<number> {
    return transactionsPerSecond(this.environment, server.port, { clients, seconds })
  }
}
