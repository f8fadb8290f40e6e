/** What the interpreter needs of the place where it runs: a Web Worker or a worker thread of Node. */
import type { PyodideAPI, PyodideConfig } from 'pyodide'
import type { HostMessage, KernelReport, PackedModules } from '../shared/messages.ts'

export interface Place {
  post(report: KernelReport): void
  /** All messages after the first. */
  onMessage(listener: (message: HostMessage) => void): void
  /** What Pyodide could load besides, as JSON: nothing. */
  readonly packageIndex: string
  /** Pyodide, from files of our own. */
  load(config: PyodideConfig): Promise<PyodideAPI>
  /** Our own Python files. */
  modules(): Promise<PackedModules>
}
