/** Entry of Python's worker in the page: a module worker, which Pyodide needs. The first message is all that it needs. */
import type { PyodideAPI, PyodideConfig } from 'pyodide'
import { KernelError } from '../kernel.ts'
import type { HostMessage, PackedModules, WebKernelInit } from '../shared/messages.ts'
import { Downloads } from './download.web.ts'
import type { Place } from './place.ts'
import { runKernel } from './run.ts'

type LoadPyodide = (config: PyodideConfig) => Promise<PyodideAPI>

addEventListener('message', ({ data }: MessageEvent<WebKernelInit>) => void runKernel(data, placeOf(data)), {
  once: true,
})

function placeOf(init: WebKernelInit): Place {
  const post: Place['post'] = (report) => postMessage(report)
  const downloads = new Downloads(init.sizes, (receivedBytes, totalBytes) =>
    post({ type: 'progress', receivedBytes, totalBytes }),
  )
  downloads.watchFetch()
  return {
    post,
    onMessage: (listener) =>
      addEventListener('message', ({ data }: MessageEvent<HostMessage>) => listener(data)),
    packageIndex: init.packageIndex,
    load: (config) => load(init.pyodide, config, downloads).catch(notLoaded),
    modules: () => readJson(init.modules).catch(notLoaded),
  }
}

async function load(folder: string, config: PyodideConfig, downloads: Downloads): Promise<PyodideAPI> {
  const { loadPyodide } = (await import(`${folder}pyodide.mjs`)) as { loadPyodide: LoadPyodide }
  // Pyodide imports it, too, and then finds it here.
  void import(`${folder}pyodide.asm.mjs`).then(() => downloads.add('pyodide.asm.mjs'))
  return loadPyodide({ indexURL: folder, ...config })
}

async function readJson(address: string): Promise<PackedModules> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`)
  return response.json()
}

function notLoaded(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause)
  throw new KernelError(`could not load Python: ${reason}`, 'Check the connection and reload the page.', {
    cause,
  })
}
