/** What a crash must leave: everything that was acknowledged, nothing that was not. One suite over each host. */
import { afterEach, describe, expect, it } from 'vitest'
import { Client, open } from '../../bin/soak/client.ts'
import { crashRounds } from '../../bin/soak/crash/crash-rounds.ts'
import { Random } from '../../bin/soak/random.ts'
import type { Crash, Server } from '../../lib/postgres/client/server.ts'

/** The control loses something in the first round or two; it has more if chance will have it so. */
const CONTROL_ROUNDS = 6
/** Milliseconds: a limit for what hangs. Every round starts a cluster's backends anew. */
const LIMIT = 300_000

const TERMINATE_STARTING = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'starting'`

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

    it(
      'comes back also where a database has just been dropped',
      async () => {
        server = start()
        const client = await open(server)
        for (const sql of ['CREATE DATABASE doomed', 'DROP DATABASE doomed', 'CREATE TABLE kept (n int)'])
          await client.must(sql)
        const crashed = new Promise<Crash>((resolve) => server.onCrash(resolve))
        client.connection.kill()
        await (await crashed).recovered
        const after = await open(server)
        expect(await after.row('SELECT count(*) FROM kept')).toEqual(['0'])
        expect(await after.row(`SELECT count(*) FROM pg_database WHERE datname = 'doomed'`)).toEqual(['0'])
      },
      LIMIT,
    )
  })

  describe(`a server ${name}`, () => {
    it(
      'does not crash when a session is terminated that is just logging in',
      async () => {
        const server = start()
        const observer = await open(server)
        const crashes: string[] = []
        server.onCrash(({ message }) => crashes.push(message))
        let isTerminated = false
        while (!isTerminated) {
          const victim = new Client(server)
          let isOpen = false
          const opened = victim.opened.finally(() => {
            isOpen = true
          })
          while (!isOpen && !isTerminated)
            isTerminated = (await observer.query(TERMINATE_STARTING)).rows.length > 0
          // As on every PostgreSQL it is not told why.
          if (isTerminated) expect(await opened).toMatchObject({ isLost: true, error: null })
          await victim.close()
        }
        expect(await observer.row('SELECT count(*) FROM pg_locks WHERE NOT granted')).toEqual(['0'])
        expect(crashes).toEqual([])
        await server.stop({ immediate: true })
      },
      LIMIT,
    )
  })
}
