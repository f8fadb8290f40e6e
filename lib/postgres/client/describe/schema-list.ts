/** `\dn`: schemas. PostgreSQL manual, psql, `\dn`. */
import type { Ask } from '../commands/command.ts'
import type { Output } from '../outcome.ts'
import { patternConditions } from './pattern.ts'
import { privileges } from './privileges.ts'
import type { ListOptions } from './relation-list.ts'
import { titledTable } from './table-output.ts'

export async function listSchemas({ pattern, verbose, system }: ListOptions, ask: Ask): Promise<Output> {
  const conditions = [
    ...(system || pattern !== null
      ? []
      : ["schema.nspname OPERATOR(pg_catalog.!~) '^pg_'", "schema.nspname <> 'information_schema'"]),
    ...patternConditions(pattern?.parsed ?? null, { schema: null, name: 'schema.nspname', visible: null }),
  ]
  const result = await ask(`
    SELECT
      schema.nspname AS "Name",
      pg_catalog.pg_get_userbyid(schema.nspowner) AS "Owner"
      ${verbose ? `, ${privileges('schema.nspacl')}, ${description}` : ''}
    FROM pg_catalog.pg_namespace schema
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY 1`)
  return titledTable('List of schemas', result)
}

const description = `pg_catalog.obj_description(schema.oid, 'pg_namespace') AS "Description"`
