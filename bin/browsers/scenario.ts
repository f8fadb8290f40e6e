/** Two people at one database, in a browser: what a lesson is for, once from beginning to end. */
import { Learner } from './learner.ts'
import type { Tab } from './tab.ts'

/** A lesson with the sessions alice and bob, whose first cell sets the stage for both. */
export const lesson = 'until-commit'

const ENDLESS = 'SELECT count(*) FROM generate_series(1, 1000000000) a, generate_series(1, 1000) b;'

/** Plays it at an address; `say` hears of every step that was right. Throws with the first that was not. */
export async function play(tab: Tab, address: string, say: (step: string) => void): Promise<void> {
  await tab.goto(address)
  const learner = new Learner(tab)
  await learner.until('crossOriginIsolated', 'the page is isolated')
  await learner.until(`document.body.innerText.includes('PostgreSQL is ready')`, 'PostgreSQL is ready')
  const [alice, aliceToo, bob, bobToo] = await Promise.all([
    learner.cellOf('alice', 1),
    learner.cellOf('alice', 2),
    learner.cellOf('bob', 1),
    learner.cellOf('bob', 2),
  ])
  await learner.run(1)
  await learner.sees(1, 'ok')
  say('the first cell runs')

  await learner.does(
    alice,
    'CREATE TABLE counters (id int PRIMARY KEY, n int); INSERT INTO counters VALUES (1, 0), (2, 0);',
  )
  await learner.does(alice, 'BEGIN; UPDATE counters SET n = 7 WHERE id = 1;')
  await learner.does(bob, `SELECT 'bob sees ' || n FROM counters WHERE id = 1;`)
  if (!(await learner.text(bob)).includes('bob sees 0')) throw new Error('bob sees what is not committed')
  say('a second session sees only what is committed')

  await learner.write(bobToo, 'BEGIN; UPDATE counters SET n = n + 10 WHERE id = 1;')
  await learner.run(bobToo)
  await learner.sees(bobToo, 'waiting')
  say('a writer waits for the lock of another')
  await learner.does(aliceToo, 'COMMIT;')
  await learner.sees(bobToo, 'ok')
  say('COMMIT frees it')

  await learner.does(alice, 'BEGIN; UPDATE counters SET n = 0 WHERE id = 2;')
  await learner.write(bob, 'UPDATE counters SET n = 0 WHERE id = 2;')
  await learner.run(bob)
  await learner.sees(bob, 'waiting')
  await learner.write(aliceToo, 'UPDATE counters SET n = 0 WHERE id = 1;')
  await learner.run(aliceToo)
  const ends = [await learner.sees(bob, 'ok', 'failed'), await learner.sees(aliceToo, 'ok', 'failed')]
  const victim = ends[0] === 'failed' ? bob : aliceToo
  const isDeadlock = (await learner.text(victim)).includes('deadlock detected')
  if (ends.filter((end) => end === 'failed').length !== 1 || !isDeadlock)
    throw new Error(`a deadlock ended with ${ends.join(' and ')}: ${await learner.text(victim)}`)
  say('a deadlock ends with one victim')
  await learner.does(alice, 'ROLLBACK;')
  await learner.does(bobToo, 'ROLLBACK;')

  await learner.write(alice, ENDLESS)
  await learner.run(alice)
  await learner.stop(alice)
  await learner.sees(alice, 'stopped')
  await learner.does(aliceToo, `SELECT 'alive';`)
  say('Stop ends an endless query, and the session lives')
}
