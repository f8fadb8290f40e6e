/** One query, all its rows: for our own look-ups. */
import type { ErrorFields } from '../protocol/error-fields.ts'
import type { Column, Value } from './outcome.ts'
import type { Server, StartupParameters } from './server.ts'
import { ConnectionLostError, ServerError } from './server-error.ts'
import { typeName } from './types/type-name.ts'
import { decodeValue } from './values.ts'
import { Wire } from './wire.ts'

export interface QueryResult {
  columns: Column[]
  rows: Value[][]
}

/** Gives the last result of what was sent. Rejects with ServerError, or with ConnectionLostError. */
export async function query(wire: Wire, sql: string): Promise<QueryResult> {
  if (wire.lost !== null) throw lostError(wire)
  let result: QueryResult = { columns: [], rows: [] }
  let error: ErrorFields | null = null
  const end = await wire.query(sql, {
    message(message) {
      if (message.type === 'RowDescription') {
        const columns = message.fields.map(({ name, typeOid, typeModifier }) => ({
          name,
          typeOid,
          typeModifier,
          typeName: typeName(typeOid, typeModifier),
        }))
        result = { columns, rows: [] }
      } else if (message.type === 'DataRow') {
        result.rows.push(message.values.map(decodeValue))
      } else if (message.type === 'ErrorResponse') {
        error ??= message.fields
      }
    },
  })
  if (error !== null) throw new ServerError(error)
  if (end === 'lost') throw lostError(wire)
  return result
}

/** Asks over a connection that is gone when this settles. Rejects with what `work` rejects with, or as `query`. */
export async function withConnection<T>(
  server: Server,
  parameters: StartupParameters,
  work: (ask: (sql: string) => Promise<QueryResult>) => Promise<T>,
): Promise<T> {
  const wire = new Wire(server, parameters)
  try {
    if ((await wire.opened) === 'lost') throw lostError(wire)
    return await work((sql) => query(wire, sql))
  } finally {
    await wire.close()
  }
}

function lostError(wire: Wire): Error {
  return wire.fatal ? new ServerError(wire.fatal) : new ConnectionLostError(wire.lost ?? '')
}
