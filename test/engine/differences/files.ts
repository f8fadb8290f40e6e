import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import { Session } from '../../../lib/postgres/client/session.ts'
import { startServer } from '../../../lib/postgres/host/node.ts'
import { transcript } from '../support/raw-client.ts'
import { type Proofs, worldOf } from './world.ts'

export const files: Proofs = {
  'nothing-is-kept': async ({ ask }) => {
    expect(await ask(`CREATE TABLE kept (id int); COPY (SELECT 1) TO '/tmp/kept'`)).toContain('COPY 1')
    expect(existsSync('/tmp/kept')).toBe(false)
    const next = startServer()
    const { world } = worldOf(next, 0)
    expect(await world.ask('TABLE kept')).toEqual(['ERROR 42P01 relation "kept" does not exist'])
    await next.stop({ immediate: true })
  },

  'own-files': async ({ client }) => {
    const curious = await client()
    const here = new URL(import.meta.url).pathname
    expect(transcript(await curious.query(`SELECT pg_read_file('${here}')`))).toEqual([
      `ERROR 58P01 could not open file "${here}" for reading: No such file or directory`,
      'I',
    ])
  },

  'cell-commands': async ({ server }) => {
    const session = new Session(server, { user: 'postgres', database: 'postgres' })
    for (const command of ['\\d', '\\dt', '\\l', '\\du'])
      expect(await session.run(command, () => {})).toMatchObject({ outcome: 'ok' })
    expect(await session.run('\\timing', () => {})).toMatchObject({ outcome: 'failed' })
    await session.close()
  },
}
