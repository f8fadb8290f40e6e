/**
 * One life of a cluster, from the keeper's start to a crash or a stop: its control words, its memories and its workers.
 * After a crash the next one starts over the same files. It never takes the run lock and never waits.
 */
import { CLIENT_BIT, Control, JOURNAL_BIT, word } from '../backend/control.ts'
import type { BackendReport, JournalInit } from '../backend/messages.ts'
import { SIGINT, SIGTERM } from '../backend/signals.ts'
import type { RingConnection } from '../client/connection.ts'
import type { Doorbells } from '../client/lent-line.ts'
import type { ConnectionEnd } from '../client/server.ts'
import type { Store } from '../files/store.ts'
import type { ClientEnd } from './client-end.ts'
import type { BackendWorker, EngineFiles, Host } from './host.ts'
import { crashNotice, fatal, refuse } from './last-words.ts'
import { type Memories, reserveMemories } from './memories.ts'
import { PatienceWatch } from './patience.ts'
import type { ServerJournal } from './server-journal.ts'

const KEEPER_SLOT = 0

/** What stays when a life ends: the files, and what every backend is made of. */
export interface Cluster {
  /** Without the image: once it is in the store, nobody needs its 15 MB. */
  files: Omit<EngineFiles, 'image'>
  store: Store
}

export interface IncarnationEvents {
  crashed(message: string): void
  log(line: string): void
  /** A new process id. They go on over all lives, so that an old one never means somebody else. */
  nextPid(): number
}

/** A worker that serves in a slot. */
interface Backend {
  slot: number
  pid: number
  worker: BackendWorker
  connection: ClientEnd
  patience: PatienceWatch
  timer: ReturnType<typeof setTimeout> | undefined
}

export class Incarnation {
  /** The keeper serves; sessions may join. */
  isUp = false
  /** Settles when all workers are gone. */
  readonly ended: Promise<void>
  private readonly control = Control.create()
  private readonly memories: Memories
  private readonly backends = new Map<number, Backend>()
  private keeperReady: { resolve: () => void; reject: (error: Error) => void } = { resolve() {}, reject() {} }
  private settleEnd: () => void = () => {}
  private over = false
  private readonly journalInit: JournalInit | null

  constructor(
    private readonly host: Host,
    private readonly cluster: Cluster,
    private readonly keeper: RingConnection,
    private readonly events: IncarnationEvents,
    private readonly journal: ServerJournal | null,
    /** Its number among the server's lives, from 1. */
    private readonly life: number,
  ) {
    this.memories = reserveMemories(host.slots)
    this.journalInit = journal?.begin(() => this.control.post(KEEPER_SLOT, JOURNAL_BIT)) ?? null
    this.ended = new Promise((resolve) => {
      this.settleEnd = resolve
    })
  }

