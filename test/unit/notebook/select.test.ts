import { expect, test } from 'vitest'
import {
  cellsAhead,
  failedAsExpected,
  isBusy,
  nextCell,
  progress,
  staleReason,
} from '../../../lib/notebook/select.ts'
import { opened, picture, play } from './notation.ts'

const end = (cells: string, ...steps: string[]) => play(opened(cells), steps).state
const ran = ['start', 'up', 'run a', 'started a', 'ok a']

test('an output is stale when its text has been edited, and no longer when the edit is taken back', () => {
  expect(staleReason(end('a'), 'a')).toBeNull()
  expect(staleReason(end('a', ...ran), 'a')).toBeNull()
  expect(staleReason(end('a', ...ran, 'type a=SELECT 2'), 'a')).toBe('edited')
  expect(staleReason(end('a', ...ran, 'type a=SELECT 2', 'type a=-- a'), 'a')).toBeNull()
  expect(staleReason(end('a', ...ran, 'down'), 'a')).toBe('before')
})

test('stale outranks an old error', () => {
  expect(picture(end('a', 'start', 'up', 'run a', 'started a', 'fail a=42601', 'type a=x'))).toBe('a[1]~')
})

test('the next cell is the first that nobody has asked for and that has not run as it stands', () => {
  expect(nextCell(end('a b'))).toBe('a')
  expect(nextCell(end('a b', 'run a'))).toBe('b')
  expect(nextCell(end('a b', ...ran))).toBe('b')
  expect(nextCell(end('a b', ...ran, 'type a=SELECT 2'))).toBe('a')
  expect(nextCell(end('a', ...ran))).toBeNull()
})

test('progress counts what has run in this life of the server', () => {
  expect(progress(end('a b c', ...ran, 'run b', 'started b', 'fail b=42601', 'run c', 'started c'))).toEqual({
    run: 2,
    total: 3,
  })
  expect(progress(end('a b c', ...ran, 'down'))).toEqual({ run: 0, total: 3 })
})

test('a queued cell knows how many are before it in its session', () => {
  const state = end('a b@bob c', 'run a', 'run b', 'run c')
  expect([cellsAhead(state, 'a'), cellsAhead(state, 'b'), cellsAhead(state, 'c')]).toEqual([0, 0, 1])
})

test('a failure is expected when its SQLSTATE is the one that the lesson names', () => {
  expect(failedAsExpected(end('a!22012', 'start', 'up', 'run a', 'started a', 'fail a=22012'), 'a')).toBe(
    true,
  )
  expect(failedAsExpected(end('a!22012', 'start', 'up', 'run a', 'started a', 'fail a=42601'), 'a')).toBe(
    false,
  )
  expect(failedAsExpected(end('a', ...ran), 'a')).toBe(false)
})

test('there is something to stop while anything is queued or runs', () => {
  expect(isBusy(end('a', 'run a'))).toBe(true)
  expect(isBusy(end('a', ...ran))).toBe(false)
})
