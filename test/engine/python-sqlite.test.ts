/** sqlite3 as it is, with files: one writer at a time, and a Stop that ends its waits and its long statements. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PythonCells } from './support/python-cells.ts'

let cells: PythonCells
const run = (source: string) => cells.run(source)

beforeAll(async () => {
  cells = new PythonCells()
  await run(`
import sqlite3
one = sqlite3.connect("shop.db", timeout=0.1)
one.execute("CREATE TABLE stock (item TEXT PRIMARY KEY, qty INTEGER)")
one.executemany("INSERT INTO stock VALUES (?, ?)", [("tea", 1), ("coffee", 2)])
one.commit()
two = sqlite3.connect("shop.db", timeout=0.1)
def locked(work):
    try:
        work()
    except sqlite3.OperationalError as error:
        return str(error), error.sqlite_errorname
`)
})
afterAll(() => cells.kernel.dispose())

describe('sqlite3', () => {
  it('lets one connection write at a time, whatever the other does', async () => {
    const { printed } = await run(`
one.execute("UPDATE stock SET qty = 5 WHERE item = 'tea'")
print(locked(lambda: two.execute("UPDATE stock SET qty = 6 WHERE item = 'coffee'")))
print(locked(lambda: two.executemany("INSERT INTO stock VALUES (?, 1)", (name for name in [("milk",)]))))
print(locked(lambda: two.executescript("DELETE FROM stock")))
print(two.execute("SELECT qty FROM stock WHERE item = 'tea'").fetchall())
two.rollback()
one.commit()
with two:
    two.executemany("INSERT INTO stock VALUES (?, 1)", ((name,) for name in ["milk", "salt"]))
print(one.execute("SELECT * FROM stock ORDER BY item").fetchall())
`)
    expect(printed).toBe(
      "('database is locked', 'SQLITE_BUSY')\n".repeat(3) +
        "[(1,)]\n[('coffee', 2), ('milk', 1), ('salt', 1), ('tea', 5)]\n",
    )
  })

  it('keeps its surface: names, factories, rows, cursors', async () => {
    const { printed } = await run(`
class Mine(sqlite3.Connection): pass
mine = sqlite3.connect(":memory:", factory=Mine)
mine.row_factory = sqlite3.Row
mine.executescript("CREATE TABLE pair (a, b); INSERT INTO pair VALUES (1, ';'); INSERT INTO pair VALUES (3, 4);")
print(type(mine).__name__, [dict(row) for row in mine.execute("SELECT * FROM pair")])
print(isinstance(one, sqlite3.Connection), isinstance(one.cursor(), sqlite3.Cursor), sqlite3.Connection, type(one.cursor()))
cur = mine.cursor()
print([tuple(row) for row in cur.execute("SELECT a FROM pair").fetchmany(1)], cur.fetchone()[0], cur.fetchone(), cur.fetchall())
`)
    expect(printed).toBe(`Mine [{'a': 1, 'b': ';'}, {'a': 3, 'b': 4}]
True True <class 'sqlite3.Connection'> <class 'sqlite3.Cursor'>
[(1,)] 3 None []
`)
  })

  it.each([
    [
      'a wait for a lock',
      'one.execute("BEGIN IMMEDIATE")\nsqlite3.connect("shop.db", timeout=3600).execute("BEGIN IMMEDIATE")',
    ],
    [
      'a statement that never ends',
      'one.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")',
    ],
  ])('is ended by Stop in %s, and works on', async (_, endless) => {
    const ran = run(`print("begun")\n${endless}`)
    await cells.printed('begun')
    cells.kernel.stop()
    expect(await ran).toMatchObject({ outcome: 'stopped', error: 'KeyboardInterrupt' })
    expect((await run('one.rollback(); one.execute("SELECT count(*) FROM stock").fetchone()')).printed).toBe(
      '(4,)',
    )
  })
})
