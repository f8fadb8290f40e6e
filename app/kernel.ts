/** The page's Python, loaded when it is wanted. */
import {
  KernelError,
  type KernelOptions,
  type KernelProgress,
  type PythonCell,
  type PythonConnection,
  type PythonEvent,
  type PythonKernel,
  type PythonResult,
} from '../lib/python/kernel.ts'

/** Starts loading at once. Its files lie beside the page's own, under BASE_PATH. */
export function startKernel(options: KernelOptions): PythonKernel {
  return new KernelOnDemand(loadAndStart(options))
}

async function loadAndStart(options: KernelOptions): Promise<PythonKernel> {
  const host = await import('../lib/python/host/web.ts')
  return host.startKernel({ ...options, assets: `${process.env.BASE_PATH ?? ''}/pyodide/` })
}

/** Stands for a kernel whose code is still on its way. */
class KernelOnDemand implements PythonKernel {
  readonly ready: Promise<void>
  readonly #loading: Promise<PythonKernel>
  #kernel: PythonKernel | null = null

  constructor(loading: Promise<PythonKernel>) {
    this.#loading = loading
    this.ready = loading.then(
      (kernel) => {
        this.#kernel = kernel
        return kernel.ready
      },
      (cause: unknown) => {
        throw new KernelError(
          'could not load Python',
          'Look at your connection to the network, then run a cell to try again.',
          { cause },
        )
      },
    )
  }

  onProgress(listener: (progress: KernelProgress) => void): () => void {
    return this.#later((kernel) => kernel.onProgress(listener))
  }

  async run(cell: PythonCell, report: (event: PythonEvent) => void): Promise<PythonResult> {
    const kernel = await this.#loading.catch(() => null)
    return kernel ? kernel.run(cell, report) : { outcome: 'lost' }
  }

  /** Before there is a kernel nothing runs. */
  stop(): void {
    this.#kernel?.stop()
  }

  answer(text: string): void {
    this.#kernel?.answer(text)
  }

  onConnections(listener: (connections: readonly PythonConnection[]) => void): () => void {
    return this.#later((kernel) => kernel.onConnections(listener))
  }

  onEnded(listener: (reason: string) => void): () => void {
    return this.#later((kernel) => kernel.onEnded(listener))
  }

  async dispose(): Promise<void> {
    const kernel = await this.#loading.catch(() => null)
    await kernel?.dispose()
  }

  /** Listens as soon as there is something to listen to; a listener that has gone by then is not added. */
  #later(listen: (kernel: PythonKernel) => () => void): () => void {
    let gone = false
    let stop: (() => void) | undefined
    this.#loading.then(
      (kernel) => {
        if (!gone) stop = listen(kernel)
      },
      () => undefined,
    )
    return () => {
      gone = true
      stop?.()
    }
  }
}
