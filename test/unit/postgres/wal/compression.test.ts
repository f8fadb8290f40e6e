import { describe, expect, it } from 'vitest'
import { lz4, pglz } from '../../../../lib/postgres/wal/records/compression.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytes = (...parts: (number | string)[]) =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : [...new TextEncoder().encode(part)])),
  )

describe('pglz', () => {
  it('copies literals, and what stands before, also over itself', () => {
    // Control 0b1000: three literals, then a match of offset 3 and length 3 + 6.
    expect(text(pglz(bytes(0b1000, 'abc', 6, 3), 12))).toBe('abcabcabcabc')
  })

  it('has a byte more for long matches', () => {
    expect(text(pglz(bytes(0b10, 'x', 0x0f, 1, 2), 21))).toBe('x'.repeat(21))
  })

  it('stops where the source ends', () => {
    expect(text(pglz(bytes(0, 'ab'), 10))).toBe('ab')
  })
})

describe('lz4', () => {
  it('copies literals, and what stands before, also over itself', () => {
    expect(text(lz4(bytes(0x35, 'abc', 3, 0), 12))).toBe('abcabcabcabc')
  })

  it('counts on over fifteen', () => {
    expect(text(lz4(bytes(0x1f, 'x', 1, 0, 2), 22))).toBe('x'.repeat(22))
  })
})
