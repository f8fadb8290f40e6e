/** The page's end of a kernel: what runs, what it reports, and what happens when it does not answer. */
import { Bell } from '../../postgres/client/bell.ts'
import { Ring } from '../../postgres/client/ring.ts'
import {
  KernelError,
  type KernelOptions,
  type KernelProgress,
  type PythonCell,
  type PythonConnection,
  type PythonEvent,
  type PythonKernel,
  type PythonResult,
} from '../kernel.ts'
import type { KernelReport } from '../shared/messages.ts'
import { OpenAnswer } from '../shared/open-answer.ts'
import { StopSign } from '../shared/stop-sign.ts'
import { TypedLines } from '../shared/typed-lines.ts'
import type { KernelWorker, SpawnKernel } from './host.ts'
import { HostLines } from './lines.ts'
import { OutputReader } from './output-reader.ts'
import { selfWaitOf } from './self-wait.ts'

const OUTPUT_CAPACITY = 1 << 20
const TYPED_CAPACITY = 1 << 16
/** Milliseconds after which a cell that was stopped and still runs is given up, and its interpreter with it. */
const PATIENCE = 2000

/** The cell that runs. */
interface Run {
  number: number
  report: (event: PythonEvent) => void
  settle: (result: PythonResult) => void
  /** `input()` waits for an answer. */
  asks: boolean
  /** It has been said that the cell waits for itself. */
  isWaitTold: boolean
}

/** More than a kernel ever opens. */
const MANY_CONNECTIONS = 1 << 30
let kernels = 0

export class Interpreter implements PythonKernel {
  readonly ready: Promise<void>
  private readonly bell = Bell.allocate()
  private readonly stopSign = StopSign.allocate()
  private readonly typed = Ring.allocate(TYPED_CAPACITY)
  private readonly output: OutputReader
  private readonly lines: HostLines
  private readonly worker: KernelWorker
  private readonly progressListeners = new Set<(progress: KernelProgress) => void>()
  private readonly connectionListeners = new Set<(connections: readonly PythonConnection[]) => void>()
  private readonly endListeners = new Set<(reason: string) => void>()
  private progress: KernelProgress = { stage: 'download', receivedBytes: 0, totalBytes: 0 }
  private settleReady: { resolve: () => void; reject: (error: KernelError) => void } = {
    resolve() {},
    reject() {},
  }
  /** The last run that was asked for, or the start. */
  private last: Promise<unknown>
  private connections: readonly PythonConnection[] = []
  /** Numbers of connections go on over all kernels of a page. */
  private readonly firstConnection = kernels++ * MANY_CONNECTIONS
  private runs = 0
  private current: Run | null = null
  private patience: ReturnType<typeof setTimeout> | undefined
  /** Why it is gone; null while it lives. */
  private over: string | null = null

  constructor(spawn: SpawnKernel, { server }: KernelOptions) {
    this.ready = new Promise((resolve, reject) => {
      this.settleReady = { resolve, reject }
    })
    // Whoever waits for `ready` is told; nobody has to.
    this.last = this.ready.catch(() => {})
    this.lines = new HostLines(server, (doorbells) => this.worker.post({ type: 'doorbells', doorbells }))
    const ring = Ring.allocate(OUTPUT_CAPACITY)
    this.output = new OutputReader(ring, this.bell, (event) => this.hear(event))
    const shared = { bell: this.bell.buffer, stop: this.stopSign.buffer, typed: this.typed.buffer }
    this.worker = spawn({ ...shared, output: ring.buffer }, (report) => this.onReport(report))
  }

  onProgress(listener: (progress: KernelProgress) => void): () => void {
    listener(this.progress)
    this.progressListeners.add(listener)
    return () => this.progressListeners.delete(listener)
  }

  onEnded(listener: (reason: string) => void): () => void {
    this.endListeners.add(listener)
    return () => this.endListeners.delete(listener)
  }

  onConnections(listener: (connections: readonly PythonConnection[]) => void): () => void {
    listener(this.connections)
    this.connectionListeners.add(listener)
    return () => this.connectionListeners.delete(listener)
  }

