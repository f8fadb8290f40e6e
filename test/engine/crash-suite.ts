/** What a crash must leave: everything that was acknowledged, nothing that was not. One suite over each host. */
import { afterEach, describe, expect, it } from 'vitest'
import { crashRounds } from '../../bin/soak/crash/crash-rounds.ts'
import { Random } from '../../bin/soak/random.ts'
import type { Server } from '../../lib/postgres/client/server.ts'

/** The control loses something in the first round or two; it has more if chance will have it so. */
const CONTROL_ROUNDS = 6
/** Milliseconds: a limit for what hangs. Every round starts a cluster's backends anew. */
const LIMIT = 300_000

export function crashSuite(name: string, start: () => Server): void {
  describe(`a server ${name} whose backends are killed under transfers`, () => {
    let server: Server
    afterEach(() => server.stop({ immediate: true }))

    it(
      'keeps every acknowledged commit and no half transfer, and says in its log that redo ran',
      async () => {
        server = start()
        const report = await crashRounds(server, {
          ...{ rounds: 3, sessions: 3, synchronousCommit: 'on' },
          random: new Random(5),
        })
        expect(report).toMatchObject({ rounds: 3, lost: 0, mistakes: [] })
        expect(report.commits).toBeGreaterThan(0)
        expect(report.redone + report.nothingToRedo).toBe(3)
      },
      LIMIT,
    )

    it(
      'loses acknowledged commits where synchronous_commit is off: so the audit can see a loss',
      async () => {
        server = start()
        const random = new Random(6)
        const report = await crashRounds(server, {
          ...{ rounds: CONTROL_ROUNDS, sessions: 3, synchronousCommit: 'off', random },
          isEnough: ({ lost }) => lost > 0,
        })
        expect(report.lost).toBeGreaterThan(0)
        expect(report.mistakes).toEqual([])
      },
      LIMIT,
    )
  })
}
