/** Kills of random backends, and the control that shows that the audit can see a loss. */
import { type CrashReport, crashRounds } from '../crash/crash-rounds.ts'
import type { Part, PartContext } from '../part.ts'
import { withServer } from '../part.ts'

const SESSIONS = 4
const MAX_CONNECTIONS = 12
/** By then the control has lost something, or the audit is blind. */
const CONTROL_ROUNDS = 10

export const crash: Part = {
  name: 'crash',
  summary: 'ends random backends under transfers, and audits what PostgreSQL recovered',
  async run(context) {
    const report = await rounds(context, 'on', context.rounds)
    const mistakes = [...report.mistakes]
    if (report.lost > 0) mistakes.push(`${report.lost} acknowledged commits were lost`)
    if (report.heldRunLock * 3 < report.rounds)
      mistakes.push(`only ${report.heldRunLock} of ${report.rounds} victims held the run lock`)
    return mistakes
  },
}

export const control: Part = {
  name: 'control',
  summary: 'the same with synchronous_commit=off, which must lose acknowledged commits',
  async run(context) {
    const report = await rounds(context, 'off', CONTROL_ROUNDS)
    return report.lost > 0
      ? report.mistakes
      : [...report.mistakes, 'no acknowledged commit was lost: the audit may be blind']
  },
}

function rounds(context: PartContext, synchronousCommit: 'on' | 'off', count: number): Promise<CrashReport> {
  const { random, say } = context
  return withServer(context, MAX_CONNECTIONS, async (server) => {
    const report = await crashRounds(server, {
      ...{ rounds: count, random, sessions: SESSIONS, synchronousCommit },
      onRound: (round, soFar) => {
        if (round % 10 === 0 && round < count) say(words(soFar))
      },
      isEnough: (soFar) => synchronousCommit === 'off' && soFar.lost > 0,
    })
    say(words(report))
    return report
  })
}

function words(report: CrashReport): string {
  const restarts = report.restarts.toSorted((a, b) => a - b)
  const middle = restarts[restarts.length >> 1] ?? Number.NaN
  return [
    `${report.rounds} kills, ${report.heldRunLock} of them with the run lock held`,
    `${report.commits} acknowledged commits, ${report.lost} lost`,
    `${report.unacknowledged} there without an answer`,
    `redo ran ${report.redone} times, had nothing to do ${report.nothingToRedo} times`,
    `${report.leakedBlocks} blocks taken back`,
    `back after ${middle.toFixed(0)} ms (median)`,
    `memory ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`,
  ].join(', ')
}
