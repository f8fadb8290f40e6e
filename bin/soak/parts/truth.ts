/** Random schedules, one server after the other: what the transaction panel says is what PostgreSQL says. */
import type { Part } from '../part.ts'
import { withServer } from '../part.ts'
import { Random } from '../random.ts'
import { judge } from '../truth/judge.ts'
import { runSchedule } from '../truth/schedule.ts'

/** Steps after which another server begins, with another seed. */
const STEPS_PER_SERVER = 250
const MAX_CONNECTIONS = 12

export const truth: Part = {
  name: 'truth',
  summary: 'random schedules: what the panel says, before PostgreSQL is asked, is what PostgreSQL says',
  async run(context) {
    const { say, seed, signal } = context
    const mistakes: string[] = []
    const counts: Record<string, number> = {}
    const compared: Record<string, number> = {}
    const unknown: Record<string, number> = {}
    for (let left = context.steps, turn = 0; left > 0 && !signal.aborted; left -= STEPS_PER_SERVER, turn++) {
      const steps = Math.min(left, STEPS_PER_SERVER)
      const own = seed + turn
      const recording = await withServer(
        context,
        MAX_CONNECTIONS,
        (server) =>
          runSchedule(server, { seed: own, random: new Random(own), steps, crashes: turn % 2 === 1 }),
        { journal: true },
      )
      const report = judge(recording)
      for (const [sums, more] of [
        [counts, recording.counts],
        [compared, report.compared],
        [unknown, report.unknown],
      ] as const) {
        for (const [word, count] of Object.entries(more)) sums[word] = (sums[word] ?? 0) + count
      }
      say(`seed ${own}: ${report.words()[0]}`)
      if (report.mistakes.length > 0) mistakes.push(`seed ${own}: ${report.words().slice(3).join('\n')}`)
    }
    say(`compared: ${words(compared)}`)
    say(`not known: ${words(unknown)}`)
    say(`what happened: ${words(counts)}`)
    return mistakes
  },
}

function words(counts: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(counts).toSorted(([, one], [, other]) => other - one)
  return sorted.map(([word, count]) => `${word} ${count}`).join(', ') || 'nothing'
}
