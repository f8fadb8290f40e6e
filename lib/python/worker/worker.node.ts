/** Entry of Python's worker thread in Node; bundled by `bin/prepare`, since worker threads run no TypeScript. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadPyodide } from 'pyodide'
import type { HostMessage, NodeKernelInit } from '../shared/messages.ts'
import { runKernel } from './run.ts'

const init = workerData as NodeKernelInit

void runKernel(init, {
  post: (report) => parentPort?.postMessage(report),
  onMessage: (listener) => parentPort?.on('message', (message: HostMessage) => listener(message)),
  packageIndex: init.packageIndex,
  load: (config) => loadPyodide({ stdLibURL: init.library, ...config }),
  modules: async () => init.modules,
})
