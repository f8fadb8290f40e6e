/**
 * Hand-written journals on one screen: a scene says what sessions do, and tells it in facts as a server would. It knows
 * xids, places and snapshots, and nothing of lib/transactions but the type of a fact.
 */

import type {
  CatalogueChange,
  IsolationLevel,
  JournalRow,
  Place,
  RowChange,
  Savepoint,
  Snapshot,
  StatementId,
  TableShape,
  TransactionState,
} from '../../../lib/postgres/client/journal.ts'
import type { ErrorFields } from '../../../lib/postgres/protocol/error-fields.ts'
import type { Fact, ToldWait } from '../../../lib/transactions/facts.ts'

export const stock: TableShape = {
  database: 5,
  oid: 16384,
  file: 16384,
  schema: 'public',
  name: 'stock',
  kind: 'r',
  columns: [
    { name: 'item', type: 'text' },
    { name: 'qty', type: 'integer' },
  ],
  key: ['item'],
}

interface Backend {
  pid: number
  ordinal: number
  status: 'I' | 'T' | 'E'
  isolation: IsolationLevel
  xid: number | null
  savepoints: Savepoint[]
  snapshot: Snapshot | null
  snapshotUnknown: boolean
  /** Of this transaction, subtransactions too, that have not been rolled back. */
  live: number[]
  /** A statement that has begun and waits. */
  started: { statement: StatementId; text: string; from: number } | null
}

export interface StatementOptions {
  tag?: string
  error?: ErrorFields
  /** What it writes. */
  write?: (writer: SceneWriter) => void
  /** Rows are told only with the next statement. */
  late?: boolean
}

/** Writes as one statement of one session. */
export interface SceneWriter {
  insert(row: JournalRow, table?: TableShape): Place
  update(place: Place, oldRow: JournalRow | null, newRow: JournalRow, table?: TableShape): Place
  delete(place: Place, oldRow: JournalRow | null, table?: TableShape): void
  batch(operation: RowChange['operation'], count: number, rows: RowChange[], table?: TableShape): void
  lock(place: Place, table?: TableShape): void
  truncate(file: number, table?: TableShape): void
  rewrite(table: TableShape, oldFile: number, rows: { place: Place; row: JournalRow }[] | null): void
  catalogue(change: Partial<CatalogueChange> & Pick<CatalogueChange, 'action' | 'kind' | 'name'>): void
  sequence(name: string, value: string): void
}

export class Scene {
  readonly facts: Fact[] = []
  readonly #backends = new Map<string, Backend>()
  readonly #inProgress = new Set<number>()
  #lsn = 1000
  #nextXid = 700
  #nextPid = 101
  /** What a crash goes back to: the last COMMIT. */
  #flushed = { lsn: 1000, nextXid: 700 }
  #nextOffset = 1
  #nextBatch = 1

