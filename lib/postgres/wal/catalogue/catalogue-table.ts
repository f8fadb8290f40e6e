/** One catalogue of one database: its row versions by place, and by the columns that one looks them up by. */
import type { Xid } from '../../client/journal.ts'
import { tuplesOf } from '../records/page.ts'
import { TUPLE_HEADER, type Tuple } from '../records/tuple.ts'
import { CatalogueRow } from './catalogue-row.ts'
import type { Layout } from './layout.ts'

/** More than a page has line pointers. */
const PER_PAGE = 2048

export class CatalogueTable {
  readonly #rows = new Map<number, CatalogueRow>()
  readonly #indexes: Map<string, Map<number, Set<CatalogueRow>>>

  /** `keys`: OID columns of the fixed part. */
  constructor(
    readonly oid: number,
    readonly name: string,
    readonly layout: Layout,
    keys: readonly string[],
  ) {
    this.#indexes = new Map(keys.filter((key) => layout.has(key)).map((key) => [key, new Map()]))
  }

  /** Takes the rows of all pages, instead of those that it had. */
  load(pages: readonly Uint8Array[]): void {
    this.#rows.clear()
    for (const index of this.#indexes.values()) index.clear()
    for (const [block, page] of pages.entries())
      for (const tuple of tuplesOf(page)) this.#put(block, tuple.offset, tuple, tuple)
  }

  at(block: number, offset: number): CatalogueRow | null {
    return this.#rows.get(block * PER_PAGE + offset) ?? null
  }

  insert(block: number, offset: number, tuple: Tuple, xmin: Xid): CatalogueRow {
    // A copy: the WAL that it comes from may be dropped before the catalogue is.
    const bytes = tuple.bytes.slice(tuple.start, tuple.end)
    return this.#put(block, offset, { ...tuple, bytes, start: 0, end: bytes.length }, { xmin, xmax: 0 })
  }

  remove(block: number, offset: number): void {
    const place = block * PER_PAGE + offset
    const row = this.#rows.get(place)
    if (!row) return
    this.#rows.delete(place)
    for (const [key, index] of this.#indexes) index.get(row.number(key))?.delete(row)
  }

  /** All places from a block on. */
  truncate(block: number): void {
    for (const place of [...this.#rows.keys()])
      if (place >= block * PER_PAGE) this.remove(Math.floor(place / PER_PAGE), place % PER_PAGE)
  }

  /** New bytes of the columns, in the same place: statistics of pg_class, and the like. */
  overwrite(block: number, offset: number, columns: Uint8Array): void {
    const row = this.at(block, offset)
    if (!row) return
    const { tuple } = row
    tuple.bytes.set(columns.subarray(0, tuple.end - tuple.start), tuple.start + tuple.hoff - TUPLE_HEADER)
    row.refresh()
  }

  /** Row versions, visible or not. */
  find(key: string, value: number): Iterable<CatalogueRow> {
    return this.#indexes.get(key)?.get(value) ?? []
  }

  all(): Iterable<CatalogueRow> {
    return this.#rows.values()
  }

  #put(block: number, offset: number, tuple: Tuple, by: { xmin: Xid; xmax: Xid }): CatalogueRow {
    this.remove(block, offset)
    const row = new CatalogueRow(this.layout, tuple, by)
    this.#rows.set(block * PER_PAGE + offset, row)
    for (const [key, index] of this.#indexes) {
      const value = row.number(key)
      const rows = index.get(value)
      if (rows) rows.add(row)
      else index.set(value, new Set([row]))
    }
    return row
  }
}
