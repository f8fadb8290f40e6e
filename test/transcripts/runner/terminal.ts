/** One person at one terminal: what psql would show for what is typed there, and whether it is still busy. */
import { type Output, outputsAfter } from '../../../lib/postgres/client/outcome.ts'
import { printOutputs } from '../../../lib/postgres/client/print.ts'
import { type RunHost, ScriptRun } from '../../../lib/postgres/client/script-run.ts'
import type { Server, StartupParameters } from '../../../lib/postgres/client/server.ts'
import { Wire } from '../../../lib/postgres/client/wire.ts'

export class Terminal {
  readonly name: string
  readonly #server: Server
  readonly #parameters: StartupParameters
  #wire: Wire | null = null
  #busy = false
  #changed = () => {}

  /** Connects with the first script. The server sees `name` as the application's. */
  constructor(server: Server, name: string, role: string, database: string) {
    this.#server = server
    this.name = name
    this.#parameters = { user: role, database, application_name: name }
  }

  get busy(): boolean {
    return this.#busy
  }

  get connected(): boolean {
    return this.#wire !== null && this.#wire.lost === null
  }

  /** Settles when a connection that is being made is there, or was refused. */
  get opened(): Promise<unknown> {
    return this.#wire?.opened ?? Promise.resolve()
  }

  /** Its backend's process id; null without a connection. */
  get pid(): number | null {
    return this.connected ? (this.#wire?.pid ?? null) : null
  }

  /** psql's prompt: `=>`, `=*>` in a transaction, `=!>` in a failed one. */
  get prompt(): string {
    const status = this.#wire?.status ?? 'I'
    return `${this.name}=${{ I: '', T: '*', E: '!' }[status]}> `
  }

  /** Whether a transaction is open. */
  get inTransaction(): boolean {
    return this.connected && this.#wire?.status !== 'I'
  }

  /** What psql prints for the script, up to its first error; errors with their SQLSTATE. */
  async run(script: string): Promise<string> {
    this.#busy = true
    let outputs: readonly Output[] = []
    await new ScriptRun(this.#host(), script, (events) => {
      outputs = events.reduce(outputsAfter, outputs)
    }).run()
    this.#busy = false
    // The person has been told, and begins anew.
    if (!this.connected) this.#wire = null
    return printOutputs(outputs.map(withCode))
  }

  /** Settles when the server has ended the connection, with what it said. */
  async ended(): Promise<string> {
    const wire = this.#wire
    if (wire === null) throw new RangeError(`${this.name} is not connected`)
    while (wire.lost === null) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve
      })
    }
    this.#wire = null
    const fatal: Output[] = wire.fatal === null ? [] : [{ kind: 'error', fields: wire.fatal, statement: '' }]
    return printOutputs(fatal.map(withCode))
  }

  /** Hangs up. A backend elsewhere may live a moment longer. */
  async close(): Promise<void> {
    const wire = this.#wire
    this.#wire = null
    await wire?.close()
  }

  #host(): RunHost {
    return {
      wire: () => this.#wire,
      stopRequested: () => false,
      connect: () => this.#connect(this.#parameters),
      reconnect: (parameters) => this.#connect(parameters),
    }
  }

  async #connect(parameters: StartupParameters): Promise<Wire> {
    if (this.#wire?.lost === null && parameters === this.#parameters) return this.#wire
    const wire = new Wire(this.#server, parameters, () => this.#changed())
    this.#wire = wire
    await wire.opened
    return wire
  }
}

/** As psql has it with VERBOSITY sqlstate, beside the words. */
function withCode(output: Output): Output {
  if (output.kind !== 'error') return output
  const { fields } = output
  return { ...output, fields: { ...fields, message: `${fields.code}: ${fields.message}` } }
}
