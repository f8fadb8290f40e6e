/** Runs and outputs for tests of storage: as PostgreSQL gives them, short. */
import type { CellOutput, CellRun } from '../../../lib/notebook/model.ts'
import type { Output } from '../../../lib/postgres/client/outcome.ts'

export function table(rows: number, width = 1): Extract<Output, { kind: 'table' }> {
  const value = 'x'.repeat(width)
  return {
    kind: 'table',
    columns: [{ name: 'note', typeOid: 25, typeModifier: -1, typeName: 'text' }],
    chunks: [Array.from({ length: rows }, () => [value])],
    rowCount: rows,
    tag: `SELECT ${rows}`,
  }
}

export const notice: Output = {
  kind: 'notice',
  fields: { severity: 'NOTICE', code: '00000', message: 'hello', line: '1' },
}

export const error: Output = {
  kind: 'error',
  fields: { severity: 'ERROR', code: '42703', message: 'column "x" does not exist', position: 8 },
  statement: 'SELECT x;',
  at: { from: 7, to: 8 },
}

export function run(...outputs: CellOutput[]): CellRun {
  return {
    count: 3,
    session: 'main',
    waits: [],
    source: 'SELECT x;',
    part: null,
    epoch: 1,
    outputs,
    result: { outcome: 'failed', code: '42703', status: 'I' },
    startedAt: 1,
    endedAt: 2,
    statusBefore: 'I',
    statusAfter: 'I',
    fromBefore: false,
  }
}
