/** The server of a page and its client, loaded when they are wanted: the text must be readable before any engine is. */
import type { Journal } from '../lib/postgres/client/journal.ts'
import type { Doorbells, LentLine } from '../lib/postgres/client/lent-line.ts'
import {
  BootError,
  type BootProgress,
  type Connection,
  type Crash,
  type LentConnection,
  type Server,
  type StartupParameters,
} from '../lib/postgres/client/server.ts'
import type { Session } from '../lib/postgres/client/session.ts'
import type { WaitQuestion } from '../lib/postgres/client/waits.ts'

/** The code of what is made on a server. */
interface Client {
  Session: typeof Session
  WaitQuestion: typeof WaitQuestion
}

let client: Client | null = null

/** Starts loading at once. Engine files lie beside the page's own, under BASE_PATH. */
export function startServer(): Server {
  return new ServerOnDemand(loadAndStart())
}

/** Opens a session on a server that is ready. Throws before one is. */
export function openSession(server: Server, parameters: StartupParameters): Session {
  if (!client) throw new Error('openSession was called before a server was ready')
  return new client.Session(server, parameters)
}

/** Asks a server that is ready who waits for whom. Throws before one is. */
export function openWaits(server: Server): WaitQuestion {
  if (!client) throw new Error('openWaits was called before a server was ready')
  return new client.WaitQuestion(server)
}

async function loadAndStart(): Promise<Server> {
  const [host, { Session }, { WaitQuestion }] = await Promise.all([
    import('../lib/postgres/host/web.ts'),
    import('../lib/postgres/client/session.ts'),
    import('../lib/postgres/client/waits.ts'),
  ])
  client = { Session, WaitQuestion }
  return host.startServer({ assets: `${process.env.BASE_PATH ?? ''}/engine/`, journal: true })
}

/** Stands for a server whose code is still on its way. */
class ServerOnDemand implements Server {
  readonly ready: Promise<void>
  readonly #loading: Promise<Server>
  #server: Server | null = null

  constructor(loading: Promise<Server>) {
    this.#loading = loading
    this.ready = loading.then(
      (server) => {
        this.#server = server
        return server.ready
      },
      (cause: unknown) => {
        throw new BootError(
          'could not load PostgreSQL',
          'Look at your connection to the network, then run a cell to try again.',
          { cause },
        )
      },
    )
  }

  onProgress(listener: (progress: BootProgress) => void): () => void {
    return this.#later((server) => server.onProgress(listener))
  }

  /** Throws before `ready`: the notebook connects only when it has heard of it. */
  connect(parameters: StartupParameters): Connection {
    if (!this.#server) throw new Error('connect was called before the server was ready')
    return this.#server.connect(parameters)
  }

  /** Throws before `ready`, as `connect`. */
  lend(line: LentLine): LentConnection {
    if (!this.#server) throw new Error('lend was called before the server was ready')
    return this.#server.lend(line)
  }

  onDoorbells(listener: (doorbells: Doorbells) => void): () => void {
    return this.#later((server) => server.onDoorbells(listener))
  }

  /** Throws before `ready`, as `connect`. */
  monitor(): Connection {
    if (!this.#server) throw new Error('monitor was called before the server was ready')
    return this.#server.monitor()
  }

  /** Throws before `ready`, as `connect`. */
  journal(): Journal | null {
    if (!this.#server) throw new Error('journal was called before the server was ready')
    return this.#server.journal()
  }

  onLog(listener: (line: string) => void): () => void {
    return this.#later((server) => server.onLog(listener))
  }

  onCrash(listener: (crash: Crash) => void): () => void {
    return this.#later((server) => server.onCrash(listener))
  }

  async stop(options?: { immediate?: boolean }): Promise<void> {
    const server = await this.#loading.catch(() => null)
    await server?.stop(options)
  }

  /** Listens as soon as there is something to listen to; a listener that has gone by then is not added. */
  #later(listen: (server: Server) => () => void): () => void {
    let gone = false
    let stop: (() => void) | undefined
    this.#loading.then(
      (server) => {
        if (!gone) stop = listen(server)
      },
      () => undefined,
    )
    return () => {
      gone = true
      stop?.()
    }
  }
}
