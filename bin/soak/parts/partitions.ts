/** An ordered scan over 64 partitions in five sessions at once: each pins a page of every index. */
import { open } from '../client.ts'
import { type Part, withServer } from '../part.ts'

const PARTITIONS = 64
const SESSIONS = 5
const ROWS = 20_000

export const partitions: Part = {
  name: 'partitions',
  summary: `an ordered scan over ${PARTITIONS} partitions in ${SESSIONS} sessions at once`,
  run: (context) =>
    withServer(context, SESSIONS + 3, async (server) => {
      const first = await open(server)
      await first.must(`
        CREATE TABLE measured (n int, at int, PRIMARY KEY (n, at)) PARTITION BY HASH (at);
        DO $$ BEGIN FOR part IN 0 .. ${PARTITIONS - 1} LOOP
          EXECUTE format('CREATE TABLE measured_%s PARTITION OF measured FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER %s)', part, part);
        END LOOP; END $$;
        INSERT INTO measured SELECT n, n % 997 FROM generate_series(1, ${ROWS}) n`)
      const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => open(server)))
      const answers = await Promise.all(
        sessions.map(async (session) => {
          await session.must('SET enable_sort = off; SET enable_seqscan = off; SET enable_bitmapscan = off')
          return session.query('SELECT n FROM measured ORDER BY n')
        }),
      )
      const [plan] = await first.row(
        `SET enable_sort = off; SET enable_seqscan = off; EXPLAIN SELECT n FROM measured ORDER BY n`,
      )
      context.say(`${SESSIONS} sessions, plan: ${plan}`)
      return answers.flatMap(({ rows, error }, number) => {
        if (error) return [`session ${number + 1}: ${error.code} ${error.message}`]
        const ordered = rows.every(([n], index) => Number(n) === index + 1)
        return ordered && rows.length === ROWS
          ? []
          : [`session ${number + 1} got ${rows.length} rows, or not in order`]
      })
    }),
}
