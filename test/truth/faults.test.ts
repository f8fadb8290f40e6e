/**
 * The truth test can see: a schedule is run once, and judged again with faults between the server and the model. Each must
 * be found, or the test would have passed it over in the product, too.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Random } from '../../bin/soak/random.ts'
import { faults } from '../../bin/soak/truth/faults.ts'
import { judge } from '../../bin/soak/truth/judge.ts'
import type { Recording } from '../../bin/soak/truth/recording.ts'
import { runSchedule } from '../../bin/soak/truth/schedule.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { everyKind } from './every-kind.ts'

let server: Server
let recording: Recording

beforeAll(async () => {
  server = startServer({ journal: true })
  recording = await runSchedule(server, {
    ...{ seed: 1, random: new Random(1), steps: everyKind.length, sessions: 4, crashes: false },
    script: everyKind,
  })
}, 120_000)
afterAll(() => server.stop({ immediate: true }))

it('finds nothing without a fault', () => {
  const report = judge(recording)
  expect(report.mistakes, report.words().join('\n')).toEqual([])
})

it.each(Object.entries(faults))('finds that %s', (_, fault) => {
  expect(judge(recording, fault()).mistakes.length).toBeGreaterThan(0)
})
