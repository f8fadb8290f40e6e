import { describe, expect, it } from 'vitest'
import { differingBuffers } from '../../../lib/postgres/backend/differing-buffers.ts'

const BUFFERS = 2
const BLOCKS_AT = 4096
const VALID = 1 << 24
const TAG_VALID = 1 << 25
const IO_IN_PROGRESS = 1 << 26
const layout = {
  main: { address: 0, size: 0 },
  dynamicControl: { address: 0, size: 0 },
  dynamic: { address: 0, size: 0 },
  bufferBlocks: BLOCKS_AT,
  bufferDescriptors: 64,
  buffers: BUFFERS,
  walPosition: 0,
  slrus: [],
}

interface Page {
  relation: number
  fork?: number
  state?: number
  position?: number
}

/** A memory whose first buffer holds this page. */
function memory({ relation, fork = 0, state = VALID, position = 5000 }: Page): Int32Array {
  const words = new Int32Array((BLOCKS_AT + BUFFERS * 8192) / 4)
  words.set([1663, 5, relation, fork, 0, 0, state], 64 / 4)
  words[BLOCKS_AT / 4 + 1] = position
  // The second is the same everywhere.
  words.set([1663, 5, 99, 0, 0, 1, VALID], 64 / 4 + 16)
  words[(BLOCKS_AT + 8192) / 4 + 1] = 5000
  return words
}
const differ = (source: Page, target: Page) => [...differingBuffers(layout, memory(source), memory(target))]

describe('a buffer', () => {
  it('is the same when page and position of its last WAL record are', () => {
    expect(differ({ relation: 7 }, { relation: 7 })).toEqual([])
  })

  it('differs when it holds another page, or another state of it', () => {
    expect(differ({ relation: 7 }, { relation: 8 })).toEqual([0])
    expect(differ({ relation: 7, position: 6000 }, { relation: 7 })).toEqual([0])
  })

  it('differs when its page had not been read when it was last looked at', () => {
    // The page that was in it before may have the same position: both were written by one record.
    expect(differ({ relation: 7 }, { relation: 7, state: 0 })).toEqual([0])
  })

  it('does not differ while it holds no page: most of a small cluster’s buffers are never used', () => {
    expect(differ({ relation: 7, state: 0 }, { relation: 7 })).toEqual([])
    expect(differ({ relation: 0, state: 0, position: 0 }, { relation: 0, state: 0, position: 0 })).toEqual([])
  })

  it('differs when it was left empty, since a file could not be extended, and something else is in it here', () => {
    const left = { relation: 7, state: TAG_VALID }
    expect(differ(left, { relation: 8 })).toEqual([0])
    expect(differ(left, { relation: 7 })).toEqual([0])
    expect(differ(left, { relation: 7, state: 0 })).toEqual([0])
    expect(differ(left, left)).toEqual([])
    // Who reads a page into it has it; the others will get it with the page.
    const read = { relation: 7, state: TAG_VALID | IO_IN_PROGRESS }
    expect(differ(read, { relation: 8 })).toEqual([])
  })

  it('differs when PostgreSQL changes its page without WAL', () => {
    expect(differ({ relation: 7, fork: 2 }, { relation: 7, fork: 2 })).toEqual([0])
    expect(differ({ relation: 7, position: 0 }, { relation: 7, position: 0 })).toEqual([0])
  })
})
