/** A kernel in Node: a worker thread. Tests and the lessons command use it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '../../prepared.ts'
import type { KernelOptions, PythonKernel } from '../kernel.ts'
import type { KernelReport, NodeKernelInit } from '../shared/messages.ts'
import type { PythonManifest, SpawnKernel } from './host.ts'
import { Interpreter } from './interpreter.ts'

const MANIFEST = join('build', 'python', 'manifest.json')

/** Starts an interpreter. Throws when `npm install` has not prepared it. */
export function startKernel(options: KernelOptions): PythonKernel {
  return new Interpreter(spawn, options)
}

const spawn: SpawnKernel = (init, onReport) => {
  const root = projectRoot(MANIFEST)
  const manifest = JSON.parse(readFileSync(join(root, MANIFEST), 'utf8')) as PythonManifest
  const served = (name: string) => join(root, 'public', 'pyodide', name)
  const workerData: NodeKernelInit = {
    ...init,
    packageIndex: manifest.packageIndex,
    library: served(`${manifest.pyodide}python_stdlib.zip`),
    modules: JSON.parse(readFileSync(served(manifest.modules), 'utf8')),
  }
  // The bundle needs none of the loaders that this process may have been started with, and each costs time.
  const worker = new Worker(join(root, 'build', 'python', 'kernel.mjs'), { execArgv: [], workerData })
  worker.on('message', (report: KernelReport) => onReport(report))
  worker.on('error', (error) => onReport({ type: 'ended', message: `Python has crashed: ${error.message}` }))
  worker.on('exit', () => onReport({ type: 'ended', message: 'Python has ended.' }))
  return {
    post: (message) => worker.postMessage(message),
    terminate: async () => {
      await worker.terminate()
    },
  }
}
