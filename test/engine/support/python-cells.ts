/** Cells run on a kernel of their own, and what they put out. */

import { startKernel } from '../../../lib/python/host/node.ts'
import type {
  KernelOptions,
  PythonConnection,
  PythonEvent,
  PythonOutput,
  PythonResult,
} from '../../../lib/python/kernel.ts'

export interface RanCell extends PythonResult {
  outputs: PythonOutput[]
  events: PythonEvent[]
  /** stdout and stderr together, and what was displayed. */
  printed: string
}

export class PythonCells {
  readonly kernel
  connections: readonly PythonConnection[] = []
  /** Execution count of the last cell. */
  count = 0
  /** What the cell that runs has reported. */
  private events: PythonEvent[] = []
  private onEvent: () => void = () => {}

  constructor(server: KernelOptions['server'] = () => Promise.reject(new Error('there is no server'))) {
    this.kernel = startKernel({ server })
    this.kernel.onConnections((connections) => {
      this.connections = connections
    })
  }

  /** Runs a cell to its end. */
  async run(source: string, id = `cell-${this.count + 1}`): Promise<RanCell> {
    const events: PythonEvent[] = []
    this.events = events
    this.count += 1
    const result = await this.kernel.run({ id, count: this.count, source }, (event) => {
      events.push(event)
      this.onEvent()
    })
    const outputs = outputsOf(events)
    return { ...result, outputs, events, printed: outputs.map(({ text }) => text).join('') }
  }

  /** Settles when the cell that was run last has printed something that contains this. */
  printed(text: string): Promise<void> {
    return this.until(() => outputsOf(this.events).some((output) => output.text.includes(text)))
  }

  /** Settles when the cell that was run last waits for `input()`. */
  asked(): Promise<void> {
    return this.until(() => this.events.some(({ type }) => type === 'input-wanted'))
  }

  private until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.onEvent = () => {
        if (isSo()) resolve()
      }
      this.onEvent()
    })
  }
}

function outputsOf(events: readonly PythonEvent[]): PythonOutput[] {
  const outputs: PythonOutput[] = []
  for (const event of events) {
    const last = outputs.at(-1)
    if (event.type === 'output') outputs.push({ ...event.output })
    else if (event.type === 'more' && last?.kind === 'stream') last.text += event.text
  }
  return outputs
}