  /** Sessions that connect, with these names. */
  open(...names: string[]): this {
    for (const name of names) {
      const pid = this.#nextPid++
      this.#backends.set(name, { ...idle, pid, ordinal: 1, live: [], savepoints: [], started: null })
      const opened = { role: name, database: 'shop', databaseOid: 5, lsn: this.#lsn }
      this.facts.push(
        { type: 'session-opened', pid, ...opened },
        { type: 'session-named', pid, session: name },
      )
    }
    return this
  }

  pid(name: string): number {
    return this.#backend(name).pid
  }

  tell(...facts: Fact[]): this {
    this.facts.push(...facts)
    return this
  }

  /** All of the WAL has been told. */
  told(): this {
    return this.tell({ type: 'told', lsn: this.#lsn })
  }

  /** One that needs a snapshot takes it: at REPEATABLE READ for the transaction. */
  query(name: string, text = 'SELECT', options: StatementOptions = {}): this {
    const backend = this.#backend(name)
    if (backend.status === 'T' && isLasting(backend.isolation)) backend.snapshot ??= this.snapshot()
    return this.#run(name, text, { tag: text.split(' ')[0] ?? '', ...options })
  }

  begin(name: string, isolation: IsolationLevel = 'read committed'): this {
    Object.assign(this.#backend(name), { status: 'T', isolation })
    return this.#run(name, 'BEGIN', { tag: 'BEGIN' })
  }

  commit(name: string): this {
    return this.#finish(name, 'COMMIT', 'committed')
  }

  rollback(name: string): this {
    return this.#finish(name, 'ROLLBACK', 'rolled back')
  }

  savepoint(name: string, savepoint: string): this {
    const { savepoints } = this.#backend(name)
    savepoints.push({ name: savepoint, xid: null, level: savepoints.length + 2 })
    return this.#run(name, `SAVEPOINT ${savepoint}`, { tag: 'SAVEPOINT' })
  }

  release(name: string, savepoint: string): this {
    const backend = this.#backend(name)
    const at = backend.savepoints.findLastIndex((each) => each.name === savepoint)
    backend.savepoints = backend.savepoints.slice(0, at)
    return this.#run(name, `RELEASE ${savepoint}`, { tag: 'RELEASE' })
  }

  rollbackTo(name: string, savepoint: string): this {
    const backend = this.#backend(name)
    const at = backend.savepoints.findLastIndex((each) => each.name === savepoint)
    const statement = this.#next(backend)
    const from = this.#lsn
    this.#abortFrom(backend, at, statement)
    backend.savepoints = [...backend.savepoints.slice(0, at), { name: savepoint, xid: null, level: at + 2 }]
    backend.status = 'T'
    this.#ended(backend, statement, `ROLLBACK TO ${savepoint}`, from, { tag: 'ROLLBACK' })
    return this
  }

  /** A statement that fails: its block does, too, or what it wrote by itself is taken back. */
  fail(name: string, text: string, code: string, options: StatementOptions & { detail?: string } = {}): this {
    const { detail, ...rest } = options
    const error = { severity: 'ERROR', code, message: `message of ${code}`, ...(detail ? { detail } : {}) }
    return this.#run(name, text, { ...rest, error })
  }

  /** A statement that ends its session, from outside (57P01) or by itself. */
  failFatally(name: string, text: string, code: string): this {
    const backend = this.#backend(name)
    const statement = this.#next(backend)
    const from = this.#lsn
    if (backend.xid !== null) this.#endXid(backend, 'rolled back', statement)
    Object.assign(backend, { ...idle, savepoints: [], live: [] })
    const error = { severity: 'FATAL', code, message: `message of ${code}` }
    this.#ended(backend, statement, text, from, { error })
    return this.close(name, code === '57P01' ? 'terminated' : 'closed')
  }

  /** A statement begins and lasts; `end` or `failStarted` ends it. */
  start(name: string, text: string): this {
    const backend = this.#backend(name)
    const statement = this.#next(backend)
    backend.started = { statement, text, from: this.#lsn }
    if (backend.status === 'T' && isLasting(backend.isolation)) backend.snapshot ??= this.snapshot()
    return this.tell({ type: 'statement-started', statement, text, lsn: this.#lsn })
  }

  waits(...waits: (Partial<ToldWait> & { of: string; for: string[]; at?: number })[]): this {
    const at = waits[0]?.at ?? 5000
    return this.tell({
      type: 'waits-told',
      at,
      waits: waits.map(({ of, for: holders, ...wait }) => ({
        pid: this.pid(of),
        blockedBy: holders.map((holder) => this.pid(holder)),
        elapsed: 0,
        lock: { type: 'transactionid', mode: 'ShareLock', relation: stock.oid },
        ...wait,
      })),
    })
  }

  close(name: string, reason: 'closed' | 'terminated' | 'crashed' = 'closed'): this {
    const backend = this.#backend(name)
    if (backend.xid !== null && reason !== 'crashed') {
      this.#endXid(backend, 'rolled back', this.#next(backend))
    }
    for (const xid of backend.live) this.#inProgress.delete(xid)
    this.#backends.delete(name)
    return this.tell({ type: 'session-ended', pid: backend.pid, reason, lsn: this.#lsn })
  }

  crash(): this {
    for (const name of [...this.#backends.keys()]) this.close(name, 'crashed')
    this.tell({ type: 'crashed', message: 'worker ended' })
    this.#lsn = this.#flushed.lsn
    this.#nextXid = this.#flushed.nextXid
    return this.tell({ type: 'recovered', lsn: this.#lsn })
  }

  snapshot(): Snapshot {
    const inProgress = [...this.#inProgress].sort((one, other) => one - other)
    return { xmin: inProgress[0] ?? this.#nextXid, xmax: this.#nextXid, inProgress }
  }

  status(name: string): 'I' | 'T' | 'E' {
    return this.#backend(name).status
  }

  savepoints(name: string): string[] {
    return this.#backend(name).savepoints.map((each) => each.name ?? '')
  }

  xid(name: string): number | null {
    return this.#backend(name).xid
  }

  set(name: string, change: Partial<Pick<Backend, 'snapshotUnknown'>>): this {
    Object.assign(this.#backend(name), change)
    return this
  }

  #run(name: string, text: string, options: StatementOptions): this {
    const backend = this.#backend(name)
    const {
      statement,
      text: sent,
      from,
    } = backend.started ?? { statement: this.#next(backend), text, from: this.#lsn }
    backend.started = null
    const before = this.facts.length
    options.write?.(this.#writer(backend, statement))
    const alone = backend.status === 'I'
    if (options.error) {
      if (alone && backend.xid !== null) this.#endXid(backend, 'rolled back', statement)
      if (!alone) {
        const level = backend.savepoints.length
        if (level > 0) this.#abortFrom(backend, level - 1, statement)
        else if (backend.xid !== null) this.#endXid(backend, 'rolled back', statement)
        backend.status = 'E'
      }
    } else if (alone && backend.xid !== null) this.#endXid(backend, 'committed', statement)
    const late = options.late ? this.facts.splice(before) : []
    this.#ended(backend, statement, sent, from, options)
    this.facts.push(...late)
    return this
  }

  #finish(name: string, text: string, how: 'committed' | 'rolled back'): this {
    const backend = this.#backend(name)
    const statement = this.#next(backend)
    const from = this.#lsn
    const truly = backend.status === 'E' ? 'rolled back' : how
    if (backend.xid !== null) this.#endXid(backend, truly, statement)
    Object.assign(backend, { ...idle, savepoints: [], live: [] })
    this.#ended(backend, statement, text, from, { tag: truly === 'committed' ? 'COMMIT' : 'ROLLBACK' })
    return this
  }

  #ended(
    backend: Backend,
    statement: StatementId,
    text: string,
    from: number,
    options: StatementOptions,
  ): void {
    const { tag, error } = options
    this.tell({
      type: 'statement-ended',
      statement,
      text,
      tags: error || tag === undefined ? [] : [tag],
      error: error ?? null,
      status: backend.status,
      from,
      to: this.#lsn,
      transaction: backend.status === 'I' ? null : stateOf(backend),
    })
  }

  #writer(backend: Backend, statement: StatementId): SceneWriter {
    const write = (
      table: TableShape,
      operation: RowChange['operation'],
      count: number,
      rows: RowChange[],
    ) => {
      const batch = this.#nextBatch++
      this.tell({ type: 'rows', ...this.#written(backend, statement), table, operation, count, rows, batch })
    }
    const place = () => ({ block: 0, offset: this.#nextOffset++ })
    return {
      insert: (newRow, table = stock) => {
        const newPlace = place()
        write(table, 'insert', 1, [{ operation: 'insert', oldPlace: null, newPlace, oldRow: null, newRow }])
        return newPlace
      },
      update: (oldPlace, oldRow, newRow, table = stock) => {
        const newPlace = place()
        write(table, 'update', 1, [{ operation: 'update', oldPlace, newPlace, oldRow, newRow }])
        return newPlace
      },
      delete: (oldPlace, oldRow, table = stock) =>
        write(table, 'delete', 1, [{ operation: 'delete', oldPlace, newPlace: null, oldRow, newRow: null }]),
      batch: (operation, count, rows, table = stock) => write(table, operation, count, rows),
      lock: (at, table = stock) => {
        this.tell({ type: 'row-locked', ...this.#written(backend, statement), table, place: at })
      },
      truncate: (file, table = stock) => {
        const now = { ...table, file }
        this.tell({
          type: 'truncated',
          ...this.#written(backend, statement),
          table: now,
          oldFile: table.file,
        })
      },
      rewrite: (table, oldFile, rows) => {
        this.tell({ type: 'rewritten', ...this.#written(backend, statement), table, oldFile, rows })
      },
      catalogue: (change) => {
        const whole = { of: null, oid: stock.oid, detail: '', ...change }
        this.tell({ type: 'catalogue', ...this.#written(backend, statement), change: whole })
      },
      sequence: (name, value) => {
        this.#lsn += 10
        this.tell({ type: 'sequence', written: { lsn: this.#lsn, statement }, name, oid: 99, value })
      },
    }
  }

  /** A first write takes an xid, in a savepoint one for each level that lacks one. */
  #written(backend: Backend, statement: StatementId) {
    backend.xid ??= this.#newXid(backend)
    for (const savepoint of backend.savepoints) savepoint.xid ??= this.#newXid(backend)
    this.#lsn += 10
    const xid = backend.savepoints.at(-1)?.xid ?? backend.xid
    return { written: { lsn: this.#lsn, statement }, xid, top: backend.xid }
  }

  #newXid(backend: Backend): number {
    const xid = this.#nextXid++
    backend.live.push(xid)
    this.#inProgress.add(xid)
    return xid
  }

  #abortFrom(backend: Backend, level: number, statement: StatementId): void {
    const [first, ...deeper] = backend.savepoints.slice(level).flatMap(({ xid }) => xid ?? [])
    if (first === undefined || backend.xid === null) return
    // Released savepoints above it go with it: the record names all that are its own.
    const gone = [first, ...backend.live.filter((xid) => xid > first && !deeper.includes(xid)), ...deeper]
    for (const xid of gone) this.#inProgress.delete(xid)
    const live = gone.filter((xid) => backend.live.includes(xid))
    backend.live = backend.live.filter((xid) => !gone.includes(xid))
    if (live.length === 0) return
    this.#lsn += 10
    this.tell({
      type: 'transaction-ended',
      written: { lsn: this.#lsn, statement },
      xid: first,
      top: backend.xid,
      subtransactions: live.filter((xid) => xid !== first),
      how: 'rolled back',
    })
  }

  #endXid(backend: Backend, how: 'committed' | 'rolled back', statement: StatementId): void {
    const { xid, live } = backend
    if (xid === null) return
    for (const each of live) this.#inProgress.delete(each)
    const had = live.includes(xid)
    Object.assign(backend, { xid: null, live: [] })
    if (!had) return
    this.#lsn += 10
    const subtransactions = live.filter((each) => each !== xid)
    if (how === 'committed') this.#flushed = { lsn: this.#lsn, nextXid: this.#nextXid }
    this.tell({
      type: 'transaction-ended',
      written: { lsn: this.#lsn, statement },
      xid,
      top: xid,
      subtransactions,
      how,
    })
  }

  #next(backend: Backend): StatementId {
    return { pid: backend.pid, ordinal: backend.ordinal++ }
  }

  #backend(name: string): Backend {
    const backend = this.#backends.get(name)
    if (!backend) throw new Error(`no session ${name} in this scene`)
    return backend
  }
}

const idle = {
  status: 'I',
  isolation: 'read committed',
  xid: null,
  snapshot: null,
  snapshotUnknown: false,
} as const

export function isLasting(isolation: IsolationLevel): boolean {
  return isolation === 'repeatable read' || isolation === 'serializable'
}

function stateOf(backend: Backend): TransactionState {
  const { isolation, xid, savepoints, status, snapshot, snapshotUnknown } = backend
  return {
    isolation,
    readOnly: false,
    deferrable: false,
    xid,
    savepoints: savepoints.map((savepoint) => ({ ...savepoint })),
    // A failed block has none to see with; after ROLLBACK TO a savepoint it is the same again.
    snapshot: isLasting(isolation) && status === 'T' ? snapshot : null,
    snapshotUnknown,
  }
}
