/**
 * One server: loads its files, starts the keeper, connects clients, and when a backend dies starts everything anew over
 * the same files, where PostgreSQL recovers from its WAL. It never waits, so it may live in the page's own thread.
 */
import { RingConnection } from '../client/connection.ts'
import type { Journal } from '../client/journal.ts'
import type { Doorbells, LentLine } from '../client/lent-line.ts'
import {
  BootError,
  type BootProgress,
  type Connection,
  type ConnectionEnd,
  type Crash,
  type LentConnection,
  type Server,
  type StartupParameters,
} from '../client/server.ts'
import { checkStore } from '../files/check.ts'
import { fillFromImage } from '../files/image.ts'
import { Store } from '../files/store.ts'
import { walSinceCheckpoint } from '../files/wal-progress.ts'
import { encodeFrontend } from '../protocol/encoder.ts'
import { Checkpoints } from './checkpoints.ts'
import type { ClientEnd } from './client-end.ts'
import type { Host } from './host.ts'
import { type Cluster, Incarnation } from './incarnation.ts'
import { CRASH_MESSAGE } from './last-words.ts'
import { LentClient } from './lent-connection.ts'
import { Listeners } from './listeners.ts'
import { MonitorLine } from './monitor-line.ts'
import { ServerJournal } from './server-journal.ts'
import { within } from './time-limit.ts'

const FIRST_PID = 101
const PROTOCOL = { majorVersion: 3, minorVersion: 0 }
const SUPERUSER = { user: 'postgres', database: 'postgres' }
const DEFAULT_BOOT_LIMIT = 60_000
/** Milliseconds that a shutdown may take before what is left is ended. */
const SHUTDOWN_LIMIT = 10_000
const STOPPED = { reason: 'stopped', message: 'the server has been stopped' } as const

export interface PostmasterOptions {
  /** Milliseconds after which a boot that does not end is given up. */
  bootLimit?: number
  /** Bytes that the files may take, WAL included; what is more fails with 53100. 512 MB unless given. */
  storeLimit?: number
  /** Whether the server tells what its sessions and transactions do: `Server.journal`. It costs a little time. */
  journal?: boolean
  /** Characters of facts that it keeps for listeners that come late; 20 million unless given. */
  journalLimit?: number
  /** Told of the files when they are there: how much they take, how far the WAL is. */
  onStore?: (store: Store) => void
}

/** The keeper's end of a life; its backends come when the files are there. */
interface Life {
  line: MonitorLine
  checkpoints: Checkpoints
  keeper: RingConnection
  incarnation: Incarnation | null
  /** Who connected before there was an incarnation. */
  early: ClientEnd[]
}

export class Postmaster implements Server {
  readonly ready: Promise<void>
  private readonly progressed = new Listeners<BootProgress>()
  private readonly crashed = new Listeners<Crash>()
  private readonly logged = new Listeners<string>()
  private progress: BootProgress = { stage: 'download', receivedBytes: 0, totalBytes: 0 }
  private readonly lived = new Listeners<Doorbells>()
  private readonly facts: ServerJournal | null
  private life = newLife()
  private cluster: Cluster | null = null
  private nextPid = FIRST_PID
  private lives = 0
  /** Set once the server is over: what every connection is told. */
  private over: ConnectionEnd | null = null

  constructor(
    private readonly host: Host,
    private readonly options: PostmasterOptions = {},
  ) {
    this.facts = options.journal ? new ServerJournal(options.journalLimit) : null
    this.ready = this.boot()
    // Whoever waits for `ready` is told; nobody has to.
    this.ready.catch(() => {})
  }

  onProgress(listener: (progress: BootProgress) => void): () => void {
    listener(this.progress)
    return this.progressed.add(listener)
  }

  onCrash(listener: (crash: Crash) => void): () => void {
    return this.crashed.add(listener)
  }

  onLog(listener: (line: string) => void): () => void {
    return this.logged.add(listener)
  }

  journal(): Journal | null {
    return this.facts
  }

  connect(parameters: StartupParameters): Connection {
    const connection = new RingConnection()
    greet(connection, parameters)
    this.serve(connection)
    return connection
  }

  lend(line: LentLine): LentConnection {
    const connection = new LentClient(line)
    this.serve(connection)
    return connection
  }

  onDoorbells(listener: (doorbells: Doorbells) => void): () => void {
    const { incarnation } = this.life
    if (incarnation) listener(incarnation.doorbells)
    return this.lived.add(listener)
  }

  monitor(): Connection {
    return this.life.line.open()
  }

  async stop({ immediate = false } = {}): Promise<void> {
    if (this.over) return
    this.over = STOPPED
    const { incarnation } = this.life
    if (!immediate && incarnation) {
      const late = () => new Error('the shutdown took too long')
      // What has not ended by then is ended below.
      await within(incarnation.shutDown(), SHUTDOWN_LIMIT, late).catch(() => {})
    }
    await this.end(STOPPED)
  }

