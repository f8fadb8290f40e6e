/** `lessons check --against`: on a server that is somebody's, which is left as it was found. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lessonWith } from '../../lib/lesson/rules/example.ts'
import { withConnection } from '../../lib/postgres/client/query.ts'
import { workplace } from '../lessons/command.ts'
import { type RealServer, startRealServer } from './support/real-server.ts'

let real: RealServer
beforeAll(async () => {
  real = await startRealServer()
  await ask('CREATE TABLE ours (); CREATE ROLE owner')
})
afterAll(() => real.stop())

async function ask(sql: string) {
  const { rows } = await withConnection(real.server, { user: 'postgres', database: 'postgres' }, (there) =>
    there(sql),
  )
  return rows.flat()
}

/** All that a lesson could leave behind. */
const all = `SELECT rolname FROM pg_roles UNION ALL SELECT datname FROM pg_database UNION ALL SELECT relname FROM pg_class
  UNION ALL SELECT nspname FROM pg_namespace UNION ALL SELECT proname FROM pg_proc UNION ALL SELECT typname FROM pg_type ORDER BY 1`

const busy = `---
title: Busy
sessions:
  main: { role: postgres, database: postgres }
  alice: { role: alice, database: shop }
---

\`\`\`sql
CREATE ROLE alice LOGIN;
CREATE DATABASE shop OWNER alice;
CREATE TABLE mine (a serial PRIMARY KEY);
CREATE VIEW seen AS SELECT * FROM mine;
CREATE SCHEMA apart AUTHORIZATION alice;
CREATE TYPE mood AS ENUM ('fine');
CREATE DOMAIN small AS int CHECK (VALUE < 10);
CREATE FUNCTION one() RETURNS int RETURN 1;
GRANT SELECT ON mine TO alice;
\`\`\`

\`\`\`sql session=alice
SELECT current_user;
\`\`\`

\`\`\`output
 current_user
--------------
 somebody
(1 row)
\`\`\`
`

test('it tells differences, and drops what is new and nothing else', async () => {
  const before = await ask(all)
  const { lessons } = workplace({ 'busy.md': busy })
  const { host, port } = real.address
  const { code, stdout } = await lessons('check', 'busy.md', '--against', `postgres://${host}:${port}`)
  expect(stdout).toContain(
    'busy.md:27:1: error: output differs\n  detail: expected " somebody"\n    found    " alice"\n',
  )
  expect(code).toBe(1)
  expect(await ask(all)).toEqual(before)
})

test('it refuses where a role is there that the lesson would make', async () => {
  const { lessons } = workplace({ 'a.md': lessonWith('```sql\nCREATE ROLE owner;\n```') })
  const { host, port } = real.address
  expect(await lessons('check', 'a.md', '--against', `postgres://${host}:${port}`)).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'error: the server has a role "owner", which the lesson would make\n' +
      'hint: use a server of its own for lessons; "--against" without an address makes one\n',
  })
})

test('it says where no server is, and what no address is', async () => {
  const { lessons } = workplace({ 'a.md': lessonWith('Text.') })
  const nobody = await lessons('check', 'a.md', '--against', 'postgres://127.0.0.1:1')
  expect(nobody).toMatchObject({ code: 1, stdout: '' })
  expect(nobody.stderr).toMatch(/^error: the server cannot be asked: .*\nhint: it must run, /)
  const other = await lessons('check', 'a.md', '--against', 'postgres://alice@127.0.0.1')
  expect(other).toMatchObject({ code: 2, stdout: '' })
})