  /** Settles when the files are recovered and sessions may join. Rejects with what the keeper died of. */
  startKeeper(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.keeperReady = { resolve, reject }
      this.start(KEEPER_SLOT, this.keeper)
    })
  }

  /** By what clients in other threads wake their backends. */
  get doorbells(): Doorbells {
    return { life: this.life, words: this.control.buffer, news: CLIENT_BIT, cancel: 1 << SIGINT }
  }

  /** The keeper has died before it served. */
  failToStart(message: string): void {
    this.keeperReady.reject(new Error(message))
  }

  /** The worker may load while the keeper starts; it joins when the keeper serves. */
  startSession(connection: ClientEnd): void {
    const { all, refused } = this.memories
    const slot = all.findIndex((_, index) => index !== KEEPER_SLOT && !this.backends.has(index))
    if (slot >= 0) this.start(slot, connection)
    else
      refuse(
        connection,
        fatal('53300', 'sorry, too many clients already', refused > 0 ? memoryWords(all.length - 1) : {}),
      )
  }

  /** Ends as a fast shutdown does: sessions are told, and the keeper writes the shutdown checkpoint, last of all. */
  async shutDown(): Promise<void> {
    const sessions = [...this.backends.values()].filter(({ slot }) => slot !== KEEPER_SLOT)
    for (const backend of sessions) this.signal(backend, SIGTERM)
    await Promise.all(sessions.map(({ connection }) => connection.ended))
    this.keeper.close()
    await this.keeper.ended
  }

  /** Ends all workers at once; every connection has ended with `end` when this settles. */
  async end(end: ConnectionEnd): Promise<void> {
    this.over = true
    this.keeperReady.reject(new Error(end.message))
    const backends = [...this.backends.values()]
    this.control.set(word.dead, 1)
    for (const backend of backends) {
      this.interrupt(backend)
      clearTimeout(backend.timer)
      backend.patience.stop()
    }
    this.backends.clear()
    await Promise.all(backends.map(({ worker }) => worker.terminate()))
    const lastWords = end.reason === 'crashed' ? crashNotice : undefined
    for (const { connection } of backends) connection.end(end, lastWords)
    this.settleEnd()
  }

  private start(slot: number, connection: ClientEnd): void {
    const { control, cluster, host } = this
    const pid = this.events.nextPid()
    const worker = host.spawn((report) => this.onReport(backend, report))
    const backend: Backend = {
      slot,
      pid,
      worker,
      connection,
      patience: new PatienceWatch(control, slot, () =>
        this.events.crashed(`the backend with process id ${pid} did not answer and was ended`),
      ),
      timer: undefined,
    }
    this.backends.set(slot, backend)
    control.register(slot, pid)
    worker.post({
      slot,
      pid,
      keeper: slot === KEEPER_SLOT,
      maxConnections: host.maxConnections,
      sharedBuffers: host.sharedBuffers,
      control: control.buffer,
      memories: this.memories.all,
      store: cluster.store.buffers,
      module: cluster.files.module,
      errnoAddress: host.manifest.errnoAddress,
      variables: host.manifest.variables,
      data: cluster.files.data,
      rings: { requests: connection.requests.buffer, answers: connection.answers.buffer },
      bell: connection.bell,
      journal: this.journalInit,
    })
    const link = {
      ring: () => control.post(slot, CLIENT_BIT),
      cancel: () => this.signal(backend, SIGINT),
      terminate: () => this.signal(backend, SIGTERM),
      kill: () => void this.kill(backend),
      isRunning: () => control.get(word.holder) === slot,
    }
    connection.attach(link, { life: this.life, mailbox: control.mailbox(slot) })
  }

  private onReport(backend: Backend, report: BackendReport): void {
    const { connection, slot } = backend
    // A worker may still say something after its end.
    if (this.backends.get(slot) !== backend) return
    switch (report.type) {
      case 'ready':
        if (slot !== KEEPER_SLOT) return
        this.isUp = true
        this.keeperReady.resolve()
        return
      case 'bytes':
        if (slot !== KEEPER_SLOT) this.journal?.expectFacts()
        this.readInOrder(connection)
        return
      case 'facts':
        this.journal?.fromKeeper(report.facts)
        return
      case 'noted':
        this.journal?.noted(report.fact)
        return
      case 'rows':
        this.journal?.answer(report.rows)
        return
      case 'room':
        connection.writeWaiting()
        return
      case 'timer':
        this.setTimer(backend, report.milliseconds)
        return
      case 'log':
        if (isWorthLogging(report.line, slot === KEEPER_SLOT)) this.events.log(report.line)
        return
      case 'refused':
        this.forget(backend)
        connection.end({ reason: 'refused', message: report.message })
        return
      case 'ended':
        this.journal?.noted(null)
        this.forget(backend)
        connection.end({
          reason: 'closed',
          message: 'PostgreSQL closed the connection; the next run opens a new one',
        })
        return
      case 'crashed':
        this.events.crashed(report.message)
        return
    }
  }

  /** What others said before this one goes out before it: a client must not see an effect before its cause. */
  private readInOrder(last: ClientEnd): void {
    for (const { connection } of this.backends.values()) if (connection !== last) connection.readAnswers()
    last.readAnswers()
  }

  /** A backend that computes looks at its timer only when it is told to. */
  private setTimer(backend: Backend, milliseconds: number | null): void {
    clearTimeout(backend.timer)
    backend.timer =
      milliseconds === null ? undefined : setTimeout(() => this.interrupt(backend), milliseconds + 1)
  }

  private signal(backend: Backend, signal: number): void {
    if (this.backends.get(backend.slot) !== backend || this.over) return
    this.control.post(backend.slot, 1 << signal)
    this.interrupt(backend)
    backend.patience.start()
  }

  /** As `kill -9`: the worker is gone before anybody else hears of it. */
  private async kill({ worker, pid }: Backend): Promise<void> {
    await worker.terminate()
    this.events.crashed(`server process (PID ${pid}) was terminated by signal 9: Killed`)
  }

  private interrupt({ slot }: Backend): void {
    const memory = this.memories.all[slot]
    const address = this.control.get(word.interruptPending)
    if (memory && address) Atomics.store(new Int32Array(memory.buffer), address >> 2, 1)
  }

  private forget(backend: Backend): void {
    clearTimeout(backend.timer)
    backend.patience.stop()
    this.backends.delete(backend.slot)
    void backend.worker.terminate()
  }
}

/** PGlite's own chatter, and that each session believes to be the whole server when it ends, are nothing to read. */
function isWorthLogging(line: string, isKeeper: boolean): boolean {
  return !line.startsWith('pglitec:') && (isKeeper || !line.endsWith('database system is shut down'))
}

function memoryWords(sessions: number) {
  return {
    detail: `This device granted memory for ${sessions} ${sessions === 1 ? 'session' : 'sessions'} only.`,
    hint: 'Close a session that is not needed, or other tabs, and try again.',
  }
}
