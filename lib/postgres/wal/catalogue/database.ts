/** The catalogues of one database, or those that all share: which file is which, read from pages when first needed. */
import type { PageSource } from '../page-source.ts'
import type { Transactions } from '../transactions.ts'
import { CatalogueTable } from './catalogue-table.ts'
import { alignmentOf, attributeLayout, Layout, type LayoutColumn } from './layout.ts'
import { catalogueOid, FIRST_USER_OID, keyColumns, readAtOnce, readAtOnceOfAll } from './names.ts'

export const DEFAULT_TABLESPACE = 1663
export const GLOBAL_TABLESPACE = 1664
/** No transaction: sees what is committed. */
const NOBODY = 0
/** RelMapFile: magic, number of mappings, mappings of OID and file. */
const MAPPINGS_AT = 8

/** Layouts by OID of the catalogue. */
export type Layouts = ReadonlyMap<number, { name: string; layout: Layout; file: number }>

export class CatalogueDatabase {
  readonly #tables = new Map<number, CatalogueTable>()
  readonly #files = new Map<number, number>()
  readonly layouts: Layouts

  /** `number` 0: what all share; then the layouts come from a database. */
  constructor(
    readonly number: number,
    private readonly pages: PageSource,
    transactions: Transactions,
    layouts?: Layouts,
  ) {
    const mapped = mappedFiles(pages.map(number))
    this.layouts = layouts ?? this.#readLayouts(mapped, transactions)
    for (const [oid, { file }] of this.layouts) {
      const actual = mapped.get(oid) ?? (number === 0 ? 0 : file)
      if (actual) this.#files.set(actual, oid)
    }
    const first = number === 0 ? readAtOnceOfAll : readAtOnce
    for (const name of first) this.table(catalogueOid[name])
  }

  /** The catalogue of a file; undefined if it is none. */
  ofFile(file: number): number | undefined {
    return this.#files.get(file)
  }

  /** Null if there is no such catalogue here. */
  table(oid: number): CatalogueTable | null {
    const known = this.#tables.get(oid)
    if (known) return known
    const file = [...this.#files].find(([, owner]) => owner === oid)?.[0]
    return file === undefined ? null : this.#read(oid, file)
  }

  /** A catalogue has been rewritten into another file: VACUUM FULL, CLUSTER. */
  moved(oid: number, file: number): void {
    for (const [before, owner] of [...this.#files]) if (owner === oid) this.#files.delete(before)
    this.#files.set(file, oid)
    if (this.#tables.has(oid)) this.#read(oid, file)
  }

  /** pg_filenode.map has changed. Its content is in the record: the file may be older, or newer. */
  remapped(map: Uint8Array): void {
    for (const [oid, file] of mappedFiles(map)) {
      const known = this.#files.get(file) === oid
      if (!known && this.layouts.has(oid)) this.moved(oid, file)
    }
  }

  #read(oid: number, file: number): CatalogueTable {
    const known = this.#tables.get(oid)
    const described = this.layouts.get(oid)
    if (!described) throw new Error(`catalogue ${oid} has no columns in pg_attribute`)
    const { name, layout } = described
    const keys = keyColumns[name as keyof typeof keyColumns] ?? ['oid']
    const table = known ?? new CatalogueTable(oid, name, layout, keys)
    table.load(this.#pagesOf(file))
    this.#tables.set(oid, table)
    return table
  }

  #pagesOf(file: number): Uint8Array[] {
    return this.pages.relation(this.number === 0 ? GLOBAL_TABLESPACE : DEFAULT_TABLESPACE, this.number, file)
  }

  #readLayouts(mapped: ReadonlyMap<number, number>, transactions: Transactions): Layouts {
    const { pg_attribute, pg_class } = catalogueOid
    const bare = new CatalogueTable(pg_attribute, 'pg_attribute', attributeLayout, ['attrelid'])
    const attributePages = this.#pagesOf(mapped.get(pg_attribute) ?? pg_attribute)
    bare.load(attributePages)
    const columns = new Map<number, LayoutColumn[]>()
    for (const row of bare.all()) {
      const relation = row.number('attrelid')
      const number = row.integer('attnum')
      if (relation >= FIRST_USER_OID || number < 1 || !isVisible(row, transactions)) continue
      const list = columns.get(relation) ?? []
      columns.set(relation, list)
      list[number - 1] = {
        name: row.text('attname'),
        length: row.integer('attlen'),
        align: alignmentOf(row.letter('attalign')),
      }
    }
    const layoutOf = (oid: number) => new Layout(columns.get(oid) ?? [])
    const keep = (oid: number, name: string, pages: readonly Uint8Array[]) => {
      const keys = keyColumns[name as keyof typeof keyColumns] ?? ['oid']
      const table = new CatalogueTable(oid, name, layoutOf(oid), keys)
      table.load(pages)
      this.#tables.set(oid, table)
      return table
    }
    keep(pg_attribute, 'pg_attribute', attributePages)
    const classes = keep(pg_class, 'pg_class', this.#pagesOf(mapped.get(pg_class) ?? pg_class))
    const layouts = new Map<number, { name: string; layout: Layout; file: number }>()
    for (const row of classes.all()) {
      const oid = row.number('oid')
      if (oid >= FIRST_USER_OID || row.letter('relkind') !== 'r' || !isVisible(row, transactions)) continue
      layouts.set(oid, { name: row.text('relname'), layout: layoutOf(oid), file: row.number('relfilenode') })
    }
    return layouts
  }
}

function isVisible(row: { xmin: number; xmax: number }, transactions: Transactions): boolean {
  return transactions.isVisible(row.xmin, NOBODY) && !(row.xmax && transactions.isVisible(row.xmax, NOBODY))
}

function mappedFiles(map: Uint8Array): Map<number, number> {
  const view = new DataView(map.buffer, map.byteOffset, map.byteLength)
  const files = new Map<number, number>()
  const count = map.length < MAPPINGS_AT ? 0 : view.getInt32(4, true)
  for (let index = 0; index < count; index++) {
    const at = MAPPINGS_AT + 8 * index
    files.set(view.getUint32(at, true), view.getUint32(at + 4, true))
  }
  return files
}
