/** `\l`: the server's databases. PostgreSQL manual, psql, `\list`. */
import type { Ask } from '../commands/command.ts'
import type { Output } from '../outcome.ts'
import { patternConditions } from './pattern.ts'
import { privileges } from './privileges.ts'
import type { ListOptions } from './relation-list.ts'
import { titledTable } from './table-output.ts'

export async function listDatabases({ pattern, verbose }: ListOptions, ask: Ask): Promise<Output> {
  const conditions = patternConditions(pattern?.parsed ?? null, {
    schema: null,
    name: 'db.datname',
    visible: null,
  })
  const result = await ask(`
    SELECT
      db.datname AS "Name",
      pg_catalog.pg_get_userbyid(db.datdba) AS "Owner",
      pg_catalog.pg_encoding_to_char(db.encoding) AS "Encoding",
      CASE db.datlocprovider WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' END
        AS "Locale Provider",
      db.datcollate AS "Collate",
      db.datctype AS "Ctype",
      db.datlocale AS "Locale",
      db.daticurules AS "ICU Rules",
      ${privileges('db.datacl')}
      ${verbose ? verboseColumns : ''}
    FROM pg_catalog.pg_database db
    JOIN pg_catalog.pg_tablespace space ON space.oid = db.dattablespace
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY 1`)
  return titledTable('List of databases', result)
}

const verboseColumns = `,
      CASE
        WHEN pg_catalog.has_database_privilege(db.datname, 'CONNECT')
        THEN pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(db.datname))
        ELSE 'No Access'
      END AS "Size",
      space.spcname AS "Tablespace",
      pg_catalog.shobj_description(db.oid, 'pg_database') AS "Description"`
