/**
 * One server: starts the keeper, then a worker for each connection; routes signals; ends all when one crashes.
 * It never takes the run lock and never waits, so it may live in the page's own thread.
 */
import { CLIENT_BIT, Control, word } from '../backend/control.ts'
import type { BackendReport } from '../backend/messages.ts'
import { SIGINT, SIGTERM } from '../backend/signals.ts'
import { RingConnection } from '../client/connection.ts'
import {
  BootError,
  type BootProgress,
  type Connection,
  type Server,
  type StartupParameters,
} from '../client/server.ts'
import { fillFromImage } from '../files/image.ts'
import { Store } from '../files/store.ts'
import { encodeBackend, encodeFrontend } from '../protocol/encoder.ts'
import type { BackendWorker, EngineFiles, Host } from './host.ts'

const KEEPER_SLOT = 0
const FIRST_PID = 101
const PROTOCOL = { majorVersion: 3, minorVersion: 0 }
/** 64 kB pages: PostgreSQL hangs below 128 MB; 256 MB is what phones grant. */
const MEMORY_PAGES = { initial: 2048, maximum: 4096 }
const TOO_MANY_CONNECTIONS = '53300'

export interface PostmasterOptions {
  /** Milliseconds after which a boot that does not end is given up. */
  bootLimit?: number
}

const DEFAULT_BOOT_LIMIT = 60_000

/** A worker that serves in a slot. */
interface Backend {
  slot: number
  pid: number
  worker: BackendWorker
  connection: RingConnection | null
  timer: ReturnType<typeof setTimeout> | undefined
}

interface Cluster {
  /** Without the image: once it is in the store, nobody needs its 15 MB. */
  files: Omit<EngineFiles, 'image'>
  store: Store
  control: Control
  memories: WebAssembly.Memory[]
}

export class Postmaster implements Server {
  readonly ready: Promise<void>
  private readonly loaded: Promise<Cluster>
  private readonly backends = new Map<number, Backend>()
  private readonly progressListeners = new Set<(progress: BootProgress) => void>()
  private readonly crashListeners = new Set<(message: string) => void>()
  private progress: BootProgress = { stage: 'download', receivedBytes: 0, totalBytes: 0 }
  private cluster: Cluster | null = null
  private nextPid = FIRST_PID
  /** Set once the server is over; connections are refused with this sentence. */
  private over: string | null = null
  private keeperReady: { resolve: () => void; reject: (error: Error) => void } = { resolve() {}, reject() {} }

  constructor(
    private readonly host: Host,
    private readonly options: PostmasterOptions = {},
  ) {
    this.loaded = this.load()
    this.ready = this.boot()
    // Whoever waits for `ready` is told; nobody has to.
    this.ready.catch(() => {})
  }

  onProgress(listener: (progress: BootProgress) => void): () => void {
    this.progressListeners.add(listener)
    listener(this.progress)
    return () => this.progressListeners.delete(listener)
  }

  onCrash(listener: (message: string) => void): () => void {
    this.crashListeners.add(listener)
    return () => this.crashListeners.delete(listener)
  }

  connect(parameters: StartupParameters): Connection {
    const connection = new RingConnection()
    connection.send(encodeFrontend({ type: 'StartupMessage', ...PROTOCOL, parameters }))
    // The worker may load while the keeper starts; it joins when the keeper serves.
    this.loaded.then(
      (cluster) => this.startSession(cluster, connection, parameters),
      (error: Error) => connection.end({ reason: 'refused', message: error.message }),
    )
    return connection
  }

  async stop({ immediate = false } = {}): Promise<void> {
    if (this.over) return
    this.over = 'the server has been stopped'
    const sessions = [...this.backends.values()].filter(({ connection }) => connection)
    if (!immediate) {
      for (const { connection } of sessions) connection?.close()
      await Promise.all(sessions.map(({ connection }) => connection?.ended))
    }
    await this.endAll('stopped', this.over)
    this.keeperReady.reject(new BootError(this.over, 'Start a new one.'))
  }

