/** Runs one script on a session's connection: statement by statement, up to the first error. */
import type { ErrorFields } from '../protocol/error-fields.ts'
import { ScriptScanner } from '../script/scanner.ts'
import type { BackslashCommand, Statement } from '../script/statement.ts'
import { runCommand } from './commands/run-command.ts'
import type { Output, RunEvent, RunResult } from './outcome.ts'
import type { StartupParameters } from './server.ts'
import { StatementReceiver } from './statement-receiver.ts'
import type { Wire } from './wire.ts'

/** What a run may ask of its session. */
export interface RunHost {
  /** The connection that the session has or had, alive or lost; null before the first. */
  wire: () => Wire | null
  /** Whether Stop was pressed since the run was asked for. */
  stopRequested: () => boolean
  /** The living connection, or a new one when there is none. It is lost when it could not be made. */
  connect: () => Promise<Wire>
  /** A further connection takes the place of the present one, unless it is lost because it could not be made. */
  reconnect: (parameters: StartupParameters) => Promise<Wire>
}

export class ScriptRun {
  readonly #host: RunHost
  readonly #report: (events: RunEvent[]) => void
  readonly #scanner: ScriptScanner

  constructor(host: RunHost, script: string, report: (events: RunEvent[]) => void) {
    this.#host = host
    this.#report = report
    this.#scanner = new ScriptScanner(script, () => host.wire()?.standardStrings ?? true)
  }

  async run(): Promise<RunResult> {
    const opened = await this.#open()
    if (opened !== null) return opened
    for (let part = this.#scanner.next(); part !== null; part = this.#scanner.next()) {
      if (this.#host.stopRequested()) return this.#result('stopped', '57014')
      this.#report([{ type: 'statement', range: part.range }])
      const result = part.kind === 'statement' ? await this.#runStatement(part) : await this.#runCommand(part)
      if (result !== null) return result
    }
    return this.#result('ok')
  }

  /** Connects if need be. A result means that nothing can run. */
  async #open(): Promise<RunResult | null> {
    const before = this.#host.wire()
    // psql would send the first statement into the lost transaction block, and fail.
    if (before !== null && before.lost !== null && before.status !== 'I' && !before.lossTold) {
      return this.#tellLost(before)
    }
    const wire = await this.#host.connect()
    if (this.#host.stopRequested()) return this.#result('stopped', '57014')
    if (wire.lost !== null) return wire.fatal === null ? this.#tellLost(wire) : this.#tellRefused(wire.fatal)
    if (before !== null && before !== wire) this.#output(connectedAnew(before))
    for (const fields of wire.idleNotices.splice(0)) this.#output({ kind: 'notice', fields })
    return null
  }

  async #runStatement(statement: Statement): Promise<RunResult | null> {
    const wire = this.#wire()
    const receiver = new StatementReceiver({
      statement,
      standardStrings: wire.standardStrings,
      copyData: () => this.#scanner.copyData(),
      send: (message) => wire.send(message),
      report: this.#report,
    })
    const end = await wire.query(statement.text, receiver)
    receiver.rest()
    if (end === 'lost') return this.#tellLost(wire, receiver.error)
    this.#tellNotifications(wire)
    this.#report([{ type: 'status', status: wire.status }])
    if (!receiver.failed) return null
    const code = receiver.error?.code
    return this.#result(this.#host.stopRequested() && code === '57014' ? 'stopped' : 'failed', code)
  }

  async #runCommand(command: BackslashCommand): Promise<RunResult | null> {
    const { outputs, failed, code } = await runCommand(command, {
      wire: this.#wire(),
      reconnect: (parameters) => this.#host.reconnect(parameters),
    })
    for (const output of outputs) this.#output(output)
    const wire = this.#wire()
    if (wire.lost !== null) return this.#tellLost(wire)
    this.#report([{ type: 'status', status: wire.status }])
    if (!failed) return null
    return this.#result(this.#host.stopRequested() && code === '57014' ? 'stopped' : 'failed', code)
  }

  /** `told` is the error that has been shown already. */
  #tellLost(wire: Wire, told: ErrorFields | null = null): RunResult {
    if (wire.fatal !== null && wire.fatal !== told) this.#tellError(wire.fatal)
    this.#output({ kind: 'lost', message: wire.lost ?? '' })
    wire.lossTold = true
    return this.#result('lost', (wire.fatal ?? told)?.code)
  }

  #tellRefused(fields: ErrorFields): RunResult {
    this.#tellError(fields)
    return this.#result('failed', fields.code)
  }

  #tellError(fields: ErrorFields): void {
    this.#output({ kind: 'error', fields, statement: '' })
  }

  #tellNotifications(wire: Wire): void {
    for (const { channel, payload, processId } of wire.notifications.splice(0)) {
      this.#output({ kind: 'notification', channel, payload, pid: processId })
    }
  }

  #wire(): Wire {
    const wire = this.#host.wire()
    if (wire === null) throw new RangeError('the session has no connection')
    return wire
  }

  #output(output: Output): void {
    this.#report([{ type: 'output', output }])
  }

  #result(outcome: RunResult['outcome'], code?: string): RunResult {
    const wire = this.#host.wire()
    const status = wire === null || wire.lost !== null ? 'I' : wire.status
    return { outcome, status, ...(code === undefined ? {} : { code }) }
  }
}

function connectedAnew(before: Wire): Output {
  const reason = before.fatal?.message ?? before.lost ?? ''
  return {
    kind: 'text',
    text: `The connection was lost (${reason}). Connected anew: settings, temporary tables and prepared statements of before are gone.\n`,
  }
}
