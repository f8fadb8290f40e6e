import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ring } from '../../../lib/postgres/client/ring.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const readAll = (ring: Ring) => {
  const target = new Uint8Array(ring.available)
  ring.read(target)
  return [...target]
}

describe('a ring', () => {
  it('gives back what was written, around its end', () => {
    const ring = Ring.allocate(8)
    expect(ring.write(bytes(1, 2, 3, 4, 5, 6))).toBe(6)
    expect(readAll(ring)).toEqual([1, 2, 3, 4, 5, 6])
    expect(ring.write(bytes(7, 8, 9, 10, 11))).toBe(5)
    expect(readAll(ring)).toEqual([7, 8, 9, 10, 11])
  })

  it('takes no more than there is room for, and notes that the writer waits', () => {
    const ring = Ring.allocate(4)
    expect(ring.takeStalled()).toBe(false)
    expect(ring.write(bytes(1, 2, 3, 4, 5, 6))).toBe(4)
    expect(ring.takeStalled()).toBe(true)
    expect(ring.takeStalled()).toBe(false)
    expect(ring.write(bytes(5))).toBe(0)
    expect(ring.takeStalled()).toBe(true)
  })

  it('tells the other side once until it looks', () => {
    const ring = Ring.allocate(4)
    expect([ring.tell(), ring.tell()]).toEqual([true, false])
    ring.look()
    expect(ring.tell()).toBe(true)
  })

  it('refuses a capacity that is no power of two', () => {
    expect(() => Ring.allocate(12)).toThrow('the capacity of a ring must be a power of two, not 12')
  })

  it('keeps order and bytes for any sequence of writes and reads, also beyond 2^32 bytes', () => {
    const step = fc.record({ write: fc.uint8Array({ maxLength: 40 }), read: fc.nat({ max: 40 }) })
    fc.assert(
      fc.property(fc.array(step), fc.integer(), (steps, start) => {
        const ring = Ring.allocate(32)
        const counters = new Int32Array(ring.buffer, 0, 2)
        counters.fill(start)
        const written: number[] = []
        const read: number[] = []
        for (const { write, read: wanted } of steps) {
          written.push(...write.subarray(0, ring.write(write)))
          const target = new Uint8Array(wanted)
          read.push(...target.subarray(0, ring.read(target)))
        }
        read.push(...readAll(ring))
        expect(read).toEqual(written)
      }),
    )
  })
})
