import { describe, expect, it } from 'vitest'
import { BytePositions } from '../../../../lib/postgres/wal/byte-positions.ts'

const SEGMENT = 1 << 20
const positions = new BytePositions(SEGMENT)

describe('byte positions', () => {
  it('are the WAL without page headers: 24 bytes a page, 40 on the first of a segment', () => {
    expect(positions.usableInSegment).toBe(SEGMENT - 128 * 24 - 16)
    expect(positions.toLsn(0)).toBe(40)
    expect(positions.toLsn(8152)).toBe(8192 + 24)
    expect(positions.toEndLsn(8152)).toBe(8192)
    expect(positions.toLsn(positions.usableInSegment)).toBe(SEGMENT + 40)
    expect(positions.toEndLsn(positions.usableInSegment)).toBe(SEGMENT)
  })

  it('come back from the LSN that they give', () => {
    const wrong: number[] = []
    for (let position = 0; position < 3 * positions.usableInSegment; position += 8)
      for (const lsn of [positions.toLsn(position), positions.toEndLsn(position)])
        if (positions.toPosition(lsn) !== position) wrong.push(position)
    expect(wrong).toEqual([])
  })
})
