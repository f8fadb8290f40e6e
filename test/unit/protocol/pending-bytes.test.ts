/** What the buffer of unread bytes costs. */
import { expect, it } from 'vitest'
import { BackendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { PendingBytes } from '../../../lib/postgres/protocol/pending-bytes.ts'
import { char, int32, message } from './bytes.ts'

it('grows by doubling, keeps the unread bytes in order and compacts in place', () => {
  const pending = new PendingBytes()
  const capacity = pending.bytes.length
  pending.append(new Uint8Array(capacity - 2).fill(1))
  pending.append(Uint8Array.of(2, 3))
  pending.consume(capacity - 1)
  const buffer = pending.bytes
  pending.append(Uint8Array.of(4, 5))
  expect(pending.bytes).toBe(buffer)
  expect([...pending.bytes.subarray(pending.start, pending.end)]).toEqual([3, 4, 5])

  pending.append(new Uint8Array(capacity - 2))
  expect(pending.bytes.length).toBe(2 * capacity)
  expect([...pending.bytes.subarray(pending.start, pending.start + 4)]).toEqual([3, 4, 5, 0])
  expect(pending.end - pending.start).toBe(capacity + 1)
})

it('gives a huge buffer back once it is read, and keeps a moderate one', () => {
  const pending = new PendingBytes()
  pending.append(new Uint8Array(5_000_000))
  pending.consume(5_000_000)
  expect(pending.bytes.length).toBeLessThan(10_000)
  pending.append(new Uint8Array(1_000_000))
  pending.clear()
  expect(pending.bytes.length).toBe(1_000_000)
})

it('allocates for the bytes that are there, not for an announced length', () => {
  const before = process.memoryUsage().arrayBuffers
  const decoders = Array.from({ length: 100 }, () => new BackendDecoder())
  for (const decoder of decoders) {
    expect(decoder.push(Uint8Array.from([...char('d'), ...int32(0x3fff_fffe), 1, 2, 3]))).toEqual([])
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000)
})

// Moving or searching the whole rest for each piece would be 5 * 10^11 steps: the test would not end in its time.
it('reads a message of 1 MB that comes byte by byte', () => {
  const content = Array<number>(1_000_000).fill(7)
  const bytes = message('d', content)
  const decoder = new BackendDecoder()
  let received = 0
  for (let i = 0; i < bytes.length; i++) received += decoder.push(bytes.subarray(i, i + 1)).length
  expect(received).toBe(1)
})
