/** The catalogues as one transaction sees them now: what is committed, and what it has done itself. */
import type { Xid } from '../../client/journal.ts'
import type { Transactions } from '../transactions.ts'
import type { CatalogueRow } from './catalogue-row.ts'
import type { CatalogueDatabase } from './database.ts'
import { type CatalogueName, catalogueOid, keyColumns, readAtOnceOfAll } from './names.ts'

export class CatalogueView {
  /** `top` 0: what is committed. */
  constructor(
    private readonly database: CatalogueDatabase,
    private readonly shared: CatalogueDatabase,
    private readonly transactions: Transactions,
    private readonly top: Xid,
  ) {}

  sees(row: CatalogueRow): boolean {
    const { transactions, top } = this
    return transactions.isVisible(row.xmin, top) && !(row.xmax && transactions.isVisible(row.xmax, top))
  }

  /** The visible row with this key (the catalogue's first one unless another is named). */
  row(catalogue: CatalogueName, value: number, key = firstKey(catalogue)): CatalogueRow | null {
    for (const row of this.rows(catalogue, value, key)) return row
    return null
  }

  *rows(catalogue: CatalogueName, value: number, key = firstKey(catalogue)): Generator<CatalogueRow> {
    for (const row of this.#table(catalogue)?.find(key, value) ?? []) if (this.sees(row)) yield row
  }

  /** The visible row, else the newest that there ever was: names of what is dropped. */
  lastRow(catalogue: CatalogueName, value: number, key = firstKey(catalogue)): CatalogueRow | null {
    const visible = this.row(catalogue, value, key)
    if (visible) return visible
    let last: CatalogueRow | null = null
    for (const row of this.#table(catalogue)?.find(key, value) ?? [])
      if (!last || row.xmin >= last.xmin) last = row
    return last
  }

  #table(catalogue: CatalogueName) {
    const where = readAtOnceOfAll.includes(catalogue) ? this.shared : this.database
    return where.table(catalogueOid[catalogue])
  }
}

function firstKey(catalogue: CatalogueName): string {
  return keyColumns[catalogue]?.[0] ?? 'oid'
}
