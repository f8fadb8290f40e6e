/** Psql's backslash commands. */
import { describe, expect, it } from 'vitest'
import type { World } from './world.ts'

export function commands(world: World): void {
  const { connect } = world

  describe('understands backslash commands', () => {
    it('\\c: goes on over another connection, which stays as it was when the new one fails', async () => {
      const client = connect()
      await client.run('create role visitor login;')
      const ran = await client.run(
        'begin;\n\\c - visitor\nselect current_user, current_database();\n\\c nowhere',
      )
      expect(ran).toMatchObject({ outcome: 'failed', code: '3D000' })
      expect(ran.printed).toBe(`BEGIN
You are now connected to database "postgres" as user "visitor".
 current_user | current_database 
--------------+------------------
 visitor      | postgres
(1 row)

FATAL:  database "nowhere" does not exist
Previous connection kept
`)
      expect((await client.run('select current_user')).printed).toContain(' visitor\n')
      expect(client.session.parameters).toMatchObject({ user: 'visitor', database: 'postgres' })
      const back = await client.run('\\c - postgres\ndrop role visitor;')
      expect(back.printed).toMatch(/^You are now .*"postgres"\.\nDROP ROLE\n$/)
    })

    it('lists, with the words of psql 18', async () => {
      const client = connect()
      expect((await client.run('\\d\n\\dt\n\\dv nix*\n\\dti')).printed).toBe(
        'Did not find any relations.\nDid not find any tables.\n' +
          'Did not find any views named "nix*".\nDid not find any relations.\n',
      )
      const { printed } = await client.run(
        'create table t (a int); create index on t (a);\n\\dt\n\\di t* more\n\\dn',
      )
      expect(printed).toBe(`CREATE TABLE
CREATE INDEX
          List of tables
 Schema | Name | Type  |  Owner   
--------+------+-------+----------
 public | t    | table | postgres
(1 row)

               List of indexes
 Schema |  Name   | Type  |  Owner   | Table 
--------+---------+-------+----------+-------
 public | t_a_idx | index | postgres | t
(1 row)

\\di: extra argument "more" ignored
  List of schemas
  Name  |  Owner   
--------+----------
 public | postgres
(1 row)

`)
    })

    it('\\du and \\l', async () => {
      const client = connect()
      expect((await client.run('\\du')).printed).toBe(`                             List of roles
 Role name |                         Attributes                         
-----------+------------------------------------------------------------
 postgres  | Superuser, Create role, Create DB, Replication, Bypass RLS

`)
      const [list] = (await client.run('\\l postgres')).outputs
      expect(list).toMatchObject({ kind: 'table', title: 'List of databases', rowCount: 1 })
      expect(list?.kind === 'table' && list.columns.map((column) => column.name).join(' | ')).toBe(
        'Name | Owner | Encoding | Locale Provider | Collate | Ctype | Locale | ICU Rules | Access privileges',
      )
    })

    it('\\d+ tells not-null constraints, children and storage', async () => {
      const { printed } = await connect().run(`
          create table t (id int primary key, name text not null default 'x');
          create table child () inherits (t);
          create table other (a int) inherits (child);
          create view v as select id from t;
\\d+ child
\\d+ v`)
      expect(printed).toBe(`CREATE TABLE
CREATE TABLE
CREATE TABLE
CREATE VIEW
                                           Table "public.child"
 Column |  Type   | Collation | Nullable |  Default  | Storage  | Compression | Stats target | Description 
--------+---------+-----------+----------+-----------+----------+-------------+--------------+-------------
 id     | integer |           | not null |           | plain    |             |              | 
 name   | text    |           | not null | 'x'::text | extended |             |              | 
Not-null constraints:
    "t_id_not_null" NOT NULL "id" (inherited)
    "t_name_not_null" NOT NULL "name" (inherited)
Inherits: t
Child tables: other
Access method: heap

                              View "public.v"
 Column |  Type   | Collation | Nullable | Default | Storage | Description 
--------+---------+-----------+----------+---------+---------+-------------
 id     | integer |           |          |         | plain   | 
View definition:
 SELECT id
   FROM t;

`)
    })

    it('\\d of what does not exist ends the script', async () => {
      const ran = await connect().run('\\d nix;\nselect 1;')
      expect(ran).toMatchObject({ outcome: 'failed', printed: 'Did not find any relation named "nix".\n' })
      expect(ran.outputs).toMatchObject([{ kind: 'script-error', at: { from: 3, to: 6 } }])
    })

    it('within the transaction, be it a failed one', async () => {
      const client = connect()
      const { printed } = await client.run('begin; create table t (a int);\n\\dt t')
      expect(printed).toContain('(1 row)')
      await client.run('select 1/0;')
      expect(await client.run('\\dt')).toMatchObject({ outcome: 'failed', code: '25P02', status: 'E' })
      expect(await client.run('rollback;\n\\dt')).toMatchObject({
        printed: 'ROLLBACK\nDid not find any tables.\n',
      })
    })

    it('and says what to do instead of the others', async () => {
      const client = connect()
      const ran = await client.run('select 1;\n\\dq foo\nselect 2;')
      expect(ran).toMatchObject({ outcome: 'failed' })
      expect(ran.outputs.at(-1)).toEqual({
        kind: 'script-error',
        message: 'no command "\\dq" in cells',
        hint: 'Did you mean "\\d"? Cells know \\d, \\dt, \\l, \\du and \\c.',
        at: { from: 10, to: 13 },
      })
      const copy = await client.run("\\copy t from 'file'")
      expect(copy.printed).toContain('COPY … FROM STDIN')
    })
  })
}
