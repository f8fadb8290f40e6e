import { expect, it } from 'vitest'
import { RingConnection } from '../../../lib/postgres/client/connection.ts'

const SENT = 1 << 20

function connectionWith(bytes: number) {
  const connection = new RingConnection()
  const got = { bytes: 0 }
  connection.onBytes(({ length }) => {
    got.bytes += length
  })
  connection.answers.write(new Uint8Array(bytes))
  return { connection, got }
}

it('hands a flood over in parts, with turns for others in between', async () => {
  const { connection, got } = connectionWith(SENT)
  connection.readAnswers()
  expect(got.bytes).toBeGreaterThan(0)
  expect(got.bytes).toBeLessThan(SENT / 4)
  await expect.poll(() => got.bytes).toBe(SENT)
})

it('hands over everything before it says that it has ended', () => {
  const { connection, got } = connectionWith(SENT)
  connection.pause()
  connection.end({ reason: 'closed', message: 'over' })
  expect(got.bytes).toBe(SENT)
})
