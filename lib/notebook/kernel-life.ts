/**
 * One Python kernel after another: at most one lives. It is started late, restarted by the learner, and may end by
 * itself. Whatever an earlier one still says is not passed on.
 */
import {
  KernelError,
  type KernelProgress,
  type PythonConnection,
  type PythonKernel,
} from '../python/kernel.ts'
import type { KernelState } from './model.ts'

export interface KernelLifeOptions {
  startKernel: () => PythonKernel
  /** Hears how the kernel of now is. */
  onChange: (state: KernelState) => void
  /** It is gone, for this reason. */
  onEnded: (message: string) => void
  onConnections: (connections: readonly PythonConnection[]) => void
}

export class KernelLife {
  readonly #options: KernelLifeOptions
  #kernel: PythonKernel | null = null
  /** Settles when the kernels before are gone: two at once would need the memory of both. */
  #before: Promise<void> = Promise.resolve()
  /** Grows with each start and each end, so that a start which has been overtaken is known. */
  #turn = 0

  constructor(options: KernelLifeOptions) {
    this.#options = options
  }

  /** The kernel of now; null while there is none. */
  get kernel(): PythonKernel | null {
    return this.#kernel
  }

  /** Ends the kernel of now, if there is one, and starts the next. */
  async start(): Promise<void> {
    const gone = this.end()
    const turn = this.#turn
    await gone
    if (turn !== this.#turn) return
    try {
      this.#kernel = this.#options.startKernel()
    } catch (error) {
      this.#options.onChange({ kind: 'failed', ...failure(error) })
      return
    }
    this.#listen(this.#kernel)
  }

  /** Ends the kernel of now. Settles when it, and those before it, are gone. */
  end(): Promise<void> {
    const kernel = this.#kernel
    this.#kernel = null
    this.#turn += 1
    if (kernel) {
      const gone = this.#before.then(() => kernel.dispose())
      this.#before = gone.catch(() => {})
    }
    return this.#before
  }

  #listen(kernel: PythonKernel): void {
    const now = () => this.#kernel === kernel
    let told: KernelProgress | null = null
    kernel.onProgress((progress) => {
      if (!now() || progress.stage === 'ready' || !worthTelling(progress, told)) return
      told = progress
      this.#options.onChange({ ...progress, kind: 'loading', stage: progress.stage })
    })
    kernel.onConnections((connections) => {
      if (now()) this.#options.onConnections(connections)
    })
    kernel.onEnded((reason) => {
      if (!now()) return
      void this.end()
      this.#options.onEnded(reason)
    })
    kernel.ready.then(
      () => now() && this.#options.onChange({ kind: 'ready' }),
      (error: unknown) => {
        if (!now()) return
        void this.end()
        this.#options.onChange({ kind: 'failed', ...failure(error) })
      },
    )
  }
}

/** The page shows stages, and megabytes with one decimal. */
function worthTelling(progress: KernelProgress, told: KernelProgress | null): boolean {
  return progress.stage !== told?.stage || progress.receivedBytes - told.receivedBytes >= 100_000
}

function failure(error: unknown): { message: string; hint: string } {
  if (error instanceof KernelError) return { message: error.message, hint: error.hint }
  const message = error instanceof Error ? error.message : String(error)
  return {
    message: `could not start Python: ${message}`,
    hint: 'Run a cell to try again, or reload the page.',
  }
}
