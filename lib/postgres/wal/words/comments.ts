/** Words for COMMENT ON: pg_description, pg_shdescription. */
import { type CatalogueName, catalogueOid } from '../catalogue/names.ts'
import { quotedIdentifier, relationName } from '../values/identifiers.ts'
import { actionOf, rowOf, type Words, type WordsContext } from './wording.ts'

/** What may have a comment, the word for it, and the column of its name. */
const things: Partial<Record<CatalogueName, [kind: string, column: string]>> = {
  pg_type: ['type', 'typname'],
  pg_proc: ['function', 'proname'],
  pg_namespace: ['schema', 'nspname'],
  pg_constraint: ['constraint', 'conname'],
  pg_trigger: ['trigger', 'tgname'],
  pg_policy: ['policy', 'polname'],
  pg_authid: ['role', 'rolname'],
  pg_database: ['database', 'datname'],
}

export const commentWords: Words = (change, context) => {
  const row = rowOf(change)
  const oid = row.number('objoid')
  const catalogue = (Object.keys(catalogueOid) as CatalogueName[]).find(
    (name) => catalogueOid[name] === row.number('classoid'),
  )
  // With what it is about, a comment comes and goes.
  if (catalogue && context.comesOrGoes(catalogue, oid)) return []
  const column = row.has('objsubid') ? row.integer('objsubid') : 0
  const name = catalogue ? nameOf(catalogue, oid, column, context) : ''
  const of = catalogue === 'pg_class' ? context.relation(oid) : null
  const action = actionOf(change)
  return [{ action, kind: 'comment', name, of, oid, detail: change.after?.text('description') ?? '' }]
}

function nameOf(catalogue: CatalogueName, oid: number, column: number, context: WordsContext): string {
  if (catalogue === 'pg_class') {
    const relation = relationName(context.view, oid)
    return column ? `on column ${relation}.${context.columnName(oid, column)}` : `on ${relation}`
  }
  const thing = things[catalogue]
  const row = thing && context.view.lastRow(catalogue, oid)
  return row ? `on ${thing[0]} ${quotedIdentifier(row.text(thing[1]))}` : ''
}
