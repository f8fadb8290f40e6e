/** A table has got another file: truncated, or the same rows written anew. */
import type { Xid } from '../../client/journal.ts'
import type { FileChange } from '../catalogue/catalogue-facts.ts'
import { FIRST_USER_OID } from '../catalogue/names.ts'
import type { WalRecord } from '../records/record.ts'
import { byOf, type Scene, writtenBy } from '../scene.ts'
import type { NewFiles } from './new-files.ts'

const withRows = 'rm'
const TRUNCATED_OIDS_AT = 12

export class FileChanges {
  /** Files before, of tables whose TRUNCATE is still to be told. */
  readonly #before = new Map<string, number>()
  /** Catalogues that move when their transaction commits. */
  readonly #moves: { xid: Xid; database: number; oid: number; file: number }[] = []

  constructor(
    private readonly scene: Scene,
    private readonly newFiles: NewFiles,
    /** Tells all that is open. */
    private readonly tellBefore: () => void,
  ) {}

  /** A row of pg_class names another file than before. */
  changed({ database, relation, oldFile }: FileChange, record: WalRecord): void {
    const { scene } = this
    const oid = relation.number('oid')
    const file = relation.number('relfilenode')
    if (!withRows.includes(relation.letter('relkind')) || relation.number('relrewrite')) return
    if (oid < FIRST_USER_OID) {
      this.#moves.push({ xid: record.xid, database, oid, file })
      return
    }
    const by = byOf(scene, record)
    // A rewrite fills a table of its own first; the two then change files.
    const others = scene.catalogue.view(database, by.top).rows('pg_class', file, 'relfilenode')
    const isRewrite = this.newFiles.has(database, file) || [...others].some((row) => row.number('relrewrite'))
    if (!isRewrite) {
      this.#before.set(`${database}/${oid}`, oldFile)
      return
    }
    this.tellBefore()
    const table = scene.tables.ofOid(database, oid, by.top)
    if (!table) return
    const rows = this.newFiles.take(database, file, table, by.top)
    const written = writtenBy(scene, record)
    scene.emit({ type: 'rewritten', written, ...by, table: table.shape, oldFile, rows })
  }

  /** A TRUNCATE record: access/heapam_xlog.h, xl_heap_truncate. */
  truncated(record: WalRecord): void {
    const { scene } = this
    const { view, mainAt } = record
    const database = view.getUint32(mainAt, true)
    const by = byOf(scene, record)
    const written = writtenBy(scene, record)
    for (let index = 0; index < view.getUint32(mainAt + 4, true); index++) {
      const oid = view.getUint32(mainAt + TRUNCATED_OIDS_AT + 4 * index, true)
      const table = scene.tables.ofOid(database, oid, by.top)
      const key = `${database}/${oid}`
      const oldFile = this.#before.get(key) ?? table?.shape.file
      this.#before.delete(key)
      // A partitioned table has no rows itself: its partitions are named, too.
      if (!table || oldFile === undefined || table.shape.kind === 'p') continue
      scene.emit({ type: 'truncated', written, ...by, table: table.shape, oldFile })
    }
  }

  discard(): void {
    this.#before.clear()
    this.#moves.length = 0
  }

  /** A (sub)transaction has committed. */
  committed(xid: Xid): void {
    for (const move of [...this.#moves])
      if (move.xid === xid) {
        this.#moves.splice(this.#moves.indexOf(move), 1)
        this.scene.catalogue.database(move.database).moved(move.oid, move.file)
        this.scene.catalogue.version++
      }
  }
}
