/** How a column of a result is set: which side its values stand on, where their points align, how wide it is. Pure. */
import type { Column, Value } from '../../lib/postgres/client/outcome.ts'

export interface ColumnLook {
  /** Place in the row, from 0; a result may have two columns of one name. */
  index: number
  column: Column
  /** Right-aligned, as psql does it for numbers. */
  numeric: boolean
  /** Most digits behind the point in the sample; shorter values are filled with room, so that points align. */
  fraction: number
  /** Characters that the widest value of the sample needs, name and type included, from 8 to 40. */
  width: number
}

/**
 * Types that psql sets on the right (`column_type_alignment` in PostgreSQL's src/fe_utils/print.c):
 * int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8.
 */
const rightAligned = new Set([20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069])

const narrowest = 8
const widest = 40

/** One look for each column. Only the sample is measured: a result may have a million rows. */
export function columnLooks(columns: readonly Column[], sample: readonly Value[][]): ColumnLook[] {
  return columns.map((column, index) => {
    const numeric = rightAligned.has(column.typeOid)
    const values = sample.map((row) => row[index] ?? null)
    const fraction = numeric ? greatest(values.map(fractionDigits)) : 0
    const lengths = values.map((value) => lengthOf(value) + (numeric ? fraction - fractionDigits(value) : 0))
    const needed = Math.max(greatest(lengths), column.name.length, column.typeName.length)
    return { index, column, numeric, fraction, width: Math.min(widest, Math.max(narrowest, needed)) }
  })
}

/** Characters that a number of this text takes behind its integer part, the point included; 0 for 1, NaN and 1e+20. */
export function fractionDigits(value: Value): number {
  if (value === null) return 0
  const point = value.indexOf('.')
  return point < 0 ? 0 : value.length - point
}

function lengthOf(value: Value): number {
  if (value === null) return 'NULL'.length
  const line = value.indexOf('\n')
  return line < 0 ? value.length : line + 1
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(number, most), 0)
}
