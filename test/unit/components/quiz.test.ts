/** What is said to an answer, and whose reasons are shown. */
import { expect, test } from 'vitest'
import { judge, verdictOn } from '../../../components/quiz/judge.ts'

const one = [{ right: false }, { right: true }]
const several = [{ right: true }, { right: false }, { right: true }]

test.each([
  [one, [1], 'Right.', [0, 1]],
  [one, [0], 'Not so. Try another one.', [0]],
  [several, [0, 2], 'Right.', [0, 1, 2]],
  [several, [2], 'So far right: 1 of 2.', [2]],
  [several, [0, 1], 'Not so. Try another one.', [1]],
])('%j, taken %j: %s', (choices, taken, verdict, shown) => {
  const judgement = judge(choices, taken)
  expect(verdictOn(judgement)).toBe(verdict)
  expect(judgement.shown).toEqual(shown)
})
