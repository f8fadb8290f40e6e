/**
 * Who looks changes nothing: the same schedule on a server that keeps a journal and on one that does not gives the same
 * answers, errors and waits, the same xids and row versions, the same places in the WAL, and no further lock.
 */
import { expect, it } from 'vitest'
import { Random } from '../../bin/soak/random.ts'
import type { Entry } from '../../bin/soak/truth/recording.ts'
import { runSchedule } from '../../bin/soak/truth/schedule.ts'
import { startServer } from '../../lib/postgres/host/node.ts'

async function answersOf(seed: number, journal: boolean): Promise<Entry[]> {
  const server = startServer({ journal })
  try {
    const options = { seed, random: new Random(seed), steps: 40, crashes: false }
    const { entries } = await runSchedule(server, options)
    // What only a journal can tell, and what is asked because of it.
    const told = entries
      .filter(({ kind }) => kind !== 'facts' && kind !== 'fates')
      .map((entry) => ('look' in entry ? { ...entry, look: 0 } : entry))
    return inOrderOfSessions(told)
  } finally {
    await server.stop({ immediate: true })
  }
}

/** Whom a COMMIT sets free may answer before the COMMIT itself does, as the processor will have it. */
function inOrderOfSessions(entries: readonly Entry[]): Entry[] {
  const ordered: Entry[] = []
  for (const entry of entries) {
    let at = ordered.length
    for (; entry.kind === 'answered'; at--) {
      const before = ordered[at - 1]
      if (before?.kind !== 'answered' || before.pid <= entry.pid) break
    }
    ordered.splice(at, 0, entry)
  }
  return ordered
}

it.each([3])('the schedule of seed %i goes the same way with a journal and without', async (seed) => {
  const [on, off] = [await answersOf(seed, true), await answersOf(seed, false)]
  expect(on.filter(({ kind }) => kind === 'server').length).toBeGreaterThan(0)
  expect(on).toEqual(off)
})