  private serve(connection: ClientEnd): void {
    const { incarnation, early } = this.life
    if (this.over) connection.end(this.over)
    else if (incarnation) incarnation.startSession(connection)
    else early.push(connection)
  }

  private async boot(): Promise<void> {
    const limit = this.options.bootLimit ?? DEFAULT_BOOT_LIMIT
    const late = () =>
      new BootError(
        `PostgreSQL did not start within ${limit / 1000} s (it was ${stageWords[this.progress.stage]})`,
        'Try again; close other tabs if the device is short of memory.',
      )
    try {
      await within(
        this.load().then((cluster) => this.live(cluster)),
        limit,
        late,
      )
      this.report({ stage: 'ready' })
    } catch (error) {
      throw await this.giveUp(error)
    }
  }

  private async load(): Promise<Cluster> {
    const { image, ...files } = await this.host.load((receivedBytes, totalBytes) =>
      this.report({ stage: receivedBytes < totalBytes ? 'download' : 'compile', receivedBytes, totalBytes }),
    )
    const store = Store.create({ limit: this.options.storeLimit })
    fillFromImage(store, image)
    this.options.onStore?.(store)
    this.report({ stage: 'start' })
    return { files, store }
  }

  /** Starts a life over the files. Settles when its keeper serves; rejects when it can't. */
  private async live(cluster: Cluster): Promise<void> {
    if (this.over) throw new BootError(this.over.message, 'Start a new server.')
    const { life } = this
    this.cluster = cluster
    const events = {
      crashed: (message: string) => this.crash(incarnation, message),
      log: (line: string) => this.logged.tell(line),
      nextPid: () => this.nextPid++,
    }
    const incarnation = new Incarnation(this.host, cluster, life.keeper, events, this.facts, ++this.lives)
    life.incarnation = incarnation
    this.lived.tell(incarnation.doorbells)
    const up = incarnation.startKeeper()
    for (const connection of life.early.splice(0)) incarnation.startSession(connection)
    await up
    life.checkpoints.watch(() => walSinceCheckpoint(cluster.store.tables))
  }

  /** As the postmaster does when a backend dies: nobody may go on with shared memory that may be damaged. */
  private crash(incarnation: Incarnation, message: string): void {
    if (this.over || this.life.incarnation !== incarnation) return
    if (!incarnation.isUp) {
      incarnation.failToStart(message)
      return
    }
    this.life = newLife()
    const recovered = this.recover(incarnation, message)
    recovered.catch(() => {})
    void incarnation.ended.then(() => this.crashed.tell({ message, recovered }))
  }

  private async recover(incarnation: Incarnation, message: string): Promise<void> {
    try {
      this.logged.tell(`LOG:  ${message}`)
      this.logged.tell('LOG:  all server processes terminated; reinitializing')
      await incarnation.end({ reason: 'crashed', message: CRASH_MESSAGE })
      this.facts?.crashed(message)
      if (!this.cluster) throw new Error('there are no files to recover')
      const { leakedBlocks, damaged } = checkStore(this.cluster.store)
      this.logged.tell(`LOG:  files checked: ${leakedBlocks} blocks taken back, ${damaged} mistakes found`)
      await this.live(this.cluster)
    } catch (error) {
      throw await this.giveUp(error)
    }
  }

  /** The server is over, for good. */
  private async giveUp(error: unknown): Promise<BootError> {
    const failure =
      error instanceof BootError
        ? error
        : new BootError(`PostgreSQL could not start: ${messageOf(error)}`, 'Reload the page to try again.', {
            cause: error,
          })
    this.over ??= { reason: 'stopped', message: 'the server did not start' }
    await this.end(this.over)
    return failure
  }

  private async end(end: ConnectionEnd): Promise<void> {
    const { incarnation, early, keeper } = this.life
    await incarnation?.end(end)
    keeper.end(end)
    for (const connection of early.splice(0)) connection.end(end)
    this.facts?.stopped()
  }

  private report(change: Partial<BootProgress>): void {
    this.progress = { ...this.progress, ...change }
    this.progressed.tell(this.progress)
  }
}

function newLife(): Life {
  const keeper = new RingConnection()
  greet(keeper, SUPERUSER)
  const line = new MonitorLine(keeper)
  return { keeper, line, checkpoints: new Checkpoints(line.open()), incarnation: null, early: [] }
}

function greet(connection: RingConnection, parameters: StartupParameters): void {
  connection.send(encodeFrontend({ type: 'StartupMessage', ...PROTOCOL, parameters }))
}

const stageWords: Record<BootProgress['stage'], string> = {
  download: 'still being downloaded',
  compile: 'still being compiled',
  start: 'starting the database',
  ready: 'ready',
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
