/** A kernel in the page: a Web Worker. Needs cross-origin isolation (SharedArrayBuffer). */
import manifest from '../../../build/python/manifest.json'
import type { KernelOptions, PythonKernel } from '../kernel.ts'
import type { KernelReport, WebKernelInit } from '../shared/messages.ts'
import type { SpawnKernel } from './host.ts'
import { Interpreter } from './interpreter.ts'

export interface WebKernelOptions extends KernelOptions {
  /** Where the files of public/pyodide lie, with a slash at the end. */
  assets: string
}

/** Starts an interpreter, and so loads it. */
export function startKernel({ assets, ...options }: WebKernelOptions): PythonKernel {
  return new Interpreter(spawnFrom(new URL(assets, location.href)), options)
}

function spawnFrom(assets: URL): SpawnKernel {
  const addressOf = (name: string) => new URL(name, assets).href
  return (init, onReport) => {
    // No bundler looks at this one: Pyodide needs a module worker, and `bin/prepare` has made it.
    const script = addressOf(manifest.kernel)
    const worker = new Worker(script, { type: 'module' })
    const end = (message: string) => onReport({ type: 'ended', message })
    worker.addEventListener('message', ({ data }: MessageEvent<KernelReport>) => onReport(data))
    worker.addEventListener('error', ({ message }) =>
      end(message ? `Python has crashed: ${message}` : 'Python could not be loaded.'),
    )
    worker.addEventListener('messageerror', () => end('A message of Python could not be read.'))
    const whole: WebKernelInit = {
      ...init,
      packageIndex: manifest.packageIndex,
      pyodide: addressOf(manifest.pyodide),
      modules: addressOf(manifest.modules),
      sizes: manifest.sizes,
    }
    worker.postMessage(whole)
    return {
      post: (message) => worker.postMessage(message),
      terminate: async () => worker.terminate(),
    }
  }
}
