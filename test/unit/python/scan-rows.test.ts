/** DataRow messages in columns: the same values as row by row, and hostile bytes end the reading where they begin. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeBackend } from '../../../lib/postgres/protocol/encoder.ts'
import { scanRows } from '../../../lib/python/worker/scan-rows.ts'

type Row = (string | null)[]

const encoder = new TextEncoder()
const encode = (rows: readonly Row[]) =>
  joined(
    rows.map((row) => {
      const values = row.map((value) => (value === null ? null : encoder.encode(value)))
      return encodeBackend({ type: 'DataRow', values })
    }),
  )

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** Rows again, from what was scanned. */
function rowsOf({ count, columns, nulls }: ReturnType<typeof scanRows>): Row[] {
  const texts = columns.map((column) => new TextDecoder().decode(column).split('\0'))
  return Array.from({ length: count }, (_, row) =>
    texts.map((values, column) => (nulls[column]?.includes(row) ? null : (values[row] ?? '?'))),
  )
}

const value = fc.option(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')))
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  )

it('gives what the rows hold, column by column', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const bytes = encode(rows)
      const scanned = scanRows(bytes, 0, rows[0]?.length ?? 0)
      expect(rowsOf(scanned)).toEqual(rows)
      expect(scanned.end).toBe(bytes.length)
    }),
  )
})

it('reads only whole rows, wherever the bytes are cut', () => {
  const rows = [
    ['1', null, 'é'],
    ['', 'two', null],
  ]
  const first = encode(rows.slice(0, 1)).length
  const bytes = encode(rows)
  for (let length = 0; length < bytes.length; length++) {
    const scanned = scanRows(bytes.subarray(0, length), 0, 3)
    expect([scanned.count, scanned.end]).toEqual(length < first ? [0, 0] : [1, first])
  }
})

it('stops before another message, and before a row of another width', () => {
  const row = encode([['1', '2']])
  const tag = encodeBackend({ type: 'CommandComplete', tag: 'SELECT 1' })
  expect(scanRows(joined([tag, row, row, tag]), tag.length, 2)).toMatchObject({
    count: 2,
    end: tag.length + 2 * row.length,
  })
  expect(scanRows(joined([row, encode([['1']])]), 0, 2)).toMatchObject({ count: 1, end: row.length })
})

it('never reads past a row, whatever its lengths say', () => {
  const row = encode([['value', 'other']])
  fc.assert(
    fc.property(fc.nat(row.length - 1), fc.nat(255), fc.integer({ min: 1, max: 3 }), (at, byte, width) => {
      const bytes = joined([row, row])
      bytes[at] = byte
      const { end, count, columns } = scanRows(bytes, 0, width)
      expect(end).toBeLessThanOrEqual(bytes.length)
      expect(columns).toHaveLength(width)
      expect(count).toBeLessThanOrEqual(2)
    }),
  )
})
