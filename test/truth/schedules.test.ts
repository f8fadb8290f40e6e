/**
 * Random schedules on a real server: what the panel says of each session's sight, of transactions and of changes, before
 * PostgreSQL is asked, equals what PostgreSQL answers. Longer ones: `npm run soak -- --only truth --seed N`.
 */
import { afterEach, expect, it } from 'vitest'
import { Random } from '../../bin/soak/random.ts'
import { judge } from '../../bin/soak/truth/judge.ts'
import { runSchedule } from '../../bin/soak/truth/schedule.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'

let server: Server | null = null

afterEach(() => server?.stop({ immediate: true }))

it.each([
  { seed: 11, steps: 40, crashes: false },
  { seed: 16, steps: 40, crashes: true },
])('the schedule of seed $seed shows nothing that is wrong', async ({ seed, steps, crashes }) => {
  server = startServer({ journal: true })
  const recording = await runSchedule(server, { seed, random: new Random(seed), steps, crashes })
  const report = judge(recording)
  expect(report.mistakes, report.words().join('\n')).toEqual([])
  // It has looked: at every step at the sessions, at most of them at rows.
  expect(report.compared.session).toBeGreaterThan(steps)
  expect((report.compared.own ?? 0) + (report.compared.committed ?? 0)).toBeGreaterThan(steps)
})
