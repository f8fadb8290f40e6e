import { expect, test } from 'vitest'
import { readableOutput } from '../../../lib/lesson/compare/readable.ts'

test.each([
  [' pid\n-----\n {{int}}\n(1 row)\n\n', ' pid\n-----\n …\n(1 row)'],
  ['Process {{int}} waits; blocked by process {{int}}.', 'Process … waits; blocked by process ….'],
  ['{{/[a-z]+@\\w+/}}  ', '…'],
  ['{{1,2},{3,4}} and {{a}}', '{{1,2},{3,4}} and {{a}}'],
  ['…', '…'],
  ['', ''],
])('%j reads as %j', (expected, readable) => {
  expect(readableOutput(expected)).toBe(readable)
})
