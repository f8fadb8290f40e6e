/** Table locks that exclude each other: the manual's Table 13.2, which is symmetric. */
import { expect, test } from 'vitest'
import { excludeEachOther, keepsOutText } from '../../../lib/transactions/views/lock-words.ts'

const modes = ['AccessShare', 'RowShare', 'RowExclusive', 'ShareUpdateExclusive']
  .concat(['Share', 'ShareRowExclusive', 'Exclusive', 'AccessExclusive'])
  .map((mode) => `${mode}Lock`)

test('which modes exclude which', () => {
  const table = modes.map((held) =>
    modes.map((wanted) => (excludeEachOther(held, wanted) ? 'x' : '.')).join(''),
  )
  expect(table).toEqual([
    '.......x',
    '......xx',
    '....xxxx',
    '...xxxxx',
    '..xx.xxx',
    '..xxxxxx',
    '.xxxxxxx',
    'xxxxxxxx',
  ])
  expect(modes.map(keepsOutText).every((words) => words !== '')).toBe(true)
  expect([keepsOutText('SIReadLock'), excludeEachOther('SIReadLock', 'SIReadLock')]).toEqual(['', false])
})
