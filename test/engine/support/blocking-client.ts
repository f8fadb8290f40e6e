/** A client in a thread of its own that blocks there, on a connection that the server has lent it. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { Bell } from '../../../lib/postgres/client/bell.ts'
import type { LentConnection, Server } from '../../../lib/postgres/client/server.ts'
import type { Order, WorkerNews } from './blocking-worker.ts'

export class BlockingClient {
  lent: LentConnection | null = null
  private readonly worker: Worker
  private answered: (lines: string[]) => void = () => {}

  private constructor(server: Server, program: string) {
    this.worker = new Worker(program, { eval: true, workerData: { bell: Bell.allocate().buffer } })
    this.worker.on('message', (news: WorkerNews) => {
      if (news.type === 'lend') this.lent = server.lend(news.line)
      else if (news.type === 'relay') this.lent?.[news.what]()
      else this.answered(news.lines)
    })
  }

  /** `knowsDoorbells`: else each of its wishes goes through this thread. */
  static async start(server: Server, { knowsDoorbells = true } = {}): Promise<BlockingClient> {
    const client = new BlockingClient(server, await program())
    if (knowsDoorbells)
      server.onDoorbells((doorbells) => client.worker.postMessage({ do: 'doorbells', doorbells }))
    return client
  }

  obey(order: Order): Promise<string[]> {
    return new Promise((resolve) => {
      this.answered = resolve
      this.worker.postMessage(order)
    })
  }

  query(query: string): Promise<string[]> {
    return this.obey({ do: 'query', query })
  }

  connect(role = 'postgres'): Promise<string[]> {
    return this.obey({ do: 'connect', role })
  }

  /** As a browser ends a worker: in the middle of anything. */
  async kill(): Promise<void> {
    await this.worker.terminate()
    this.lent?.close()
  }
}

async function program(): Promise<string> {
  const entry = join(import.meta.dirname, 'blocking-worker.ts')
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, write: false, platform: 'node', format: 'cjs' },
  })
  return outputFiles[0]?.text ?? ''
}
