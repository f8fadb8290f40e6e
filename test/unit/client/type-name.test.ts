import { expect, it } from 'vitest'
import { typeName } from '../../../lib/postgres/client/types/type-name.ts'

// Modifiers as PostgreSQL 18 has them in pg_attribute.atttypmod.
it.each([
  [23, -1, 'int4'],
  [1007, -1, 'int4[]'],
  [1231, 524294, 'numeric(8,2)[]'],
  [1700, 198658, 'numeric(3,-2)'],
  [1700, -1, 'numeric'],
  [1186, 470286339, 'interval day to second(3)'],
  [1186, 2147418114, 'interval(2)'],
  [1186, 327679, 'interval year'],
  [1186, 268500991, 'interval second'],
  [1186, -1, 'interval'],
  [1560, 3, 'bit(3)'],
  [1562, 5, 'varbit(5)'],
  [1185, 3, 'timestamptz(3)[]'],
  [1042, 8, 'bpchar(4)'],
  [1043, 24, 'varchar(20)'],
  [1083, 0, 'time(0)'],
  [18, -1, '"char"'],
  [1002, -1, '"char"[]'],
  [2278, -1, 'void'],
  [16401, -1, 'type 16401'],
])('%i with modifier %i is %s', (oid, modifier, name) => {
  expect(typeName(oid, modifier)).toBe(name)
})

it('takes names that have been looked up', () => {
  expect(typeName(16401, -1, new Map([[16401, 'mood']]))).toBe('mood')
})
