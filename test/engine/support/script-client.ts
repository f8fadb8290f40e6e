/** A session with everything that its runs reported. */
import {
  type Output,
  outputsAfter,
  type RunEvent,
  type RunResult,
} from '../../../lib/postgres/client/outcome.ts'
import { printOutputs } from '../../../lib/postgres/client/print.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { Session } from '../../../lib/postgres/client/session.ts'

export interface Ran extends RunResult {
  outputs: readonly Output[]
  events: RunEvent[]
  printed: string
}

export class ScriptClient {
  readonly session: Session
  #events: RunEvent[] = []
  #waiting: { matches: (event: RunEvent) => boolean; resolve: () => void } | null = null

  constructor(server: Server, parameters: Record<string, string> = {}) {
    this.session = new Session(server, { user: 'postgres', database: 'postgres', ...parameters })
  }

  async run(script: string): Promise<Ran> {
    const events: RunEvent[] = []
    this.#events = events
    const result = await this.session.run(script, (burst) => {
      events.push(...burst)
      this.#look()
    })
    const outputs = events.reduce(outputsAfter, [] as readonly Output[])
    return { ...result, outputs, events, printed: printOutputs(outputs) }
  }

  /** Settles when the run of now has reported a notice with this message. */
  notice(message: string): Promise<void> {
    return new Promise((resolve) => {
      const matches = (event: RunEvent) =>
        event.type === 'output' && event.output.kind === 'notice' && event.output.fields.message === message
      this.#waiting = { matches, resolve }
      this.#look()
    })
  }

  #look(): void {
    if (this.#waiting === null || !this.#events.some(this.#waiting.matches)) return
    this.#waiting.resolve()
    this.#waiting = null
  }
}
