/** WAL bytes → facts: rows, catalogue, transactions. Pure: no SQL, no worker, no clock. */
import type { Lsn, Observation, RowChange, Xid } from '../client/journal.ts'
import { BytePositions } from './byte-positions.ts'
import { Catalogue } from './catalogue/catalogue.ts'
import { HeapRecords } from './heap-records.ts'
import type { PageSource } from './page-source.ts'
import { WalRecord } from './records/record.ts'
import { RecordStream } from './records/record-stream.ts'
import { transactionEnd } from './records/transaction-end.ts'
import { KeptWal } from './rows/kept-wal.ts'
import { ToastChunks } from './rows/toast-chunks.ts'
import { WrittenTables } from './rows/written-tables.ts'
import { byOf, type Scene, writtenBy } from './scene.ts'
import { Sequences } from './sequences.ts'
import { Transactions } from './transactions.ts'
import type { ValueOutput } from './value-output.ts'
import type { WalPart } from './wal-part.ts'

export interface WalDecoderOptions {
  pages: PageSource
  output: ValueOutput
  emit(observation: Observation): void
  /** The setting wal_segment_size, in bytes. */
  walSegmentSize: number
  /** Bytes of WAL that are kept for `rows`; the oldest go first. */
  keptBytes?: number
}

const KEPT_BYTES = 64 << 20
/** Resource managers: access/rmgrlist.h. */
const manager = { xlog: 0, transaction: 1, storage: 2, relationMap: 7, heap2: 9, heap: 10, sequence: 15 }
const OPERATION = 0x70
const XLOG_FULL_PAGE_IMAGE = 0xb0
const STORAGE_TRUNCATE = 0x20
/** Besides the heap's. */
const read = [manager.xlog, manager.transaction, manager.storage, manager.relationMap, manager.sequence]
const readMask = read.reduce((mask, kind) => mask | (1 << kind), 0)
/** COMMIT, PREPARE, ABORT, COMMIT PREPARED, ABORT PREPARED: access/xact.h. */
const ends = new Map<number, 'committed' | 'rolled back' | 'prepared'>([
  [0x00, 'committed'],
  [0x10, 'prepared'],
  [0x20, 'rolled back'],
  [0x30, 'committed'],
  [0x40, 'rolled back'],
])

export class WalDecoder {
  readonly #options: WalDecoderOptions
  readonly #positions: BytePositions
  readonly #kept: KeptWal
  readonly #toast = new ToastChunks()
  readonly #record = new WalRecord()
  readonly #scene: Scene
  readonly #heap: HeapRecords
  readonly #sequences: Sequences
  readonly #records: RecordStream
  #end = -1
  #lastXid: Xid = 0

