/** A named connection that cells share, as an open psql window would be. */
import type { NotificationResponse } from '../protocol/messages.ts'
import type { StatementId } from './journal.ts'
import type { Column, RunEvent, RunResult, TransactionStatus, Value } from './outcome.ts'
import { query } from './query.ts'
import { type RunHost, ScriptRun } from './script-run.ts'
import type { Server, StartupParameters } from './server.ts'
import { ConnectionLostError } from './server-error.ts'
import { TypeNames } from './types/type-names.ts'
import { Wire } from './wire.ts'

/** How a session's connection is. `lost` says why the last one has ended, or could not be made. */
export type ConnectionState =
  | { kind: 'none' }
  | { kind: 'connecting' }
  | { kind: 'connected' }
  | { kind: 'lost'; message: string; code?: string }

/** A run or query that has been asked for. */
interface Turn {
  stopRequested: boolean
  /** Called with each connection on which its statements go. */
  connected: () => void
}

export class Session {
  readonly #server: Server
  readonly #listeners = new Set<() => void>()
  readonly #typeNames: TypeNames
  #parameters: StartupParameters
  #wire: Wire | null = null
  /** A connection that is being made. */
  #opening: Wire | null = null
  /** The last connection that could not be made, if none has been made since. */
  #refused: Wire | null = null
  /** Settles when everything asked for so far is done. */
  #idle: Promise<unknown> = Promise.resolve()
  /** What has been asked for and is not done. */
  readonly #turns = new Set<Turn>()
  #closed = false

  /** Connects when the first script runs. */
  constructor(server: Server, parameters: StartupParameters) {
    this.#server = server
    this.#parameters = parameters
    this.#typeNames = new TypeNames(server)
  }

  /** The server's word, from its last ReadyForQuery; idle without a connection. */
  get status(): TransactionStatus {
    return this.#wire !== null && this.#wire.lost === null ? this.#wire.status : 'I'
  }

  get connected(): boolean {
    return this.#wire !== null && this.#wire.lost === null
  }

  get connection(): ConnectionState {
    if (this.connected) return { kind: 'connected' }
    if (this.#opening !== null) return { kind: 'connecting' }
    const gone = this.#refused ?? this.#wire
    return gone === null ? { kind: 'none' } : lostConnection(gone)
  }

  /** Process id of the backend; null without a connection. */
  get pid(): number | null {
    return this.connected ? (this.#wire?.pid ?? null) : null
  }

  /** The statement that would be the next one of its backend; null without a connection. */
  get nextStatement(): StatementId | null {
    return this.connected ? (this.#wire?.nextStatement ?? null) : null
  }

  /** Whether the role of now is a superuser; false without a connection. */
  get superuser(): boolean {
    return this.connected && this.#wire?.superuser === true
  }

  /** Notifications that came since the last run, which the next one prints. */
  get idleNotifications(): readonly NotificationResponse[] {
    return this.#turns.size === 0 ? (this.#wire?.notifications ?? []) : []
  }

  /** Role and database of now: `\c` changes them. */
  get parameters(): StartupParameters {
    return this.#parameters
  }

  /** Calls back when any of the above may have changed. Returns how to end that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Runs a script as psql with ON_ERROR_STOP would. `report` gets events in order, in bursts. Never rejects.
   * Several runs and queries wait for each other. `connected` is called when the run has a connection, before its first
   * statement, and again when `\c` takes another one: `nextStatement` tells which statements are its own.
   */
  run(
    script: string,
    report: (events: RunEvent[]) => void,
    connected: () => void = () => {},
  ): Promise<RunResult> {
    return this.#inTurn(async (turn) => {
      if (!this.#closed) return new ScriptRun(this.#host(turn), script, report).run()
      report([{ type: 'output', output: { kind: 'lost', message: 'the session was closed' } }])
      return { outcome: 'lost', status: 'I' }
    }, connected)
  }

  /** Connects, if it is not connected, after what has been asked for before. Never rejects: `connection` says more. */
  async connect(): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#closed) await this.#connect()
    })
  }

  /**
   * A look-up of our own, in the session's own transaction. All rows of the last result are kept.
   * Rejects with ServerError, or with ConnectionLostError.
   */
  query(sql: string): Promise<{ columns: Column[]; rows: Value[][] }> {
    return this.#inTurn(async () => {
      if (this.#closed) throw new ConnectionLostError('the session was closed')
      return query(await this.#connect(), sql)
    })
  }

  /**
   * Names of types that the built-in table does not know, by OID, asked over a connection of its own.
   * What is not committed yet has no name there, and stays out. Rejects as `query` does.
   */
  readTypeNames(oids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return this.#typeNames.read(this.#parameters, oids)
  }

  /** Stops what runs, and every run that waits. Does nothing when nothing runs. */
  cancel(): void {
    if (this.#turns.size === 0) return
    for (const turn of this.#turns) turn.stopRequested = true
    void this.#opening?.close()
    this.#wire?.cancel()
  }

  /** The client vanishes: open work is rolled back, and what still runs is lost. */
  close(): void {
    this.#closed = true
    void this.#opening?.close()
    void this.#wire?.close()
  }

  #host(turn: Turn): RunHost {
    return {
      wire: () => this.#wire,
      stopRequested: () => turn.stopRequested,
      connect: () => this.#connect().then((wire) => tellTurn(turn, wire)),
      reconnect: (parameters) => this.#open(parameters).then((wire) => tellTurn(turn, wire)),
    }
  }

  async #connect(): Promise<Wire> {
    return this.#wire !== null && this.#wire.lost === null ? this.#wire : this.#open(this.#parameters)
  }

  /** Only a connection that was made takes the place of the present one. */
  async #open(parameters: StartupParameters): Promise<Wire> {
    const wire = new Wire(this.#server, parameters, () => {
      if (this.#wire === wire) this.#tellChange()
    })
    this.#opening = wire
    this.#tellChange()
    const end = await wire.opened
    this.#opening = null
    this.#refused = end === 'ready' ? null : wire
    if (end === 'ready') {
      const before = this.#wire
      this.#wire = wire
      this.#parameters = parameters
      void before?.close()
    }
    this.#tellChange()
    return wire
  }

  async #inTurn<T>(work: (turn: Turn) => Promise<T>, connected: () => void = () => {}): Promise<T> {
    const turn: Turn = { stopRequested: false, connected }
    this.#turns.add(turn)
    const done = this.#idle.then(() => work(turn))
    this.#idle = done.catch(() => {})
    try {
      return await done
    } finally {
      this.#turns.delete(turn)
    }
  }

  #tellChange(): void {
    for (const listener of this.#listeners) listener()
  }
}

function tellTurn(turn: Turn, wire: Wire): Wire {
  if (wire.lost === null) turn.connected()
  return wire
}

/** PostgreSQL's own words, if it had time for some. */
function lostConnection({ fatal, lost }: Wire): ConnectionState {
  if (fatal === null) return { kind: 'lost', message: lost ?? '' }
  return { kind: 'lost', message: fatal.message, code: fatal.code }
}