  run(cell: PythonCell, report: (event: PythonEvent) => void): Promise<PythonResult> {
    const result = this.last.then(() => this.begin(cell, report))
    this.last = result
    return result
  }

  stop(): void {
    if (this.current === null) return
    this.stopSign.raise(this.current.number)
    this.bell.ring()
    this.worker.post({ type: 'stop' })
    this.patience ??= setTimeout(() => this.end('Python did not stop within two seconds.'), PATIENCE)
  }

  answer(text: string): void {
    if (!this.current?.asks) return
    this.current.asks = false
    new TypedLines(this.typed).write(text)
    this.bell.ring()
  }

  dispose(): Promise<void> {
    return this.end('Python was ended.')
  }

  private begin(cell: PythonCell, report: (event: PythonEvent) => void): Promise<PythonResult> {
    return new Promise((settle) => {
      if (this.over !== null) return settle({ outcome: 'lost' })
      this.current = { number: ++this.runs, report, settle, asks: false, isWaitTold: false }
      this.worker.post({ type: 'run', run: this.runs, cell })
    })
  }

  private onReport(report: KernelReport): void {
    // A worker may still say something after its end.
    if (this.over !== null) return
    switch (report.type) {
      case 'progress':
        this.tellProgress({ receivedBytes: report.receivedBytes, totalBytes: report.totalBytes })
        return
      case 'loaded':
        this.tellProgress({ stage: 'start' })
        return
      case 'ready':
        this.tellProgress({ stage: 'ready' })
        this.settleReady.resolve()
        return
      case 'failed':
        this.settleReady.reject(new KernelError(report.message, report.hint))
        void this.end(report.message)
        return
      case 'output':
        this.output.expect()
        return
      case 'open':
        void this.lines.lend(report.connection, report.line, new OpenAnswer(report.answer))
        return
      case 'ring':
      case 'cancel':
      case 'close':
        this.lines[report.type](report.connection)
        return
      case 'waits':
        void this.lookForSelfWait(report.connection)
        return
      case 'connections':
        this.tellConnections(report.connections)
        return
      case 'result':
        this.finish(report.result)
        return
      case 'ended':
        void this.end(report.message)
        return
    }
  }

  private hear(event: PythonEvent): void {
    if (this.current && event.type === 'input-wanted') this.current.asks = true
    this.current?.report(event)
  }

  /** The cell is over; everything that it put out is told first. */
  private finish(result: PythonResult): void {
    clearTimeout(this.patience)
    this.patience = undefined
    this.output.read()
    this.output.beginAnew()
    const { current } = this
    this.current = null
    current?.settle(result)
  }

  /** It is gone for good. */
  private async end(reason: string): Promise<void> {
    if (this.over !== null) return
    this.over = reason
    this.settleReady.reject(new KernelError(reason, 'Reload the page to try again.'))
    await this.worker.terminate()
    this.lines.abandon()
    this.tellConnections([])
    this.finish({ outcome: 'lost' })
    for (const listener of [...this.endListeners]) listener(reason)
  }

  private tellConnections(connections: readonly PythonConnection[]): void {
    this.connections = connections.map((connection) => ({
      ...connection,
      id: this.firstConnection + connection.id,
    }))
    for (const listener of [...this.connectionListeners]) listener(this.connections)
  }

  /** Python has been waiting for long. Who would end it may be Python itself, and then only a sentence helps. */
  private async lookForSelfWait(number: number): Promise<void> {
    const { current, connections } = this
    const waiting = connections.find(({ id }) => id === this.firstConnection + number)
    if (!current || current.isWaitTold || !waiting || !this.lines.current) return
    const text = await selfWaitOf(this.lines.current, waiting, connections)
    if (text === null || current !== this.current || current.isWaitTold) return
    current.isWaitTold = true
    this.output.read()
    this.output.beginAnew()
    current.report({ type: 'output', output: { kind: 'remark', text } })
  }

  private tellProgress(change: Partial<KernelProgress>): void {
    this.progress = { ...this.progress, ...change }
    for (const listener of [...this.progressListeners]) listener(this.progress)
  }
}