  private async boot(): Promise<void> {
    const limit = this.options.bootLimit ?? DEFAULT_BOOT_LIMIT
    let watchdog: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      watchdog = setTimeout(() => {
        const stage = stageWords[this.progress.stage]
        reject(
          new BootError(
            `PostgreSQL did not start within ${limit / 1000} s (it was ${stage})`,
            'Try again; close other tabs if the device is short of memory.',
          ),
        )
      }, limit)
    })
    try {
      await Promise.race([this.loaded.then((cluster) => this.startKeeper(cluster)), late])
      this.report({ stage: 'ready' })
    } catch (error) {
      this.over ??= 'the server did not start'
      await this.endAll('stopped', this.over)
      throw error instanceof BootError
        ? error
        : new BootError(`PostgreSQL could not start: ${messageOf(error)}`, 'Reload the page to try again.', {
            cause: error,
          })
    } finally {
      clearTimeout(watchdog)
    }
  }

  private async load(): Promise<Cluster> {
    const { image, ...files } = await this.host.load((receivedBytes, totalBytes) =>
      this.report({ stage: receivedBytes < totalBytes ? 'download' : 'compile', receivedBytes, totalBytes }),
    )
    const store = Store.create()
    fillFromImage(store, image)
    const memories = Array.from(
      { length: this.host.slots },
      () => new WebAssembly.Memory({ ...MEMORY_PAGES, shared: true }),
    )
    this.cluster = { files, store, control: Control.create(), memories }
    return this.cluster
  }

  private startKeeper(cluster: Cluster): Promise<void> {
    this.report({ stage: 'start' })
    return new Promise((resolve, reject) => {
      this.keeperReady = { resolve, reject }
      if (this.over) reject(new BootError(this.over, 'Start a new one.'))
      else this.start(cluster, KEEPER_SLOT, null, { user: 'postgres', database: 'postgres' })
    })
  }

  private startSession(cluster: Cluster, connection: RingConnection, parameters: StartupParameters): void {
    if (this.over) {
      connection.end({ reason: 'stopped', message: this.over })
      return
    }
    const slot = cluster.memories.findIndex((_, index) => !this.backends.has(index))
    if (slot < 0) refuse(connection, TOO_MANY_CONNECTIONS, 'sorry, too many clients already')
    else this.start(cluster, slot, connection, parameters)
  }

  private start(
    cluster: Cluster,
    slot: number,
    connection: RingConnection | null,
    parameters: StartupParameters,
  ): void {
    const pid = this.nextPid++
    const worker = this.host.spawn((report) => this.onReport(backend, report))
    const backend: Backend = { slot, pid, worker, connection, timer: undefined }
    this.backends.set(slot, backend)
    const { control, memories, store, files } = cluster
    control.register(slot, pid)
    worker.post({
      slot,
      pid,
      keeper: slot === KEEPER_SLOT,
      role: parameters.user,
      database: parameters.database,
      applicationName: parameters.application_name ?? '',
      control: control.buffer,
      memories,
      store: store.buffers,
      module: files.module,
      errnoAddress: this.host.manifest.errnoAddress,
      data: files.data,
      rings: connection && { requests: connection.requests.buffer, answers: connection.answers.buffer },
    })
    connection?.attach({
      ring: () => control.post(slot, CLIENT_BIT),
      signal: (signal) => this.signal(backend, signal === 'cancel' ? SIGINT : SIGTERM),
    })
  }

  private onReport(backend: Backend, report: BackendReport): void {
    const { connection } = backend
    // A worker may still say something after its end.
    if (this.backends.get(backend.slot) !== backend) return
    switch (report.type) {
      case 'ready':
        if (backend.slot === KEEPER_SLOT) this.keeperReady.resolve()
        return
      case 'bytes':
        connection?.readAnswers()
        return
      case 'room':
        connection?.writeWaiting()
        return
      case 'timer':
        this.setTimer(backend, report.milliseconds)
        return
      case 'refused':
        this.forget(backend)
        if (connection) refuse(connection, report.code, report.message)
        return
      case 'ended':
        this.forget(backend)
        connection?.end({
          reason: 'closed',
          message: 'PostgreSQL closed the connection; the next run opens a new one',
        })
        return
      case 'crashed':
        this.crash(report.message)
        return
    }
  }

  /** A backend that computes looks at its timer only when it is told to. */
  private setTimer(backend: Backend, milliseconds: number | null): void {
    clearTimeout(backend.timer)
    backend.timer =
      milliseconds === null ? undefined : setTimeout(() => this.interrupt(backend), milliseconds + 1)
  }

  private signal(backend: Backend, signal: number): void {
    if (this.backends.get(backend.slot) !== backend) return
    this.cluster?.control.post(backend.slot, 1 << signal)
    this.interrupt(backend)
  }

  private interrupt({ slot }: Backend): void {
    const memory = this.cluster?.memories[slot]
    const address = this.cluster?.control.get(word.interruptPending) ?? 0
    if (memory && address) Atomics.store(new Int32Array(memory.buffer), address >> 2, 1)
  }

  private forget(backend: Backend): void {
    clearTimeout(backend.timer)
    this.backends.delete(backend.slot)
    void backend.worker.terminate()
  }

  /** As the postmaster does when a backend dies: nobody may go on with shared memory that may be damaged. */
  private crash(message: string): void {
    if (this.over) return
    this.over = 'the server has crashed'
    this.keeperReady.reject(
      new BootError(`PostgreSQL could not start: ${message}`, 'Reload the page to try again.'),
    )
    void this.endAll('crashed', 'terminating connection because of crash of another server process').then(
      () => {
        for (const listener of this.crashListeners) listener(message)
      },
    )
  }

  private async endAll(reason: 'stopped' | 'crashed', message: string): Promise<void> {
    const backends = [...this.backends.values()]
    if (this.cluster) {
      this.cluster.control.set(word.dead, 1)
      for (const backend of backends) this.interrupt(backend)
    }
    this.backends.clear()
    for (const { timer } of backends) clearTimeout(timer)
    await Promise.all(backends.map(({ worker }) => worker.terminate()))
    for (const { connection } of backends) connection?.end({ reason, message })
  }

  private report(change: Partial<BootProgress>): void {
    this.progress = { ...this.progress, ...change }
    for (const listener of this.progressListeners) listener(this.progress)
  }
}

const stageWords: Record<BootProgress['stage'], string> = {
  download: 'still being downloaded',
  compile: 'still being compiled',
  start: 'starting the database',
  ready: 'ready',
}

/** A log-in is refused as PostgreSQL refuses one: with a FATAL. */
function refuse(connection: RingConnection, code: string, message: string): void {
  const fields = { severity: 'FATAL', severityNonLocalized: 'FATAL', code, message }
  connection.end({ reason: 'refused', message }, encodeBackend({ type: 'ErrorResponse', fields }))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
