import { describe, expect, it } from 'vitest'
import { stable } from '../../transcripts/runner/stable.ts'
import { isBlocked } from '../../transcripts/runner/watch.ts'

describe('isBlocked', () => {
  it('is who waits for somebody who does not', () => {
    const blockers = new Map([
      [2, [1]],
      [3, [2]],
    ])
    expect([1, 2, 3].map((pid) => isBlocked(pid, blockers))).toEqual([false, true, true])
  })

  it('is nobody in a circle, nor who waits for one in it: PostgreSQL will end it', () => {
    const blockers = new Map([
      [1, [2]],
      [2, [1]],
      [3, [2]],
      [4, [5]],
    ])
    expect([1, 2, 3, 4].map((pid) => isBlocked(pid, blockers))).toEqual([false, false, false, true])
  })
})

it('stable puts names and words in place of numbers that vary', () => {
  const nameOf = (pid: number) => (pid === 12 ? 'alice' : null)
  expect(stable('Process 12 waits for ShareLock on transaction 745; blocked by process 13.', nameOf)).toBe(
    'Process <alice> waits for ShareLock on transaction <xid>; blocked by process <pid>.',
  )
  expect(stable('waits on virtual transaction 3/45, on relation 16384 of database 5', nameOf)).toBe(
    'waits on virtual transaction <vxid>, on relation <oid> of database <oid>',
  )
})
