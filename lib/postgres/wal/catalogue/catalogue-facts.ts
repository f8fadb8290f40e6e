/** Heap records of the catalogues: applied to what is known of them, then told in words. */
import type { Written, Xid } from '../../client/journal.ts'
import {
  deleteFlag,
  heap,
  heap2,
  insertedTuple,
  multiInsertedTuples,
  OPERATION,
  updatedTuple,
} from '../records/heap.ts'
import { prunedOffsets } from '../records/pruned-offsets.ts'
import type { WalRecord } from '../records/record.ts'
import { byOf, type Scene, writtenBy } from '../scene.ts'
import { ChangeGroup } from '../words/change-group.ts'
import { catalogueWords } from '../words/words.ts'
import type { CatalogueRow } from './catalogue-row.ts'
import type { CatalogueTable } from './catalogue-table.ts'

/** A relation got another file: relfilenode before and after. */
export interface FileChange {
  database: number
  relation: CatalogueRow
  oldFile: number
}

interface Open {
  group: ChangeGroup
  database: number
  xid: Xid
  top: Xid
  written: Written
}

const HEAP2 = 9
const PG_CLASS = 1259

export class CatalogueFacts {
  #open: Open | null = null
  readonly #authors = new Set<Xid>()

  constructor(
    private readonly scene: Scene,
    private readonly onFileChange: (change: FileChange, record: WalRecord) => void,
  ) {}

  /** Whether this (sub)transaction has changed a catalogue: its end changes what others see. */
  hasWritten(xid: Xid): boolean {
    return this.#authors.has(xid)
  }

  /** Whether a record goes on with the changes that are open. */
  goesOn(record: WalRecord): boolean {
    return this.#open?.xid === record.xid
  }

  /** A record of the heap's two managers on a catalogue's file. */
  apply(record: WalRecord, table: CatalogueTable): void {
    const block = record.blocks[0]
    if (!block) return
    const operation = record.info & OPERATION
    if (record.manager === HEAP2) {
      if (operation === heap2.multiInsert)
        for (const { offset, tuple } of multiInsertedTuples(record, block))
          if (tuple) this.#changed(record, table, null, table.insert(block.number, offset, tuple, record.xid))
      if (operation >= heap2.pruneOnAccess && operation <= heap2.pruneVacuumScan)
        for (const offset of prunedOffsets(record, block)) table.remove(block.number, offset)
      return
    }
    switch (operation) {
      case heap.insert: {
        const { offset, tuple } = insertedTuple(record, block)
        if (tuple) this.#changed(record, table, null, table.insert(block.number, offset, tuple, record.xid))
        return
      }
      case heap.delete: {
        const offset = record.view.getUint16(record.mainAt + 4, true)
        if (record.view.getUint8(record.mainAt + 7) & deleteFlag.takesBack) {
          table.remove(block.number, offset)
          return
        }
        this.#ended(record, table, table.at(block.number, offset), null)
        return
      }
      case heap.update:
      case heap.hotUpdate: {
        const oldBlock = record.block(1)?.number ?? block.number
        const old = table.at(oldBlock, record.view.getUint16(record.mainAt + 4, true))
        const { offset, tuple } = updatedTuple(record, block, old?.tuple ?? null)
        this.#ended(record, table, old, tuple && table.insert(block.number, offset, tuple, record.xid))
        return
      }
      case heap.inPlace: {
        const bytes = record.bytes.subarray(block.dataAt, block.dataAt + block.dataLength)
        table.overwrite(block.number, record.view.getUint16(record.mainAt, true), bytes)
      }
    }
  }

  discard(): void {
    this.#open = null
    this.#authors.clear()
  }

  /** Tells what is open. */
  close(): void {
    const open = this.#open
    this.#open = null
    if (!open) return
    const { catalogue, tables, emit } = this.scene
    const { written, xid, top, database } = open
    const changes = catalogueWords(open.group.changes(), catalogue.view(database, top))
    for (const change of changes) {
      const table = change.kind === 'column' && change.of ? tables.ofOid(database, change.of.oid, top) : null
      emit({ type: 'catalogue', written, xid, top, change, ...(table ? { table: table.shape } : {}) })
    }
  }

  #ended(record: WalRecord, table: CatalogueTable, old: CatalogueRow | null, neu: CatalogueRow | null): void {
    if (old) old.xmax = record.xid
    this.#changed(record, table, old, neu)
  }

  #changed(
    record: WalRecord,
    table: CatalogueTable,
    before: CatalogueRow | null,
    after: CatalogueRow | null,
  ): void {
    const { scene } = this
    const by = byOf(scene, record)
    // Rows of what all databases share are told with the database that is being written to.
    const database = record.blocks[0]?.database || (this.#open?.database ?? 0)
    if (this.#open?.xid !== by.xid) this.close()
    const written = writtenBy(scene, record)
    this.#open ??= { group: new ChangeGroup(), database, ...by, written }
    this.#open.written = written
    this.#open.database = database
    this.#open.group.add(table.name, before, after)
    this.#authors.add(by.xid)
    scene.catalogue.version++
    if (table.oid !== PG_CLASS || !before || !after) return
    const oldFile = before.number('relfilenode')
    if (oldFile !== after.number('relfilenode'))
      this.onFileChange({ database, relation: after, oldFile }, record)
  }
}