  constructor(options: WalDecoderOptions) {
    this.#options = options
    this.#positions = new BytePositions(options.walSegmentSize)
    this.#kept = new KeptWal(options.keptBytes ?? KEPT_BYTES)
    this.#scene = this.#newScene()
    this.#heap = new HeapRecords(this.#scene, this.#kept)
    this.#sequences = new Sequences(this.#scene)
    this.#records = new RecordStream(this.#positions.usableInSegment, {
      enter: (bytes, position) => this.#enter(bytes, position),
      record: (bytes, view, at) => this.#readRecord(bytes, view, at),
      unreadable: (from, to, error) => this.#unreadable(from, to, error),
    })
  }

  /**
   * Reads a database's catalogues now, and those that all share. Call it before the database's first session writes;
   * without it they are read when the first record of that database comes.
   */
  open(database: number): void {
    this.#scene.catalogue.database(database)
    this.#scene.catalogue.database(0)
  }

  /** Decodes a part; all of its facts are emitted when it returns. */
  feed(part: WalPart): void {
    const scene = this.#scene
    if (this.#end >= 0 && this.#end !== part.position) {
      const message = 'WAL between two parts has not been read: what it did is unknown'
      this.lost(this.#positions.toEndLsn(this.#end), this.#positions.toLsn(part.position), message)
      this.feed(part)
      return
    }
    scene.statement = part.statement
    this.#end = part.position + part.bytes.length
    this.#records.read(part)
    this.#heap.close()
    this.#sequences.look(this.#end - this.#records.unread)
    if (this.#kept.dropped) {
      this.#toast.sweep()
      this.#heap.rows.sweep()
    }
    this.#kept.dropped = false
  }

  /** Rows of a batch from the given one on; fewer at its end; null when they are no longer kept. */
  rows(batch: number, from: number, count: number): RowChange[] | null {
    return this.#heap.rows.rows(batch, from, count)
  }

  /** WAL that could not be read: catalogues are read anew. The next part begins anywhere. Emits the fact. */
  lost(from: Lsn, to: Lsn, message: string): void {
    this.#heap.close()
    this.#records.forget()
    this.#end = -1
    this.#options.emit({ type: 'lost', from, to, message })
    this.#scene.catalogue.reread()
    this.#scene.transactions.reread()
  }

  /** All backends have died: call it before the first part after recovery. Emits nothing: the host tells it. */
  crashed(): void {
    this.#records.forget()
    this.#end = -1
    this.#lastXid = 0
    this.#heap.discard()
    this.#scene.transactions.crashed()
    this.#scene.catalogue.reread()
  }

  #newScene(): Scene {
    const { pages, output, emit } = this.#options
    const transactions = new Transactions(pages)
    const catalogue = new Catalogue(pages, transactions)
    const tables = new WrittenTables(catalogue, output)
    const common = { pages, transactions, catalogue, tables, emit, toast: this.#toast }
    return { ...common, positions: this.#positions, part: { bytes: null }, statement: null, position: 0 }
  }

  /** Records stand in these bytes from now on. */
  #enter(bytes: Uint8Array, position: number): void {
    const scene = this.#scene
    this.#heap.rows.close()
    scene.part = { bytes }
    scene.position = position
  }

  #readRecord(bytes: Uint8Array, view: DataView, at: number): void {
    const kind = view.getUint8(at + 17)
    const xid = view.getUint32(at + 4, true)
    const isNew = xid !== 0 && xid !== this.#lastXid
    const isHeap = kind === manager.heap || kind === manager.heap2
    const isRead = isHeap || (kind < 32 && ((readMask >> kind) & 1) !== 0)
    if (!isNew && !isRead) return
    if (!isNew && kind === manager.heap && this.#heap.countQuickly(view, at, view.getUint32(at, true))) return
    const record = this.#record
    record.read(bytes, view, at)
    // The first record of a subtransaction, of whatever kind, names the transaction that it is a part of.
    if (isNew) {
      this.#lastXid = xid
      this.#scene.transactions.began(xid, record.top)
    }
    if (isHeap) this.#heap.apply(record)
    else if (isRead) this.#apply(record)
  }

  #apply(record: WalRecord): void {
    const scene = this.#scene
    switch (record.manager) {
      case manager.transaction:
        this.#endTransaction(record)
        break
      case manager.sequence:
        this.#sequences.add(record, byOf(scene, record).top)
        break
      case manager.xlog:
        if ((record.info & 0xf0) === XLOG_FULL_PAGE_IMAGE) this.#heap.pages(record)
        break
      case manager.relationMap:
        this.#remap(record)
        break
      case manager.storage:
        if ((record.info & 0xf0) === STORAGE_TRUNCATE) this.#truncateStorage(record)
        break
    }
  }

  #endTransaction(record: WalRecord): void {
    const operation = record.info & OPERATION
    const how = ends.get(operation)
    if (!how) return
    const scene = this.#scene
    const { transactions } = scene
    this.#heap.close()
    const { xid, subtransactions } =
      how === 'prepared'
        ? { xid: record.xid, subtransactions: transactions.openUnder(record.xid) }
        : transactionEnd(record)
    const top = transactions.topOf(xid)
    const ended = [xid, ...subtransactions]
    for (const each of ended) {
      transactions.ended(each, how)
      if (how === 'committed') this.#heap.files.committed(each)
    }
    if (ended.some((each) => this.#heap.catalogue.hasWritten(each))) scene.catalogue.version++
    else if (how !== 'prepared' && xid === top) transactions.forget(ended)
    if (xid === top) scene.catalogue.forget(top)
    scene.emit({
      type: 'transaction-ended',
      written: writtenBy(scene, record),
      xid,
      top,
      subtransactions,
      how,
    })
  }

  /** commands of access/relmapper.c: xl_relmap_update. */
  #remap(record: WalRecord): void {
    const { catalogue } = this.#scene
    const number = record.view.getUint32(record.mainAt, true)
    if (!catalogue.isKnown(number)) return
    this.#heap.close()
    catalogue
      .database(number)
      .remapped(record.bytes.subarray(record.mainAt + 12, record.mainAt + record.mainLength))
    catalogue.version++
  }

  /** catalog/storage_xlog.h, xl_smgr_truncate: the end of a catalogue's file goes. */
  #truncateStorage(record: WalRecord): void {
    const { view, mainAt } = record
    const { catalogue } = this.#scene
    const number = view.getUint32(mainAt + 8, true)
    if (!catalogue.isKnown(number)) return
    const database = catalogue.database(number)
    const oid = database.ofFile(view.getUint32(mainAt + 12, true))
    if (oid !== undefined) database.table(oid)?.truncate(view.getUint32(mainAt, true))
  }

  #unreadable(from: number, to: number, error: unknown): void {
    const { positions, emit } = this.#scene
    const reason = error instanceof Error ? error.message : String(error)
    this.#heap.close()
    emit({
      type: 'lost',
      from: positions.toLsn(from),
      to: positions.toEndLsn(to),
      message: `a WAL record could not be read: ${reason}`,
    })
  }
}
