/** Records of the heap's two resource managers: to the catalogues, the rows, the locks, the new files. */
import { CatalogueFacts } from './catalogue/catalogue-facts.ts'
import { heap, heap2, OPERATION } from './records/heap.ts'
import { prunedOffsets } from './records/pruned-offsets.ts'
import type { Block, WalRecord } from './records/record.ts'
import { FileChanges } from './rows/file-changes.ts'
import type { KeptWal } from './rows/kept-wal.ts'
import { LockFacts } from './rows/lock-facts.ts'
import { NewFiles } from './rows/new-files.ts'
import { containsTuples, isRewriting, RowFacts } from './rows/row-facts.ts'
import type { WrittenTable } from './rows/written-table.ts'
import { type Scene, writtenBy } from './scene.ts'

const HEAP2 = 9

export class HeapRecords {
  readonly rows: RowFacts
  readonly catalogue: CatalogueFacts
  readonly files: FileChanges
  readonly #locks: LockFacts
  readonly #newFiles: NewFiles

  constructor(
    private readonly scene: Scene,
    kept: KeptWal,
  ) {
    this.rows = new RowFacts(scene, kept)
    this.#locks = new LockFacts(scene, () => this.#closeWritten())
    this.#newFiles = new NewFiles(scene, kept)
    this.files = new FileChanges(scene, this.#newFiles, () => this.close())
    this.catalogue = new CatalogueFacts(scene, (change, record) => this.files.changed(change, record))
  }

  /** Counts a row that goes on with those before; false: `apply` it. */
  countQuickly(view: DataView, at: number, length: number): boolean {
    return !this.#locks.isWaiting && this.rows.countQuickly(view, at, length)
  }

  apply(record: WalRecord): void {
    const { scene } = this
    const operation = record.info & OPERATION
    const isHeap2 = record.manager === HEAP2
    if (!isHeap2 && operation === heap.truncate) {
      this.close()
      this.files.truncated(record)
      return
    }
    const block = record.blocks[0]
    if (block?.fork !== 0) return
    if (!isHeap2 && operation === heap.confirm) {
      this.rows.confirm(record.xid)
      return
    }
    const database = scene.catalogue.database(block.database)
    const catalogueOid = database.ofFile(block.file)
    if (catalogueOid !== undefined) {
      const table = database.table(catalogueOid)
      if (table && !this.catalogue.goesOn(record)) this.close()
      if (table) this.catalogue.apply(record, table)
      return
    }
    if (isHeap2) this.#applyHeap2(record, block, operation)
    else this.#applyHeap(record, block, operation)
  }

  /** Whole pages: of a table that is being rewritten, or of an index. */
  pages(record: WalRecord): void {
    const block = record.blocks[0]
    // CREATE DATABASE copies all pages of a template: they are read when somebody writes there.
    if (block?.fork !== 0 || !this.scene.catalogue.isKnown(block.database)) return
    const table = this.#table(record, block)
    if (
      table &&
      (table.purpose === 'transient' || table.purpose === 'toast' || 'rm'.includes(table.shape.kind))
    )
      this.#newFiles.add(record, block.database, block.file)
  }

  /** After a crash: what is open has not happened. */
  discard(): void {
    this.rows.discard()
    this.#locks.discard()
    this.catalogue.discard()
    this.files.discard()
    this.#newFiles.discard()
  }

  /** Tells all that is open, in the order in which it was written. */
  close(): void {
    this.#locks.close()
    this.#closeWritten()
  }

  #closeWritten(): void {
    this.rows.close()
    this.catalogue.close()
  }

  #applyHeap2(record: WalRecord, block: Block, operation: number): void {
    if (operation === heap2.multiInsert) this.#addRows(record, block)
    else if (operation === heap2.lockUpdated) this.#lock(record, block)
    else if (operation === heap2.pruneOnAccess || operation === heap2.pruneVacuumScan)
      this.#prune(record, block)
  }

  #applyHeap(record: WalRecord, block: Block, operation: number): void {
    if (operation === heap.lock) this.#lock(record, block)
    else if (operation !== heap.inPlace) {
      if (operation !== heap.insert) {
        const old = operation === heap.delete ? block : (record.block(1) ?? block)
        const offset = record.view.getUint16(record.mainAt + 4, true)
        this.#locks.changed(record, old.number, offset)
      }
      this.#addRows(record, block)
    }
  }

  #addRows(record: WalRecord, block: Block): void {
    if (!this.#locks.isWaiting && this.rows.goesOn(record, block.database, block.file)) {
      this.rows.goOn(record)
      return
    }
    const table = this.#table(record, block)
    if (table?.purpose === 'toast') {
      this.rows.addToast(record, block)
      return
    }
    if (table?.purpose === 'system') return
    if (!table && containsTuples(record)) throw new Error(`no table has the file ${block.file}`)
    if (!table || table.purpose === 'transient' || isRewriting(record)) {
      // The new file of a mapped catalogue (VACUUM FULL pg_class) is in no row of pg_class: it is read when all is over.
      if (table) this.#newFiles.add(record, block.database, block.file)
      return
    }
    this.#locks.close()
    this.catalogue.close()
    this.rows.add(record, table)
  }

  #lock(record: WalRecord, block: Block): void {
    const table = this.#table(record, block)
    if (table?.purpose !== 'rows') return
    const offset = record.view.getUint16(record.mainAt + 4, true)
    this.#locks.add(record, table, block.number, offset)
  }

  #prune(record: WalRecord, block: Block): void {
    const table = this.#table(record, block)
    if (table?.purpose !== 'rows') return
    const places = prunedOffsets(record, block).map((offset) => ({ block: block.number, offset }))
    if (places.length === 0) return
    this.close()
    const written = writtenBy(this.scene, record)
    this.scene.emit({ type: 'pruned', written, table: table.shape, places })
  }

  #table(record: WalRecord, { database, file }: Block): WrittenTable | null {
    return this.scene.tables.ofFile(database, file, this.scene.transactions.topOf(record.xid))
  }
}
