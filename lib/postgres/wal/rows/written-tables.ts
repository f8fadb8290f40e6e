/** Which table a file is, for the transaction that writes to it. */
import type { Xid } from '../../client/journal.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { CatalogueRow } from '../catalogue/catalogue-row.ts'
import type { ValueOutput } from '../value-output.ts'
import { TypeOutputs } from '../values/type-outputs.ts'
import { type WrittenTable, writtenTable } from './written-table.ts'

export class WrittenTables {
  readonly #tables = new Map<string, WrittenTable | null>()
  readonly #types = new Map<string, TypeOutputs>()
  #version = -1
  /** What was asked for last, which is what is asked for next as a rule. */
  #last: { database: number; file: number; top: Xid; table: WrittenTable | null } | null = null

  constructor(
    private readonly catalogue: Catalogue,
    private readonly output: ValueOutput,
  ) {}

  /** By relfilenode; null if pg_class has none. */
  ofFile(database: number, file: number, top: Xid): WrittenTable | null {
    const last = this.#version === this.catalogue.version ? this.#last : null
    if (last?.file === file && last.top === top && last.database === database) return last.table
    const table = this.#cached(`file ${database}/${file}/${top}`, () => {
      const view = this.catalogue.view(database, top)
      const relation =
        view.row('pg_class', file, 'relfilenode') ?? view.lastRow('pg_class', file, 'relfilenode')
      return relation && this.#make(database, top, relation)
    })
    this.#last = { database, file, top, table }
    return table
  }

  /** By OID; null if pg_class has none. */
  ofOid(database: number, oid: number, top: Xid): WrittenTable | null {
    return this.#cached(`oid ${database}/${oid}/${top}`, () => {
      const relation = this.catalogue.view(database, top).row('pg_class', oid)
      return relation && this.#make(database, top, relation)
    })
  }

  #make(database: number, top: Xid, relation: CatalogueRow): WrittenTable {
    const view = this.catalogue.view(database, top)
    const key = `${database}/${top}`
    let types = this.#types.get(key)
    if (!types) {
      types = new TypeOutputs(view, this.output)
      this.#types.set(key, types)
    }
    return writtenTable(view, types, database, relation)
  }

  #cached(key: string, make: () => WrittenTable | null): WrittenTable | null {
    if (this.#version !== this.catalogue.version) {
      this.#version = this.catalogue.version
      this.#tables.clear()
      this.#types.clear()
    }
    const known = this.#tables.get(key)
    if (known !== undefined) return known
    const made = make()
    this.#tables.set(key, made)
    return made
  }
}
