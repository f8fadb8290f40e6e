/** Rows of catalogues that one (sub)transaction has changed in one go, and what of it is left: one before, one after. */
import type { CatalogueRow } from '../catalogue/catalogue-row.ts'

/** One object, or a part of one: not there before if created, not after if dropped. */
export interface ObjectChange {
  catalogue: string
  before: CatalogueRow | null
  after: CatalogueRow | null
}

/** Columns that identify a row of a catalogue without an oid. */
const identities: Record<string, readonly string[]> = {
  pg_attribute: ['attrelid', 'attnum'],
  pg_index: ['indexrelid'],
  pg_inherits: ['inhrelid', 'inhparent'],
  pg_sequence: ['seqrelid'],
  pg_range: ['rngtypid'],
  pg_description: ['objoid', 'classoid', 'objsubid'],
  pg_shdescription: ['objoid', 'classoid'],
  pg_db_role_setting: ['setdatabase', 'setrole'],
  pg_partitioned_table: ['partrelid'],
  pg_foreign_table: ['ftrelid'],
}

export class ChangeGroup {
  readonly #changes = new Map<string, ObjectChange>()

  add(catalogue: string, before: CatalogueRow | null, after: CatalogueRow | null): void {
    const row = after ?? before
    if (!row) return
    const columns = identities[catalogue] ?? (row.has('oid') ? ['oid'] : [])
    const key = [catalogue, ...columns.map((column) => row.number(column))].join('/')
    const known = this.#changes.get(key)
    if (known) known.after = after
    else this.#changes.set(key, { catalogue, before, after })
  }

  /** In the order of their first change; without those that were created and dropped. */
  changes(): ObjectChange[] {
    return [...this.#changes.values()].filter(({ before, after }) => before || after)
  }
}
