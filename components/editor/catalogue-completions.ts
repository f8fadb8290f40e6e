/** What a catalogue offers to who types: tables with their columns, functions, columns of the tables of a statement. Pure. */
import type { Completion } from '@codemirror/autocomplete'
import type { SQLNamespace } from '@codemirror/lang-sql'
import type { Catalogue, CatalogueRelation } from '../../lib/postgres/client/catalogue.ts'

/** Schemas over relations over columns; lang-sql resolves aliases and what is looked for in `public`. */
export function schemaNamespace(catalogue: Catalogue): SQLNamespace {
  return Object.fromEntries(
    catalogue.schemas.map(({ name, relations }) => [
      name,
      {
        self: { label: quoted(name), type: 'namespace', detail: 'schema' },
        children: Object.fromEntries(
          relations.map((relation) => [
            relation.name,
            {
              self: { label: quoted(relation.name), type: 'class', detail: relation.kind },
              children: relation.columns.map(columnCompletion),
            },
          ]),
        ),
      },
    ]),
  )
}

/** Characters of arguments: the list must not be wider than the page. */
const longestDetail = 36

/** Functions that need no schema before them, each name once, with its arguments. */
export function functionCompletions({ schemas, searchPath }: Catalogue): Completion[] {
  const byName = new Map<string, Completion>()
  for (const schema of schemas) {
    if (!searchPath.includes(schema.name)) continue
    for (const { name, kind, arguments: given } of schema.functions) {
      // Names that are no plain word serve operators and types.
      if (byName.has(name) || !/^[a-z]\w*$/.test(name)) continue
      const detail = `(${given.length > longestDetail ? `${given.slice(0, longestDetail)}…` : given})${kind === 'function' ? '' : ` ${kind}`}`
      byName.set(name, { label: name, type: 'function', detail, apply: `${name}(`, boost: -20 })
    }
  }
  return [...byName.values()]
}

/** Columns of the relations that the statement names; of all the learner's own if it names none yet. */
export function columnCompletions({ schemas, searchPath }: Catalogue, statement: string): Completion[] {
  const words = new Set(statement.toLowerCase().match(/[\w$]+/g))
  const own = schemas.filter(({ name }) => searchPath.includes(name) && name !== 'pg_catalog')
  const relations = own.flatMap((schema) => schema.relations)
  const named = relations.filter((relation) => words.has(relation.name.toLowerCase()))
  const byLabel = new Map<string, Completion>()
  for (const relation of named.length > 0 ? named : relations) {
    for (const column of relation.columns) {
      const completion = columnCompletion(column)
      byLabel.set(completion.label, { ...completion, detail: `${relation.name}, ${column.type}`, boost: 10 })
    }
  }
  return [...byLabel.values()]
}

function columnCompletion({ name, type }: CatalogueRelation['columns'][number]): Completion {
  return { label: quoted(name), type: 'property', detail: type }
}

/** As the name must be written: quoted unless it is in lower case and plain. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
