/** Sessions together, on a real PostgreSQL: what it gives is what ours must give. `--update` writes it down. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Transcriber } from '../transcripts/runner/transcriber.ts'
import { readExpected, readSpec, specNames, writeExpected } from '../transcripts/specs.ts'
import { type RealServer, startRealServer } from './support/real-server.ts'

let real: RealServer | null = null
let transcriber: Transcriber

beforeAll(async () => {
  real = await startRealServer()
  transcriber = new Transcriber(real.server)
})
afterAll(() => real?.stop())

it.each(specNames)('%s', { timeout: 120_000 }, async (name) => {
  const transcript = await transcriber.transcribe(`${name}.spec`, await readSpec(name))
  if (process.env.UPDATE_TRANSCRIPTS !== undefined) await writeExpected(name, transcript)
  expect(transcript).toBe(await readExpected(name))
})
