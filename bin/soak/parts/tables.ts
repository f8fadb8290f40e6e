/** Two thousand tables with a key, in use, and gone again. */
import { open } from '../client.ts'
import { type Part, withServer } from '../part.ts'

const TABLES = 2000
/** In one transaction: each table takes a lock until its end. */
const AT_ONCE = 50

export const tables: Part = {
  name: 'tables',
  summary: `${TABLES} tables, made by one session and read by another`,
  run: (context) =>
    withServer(context, 6, async (server) => {
      const [maker, reader] = [await open(server), await open(server)]
      const each = (statement: string) => async (from: number) =>
        maker.must(
          `DO $$ BEGIN FOR i IN ${from} .. ${from + AT_ONCE - 1} LOOP EXECUTE format($q$${statement}$q$, i); END LOOP; END $$`,
        )
      const make = each(
        'CREATE TABLE many_%1$s (n int PRIMARY KEY, filler text); INSERT INTO many_%1$s VALUES (%1$s)',
      )
      const drop = each('DROP TABLE many_%1$s')
      const [files] = await reader.row(`SELECT count(*) FROM pg_ls_dir('base/5')`)
      const mistakes: string[] = []
      for (let from = 1; from <= TABLES; from += AT_ONCE) {
        await make(from)
        const [n] = await reader.row(`SELECT n FROM many_${from + AT_ONCE - 1}`)
        if (Number(n) !== from + AT_ONCE - 1) mistakes.push(`table many_${from + AT_ONCE - 1} holds ${n}`)
        if ((from - 1) % 500 === 0) context.say(`${from - 1 + AT_ONCE} tables`)
      }
      const [count] = await reader.row(
        `SELECT count(*) FROM pg_class WHERE relname LIKE 'many\\_%' AND relkind = 'r'`,
      )
      if (Number(count) !== TABLES) mistakes.push(`there are ${count} tables, not ${TABLES}`)
      for (const sql of ['VACUUM pg_class', 'ANALYZE']) await reader.must(sql)
      for (let from = 1; from <= TABLES; from += AT_ONCE) await drop(from)
      await maker.must('CHECKPOINT')
      const [left] = await reader.row(`SELECT count(*) FROM pg_class WHERE relname LIKE 'many\\_%'`)
      if (Number(left) !== 0) mistakes.push(`${left} relations are left`)
      const [filesLeft] = await reader.row(`SELECT count(*) FROM pg_ls_dir('base/5')`)
      // Free space maps and visibility maps of the catalogue may have come.
      if (Number(filesLeft) > Number(files) + 20) mistakes.push(`${files} files before, ${filesLeft} after`)
      return mistakes
    }),
}
