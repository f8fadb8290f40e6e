/** Contents of files that are being written for tables that exist: what ALTER TABLE, VACUUM FULL and CLUSTER do. */
import type { JournalRow, Place, Xid } from '../../client/journal.ts'
import { insertedTuple, multiInsertedTuples } from '../records/heap.ts'
import { begunBy, imageOf, tuplesOf } from '../records/page.ts'
import { WalRecord } from '../records/record.ts'
import type { Tuple } from '../records/tuple.ts'
import type { Scene } from '../scene.ts'
import type { KeptPart, KeptWal } from './kept-wal.ts'
import { rowValues } from './row-values.ts'
import type { WrittenTable } from './written-table.ts'

/** More rows than that are not told. */
const ROWS_TOLD = 5000
const HEAP2 = 9
const XLOG = 0

interface NewRow {
  place: Place
  row: JournalRow
  /** The xid that began the version, where it has moved as it was. */
  begun?: Xid
}

type NewTuple = Omit<NewRow, 'row'> & { tuple: Tuple }

interface Content {
  part: KeptPart
  start: number
}

export class NewFiles {
  readonly #files = new Map<string, Content[]>()

  constructor(
    private readonly scene: Scene,
    private readonly kept: KeptWal,
  ) {}

  /** A record that writes rows, or whole pages, of a file that is no table's yet. */
  add(record: WalRecord, database: number, file: number): void {
    const key = `${database}/${file}`
    const contents = this.#files.get(key) ?? []
    this.#files.set(key, contents)
    contents.push({ part: this.scene.part, start: record.start })
    this.kept.keep(this.scene.part)
  }

  discard(): void {
    this.#files.clear()
  }

  has(database: number, file: number): boolean {
    return this.#files.has(`${database}/${file}`)
  }

  /** All rows of the file, as the table `table` has them; null if there are too many, or they are no longer kept. */
  take(database: number, file: number, table: WrittenTable, top: Xid): NewRow[] | null {
    const key = `${database}/${file}`
    const contents = this.#files.get(key) ?? []
    this.#files.delete(key)
    const rows: NewRow[] = []
    const record = new WalRecord()
    for (const { part, start } of contents) {
      if (!part.bytes || rows.length > ROWS_TOLD) return null
      const { bytes } = part
      record.read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), start)
      for (const { place, tuple, ...begun } of this.#tuples(record, file, top))
        rows.push({ place, row: rowValues(tuple, table, this.scene.toast, null), ...begun })
    }
    return rows
  }

  *#tuples(record: WalRecord, file: number, top: Xid): Generator<NewTuple> {
    const { transactions } = this.scene
    if (record.manager === XLOG) {
      for (let index = 0; index < record.blockCount; index++) {
        const block = record.blocks[index]
        const page = block?.fork === 0 && block.file === file ? imageOf(record, block) : null
        if (!block || !page) continue
        // Row versions that some old snapshot may still see move, too: they are no rows any more.
        for (const tuple of tuplesOf(page))
          if (!tuple.xmax || !transactions.isVisible(tuple.xmax, top))
            yield { place: { block: block.number, offset: tuple.offset }, tuple, begun: begunBy(tuple) }
      }
      return
    }
    const block = record.blocks[0]
    if (!block) return
    const placed =
      record.manager === HEAP2 ? multiInsertedTuples(record, block) : [insertedTuple(record, block)]
    for (const { offset, tuple } of placed) if (tuple) yield { place: { block: block.number, offset }, tuple }
  }
}
