/** What all words about catalogues are made with. */
import type { CatalogueChange } from '../../client/journal.ts'
import type { CatalogueRow } from '../catalogue/catalogue-row.ts'
import type { CatalogueView } from '../catalogue/view.ts'
import { quotedIdentifier, relationName } from '../values/identifiers.ts'
import type { ObjectChange } from './change-group.ts'

/** What has happened to one object; both is not null, or the change would be none. */
export type Words = (change: ObjectChange, context: WordsContext) => CatalogueChange[]

export class WordsContext {
  readonly #created = new Set<string>()
  readonly #dropped = new Set<string>()

  constructor(
    readonly view: CatalogueView,
    readonly changes: readonly ObjectChange[],
  ) {
    for (const { catalogue, before, after } of changes) {
      const row = after ?? before
      if (!row?.has('oid')) continue
      const key = `${catalogue}/${row.number('oid')}`
      if (!before) this.#created.add(key)
      if (!after) this.#dropped.add(key)
    }
  }

  isCreated(catalogue: string, oid: number): boolean {
    return this.#created.has(`${catalogue}/${oid}`)
  }

  /** Created or dropped here: then its parts are not told of. */
  comesOrGoes(catalogue: string, oid: number): boolean {
    return this.isCreated(catalogue, oid) || this.#dropped.has(`${catalogue}/${oid}`)
  }

  /** A column's name as one writes it: of one that goes, as it was. */
  columnName(table: number, number: number): string {
    const going = this.changes.find(
      ({ catalogue, before, after }) =>
        catalogue === 'pg_attribute' &&
        before?.number('attrelid') === table &&
        before.integer('attnum') === number &&
        (!after || after.flag('attisdropped')),
    )?.before
    for (const row of going ? [going] : this.view.rows('pg_attribute', table))
      if (row.integer('attnum') === number) return quotedIdentifier(row.text('attname'))
    return String(number)
  }

  /** A table as that of which something is a part. */
  relation(oid: number): { oid: number; name: string } {
    return { oid, name: relationName(this.view, oid) }
  }
}

export function actionOf({ before, after }: ObjectChange): CatalogueChange['action'] {
  if (!before) return 'created'
  return after ? 'altered' : 'dropped'
}

/** The row to speak of: as it is now, or as it was. */
export function rowOf({ before, after }: ObjectChange): CatalogueRow {
  const row = after ?? before
  if (!row) throw new Error('a change without a row')
  return row
}

/** Whether a column's bytes differ; false where there is no such column. */
export function differs({ before, after }: ObjectChange, column: string): boolean {
  if (!before || !after || !before.has(column)) return false
  const [one, other] = [before.raw(column), after.raw(column)]
  if (one === null || other === null) return one !== other
  return one.length !== other.length || one.some((byte, index) => byte !== other[index])
}
