import { describe, expect, it } from 'vitest'
import { WalMarks } from '../../../lib/postgres/backend/wal-marks.ts'

describe('marks in the WAL', () => {
  const pair = () => {
    const writer = WalMarks.allocate()
    writer.begin(1000)
    return { writer, reader: new WalMarks(writer.buffer) }
  }

  it('say whose each part is, without gaps', () => {
    const { writer, reader } = pair()
    expect(writer.add(102, 1, 1000)).toBe(false)
    expect(writer.add(102, 1, 1100)).toBe(true)
    expect(writer.add(0, 0, 1200)).toBe(true)
    expect(reader.take()).toEqual([
      { statement: { pid: 102, ordinal: 1 }, from: 1000, to: 1100 },
      { statement: null, from: 1100, to: 1200 },
    ])
    expect(reader.take()).toEqual([])
  })

  it('that were written over are missing, so that the reader sees the gap', () => {
    const { writer, reader } = pair()
    for (let i = 1; i <= 50_000; i++) writer.add(102, i, 1000 + i)
    const marks = reader.take()
    expect(marks.length).toBeGreaterThan(10_000)
    expect(marks[0]?.from).toBeGreaterThan(1000)
    expect(marks.at(-1)).toEqual({ statement: { pid: 102, ordinal: 50_000 }, from: 50_999, to: 51_000 })
    for (const [i, mark] of marks.entries()) if (i > 0) expect(mark.from).toBe(marks[i - 1]?.to)
  })

  it('can be read anew by the life after', () => {
    const { writer, reader } = pair()
    for (let i = 1; i <= 3; i++) writer.add(102, i, 1000 + i)
    reader.take()
    expect(new WalMarks(writer.buffer).takeAll().map(({ to }) => to)).toEqual([1001, 1002, 1003])
  })
})
