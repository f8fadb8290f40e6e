/** A lesson is right only if a real PostgreSQL prints what it says, too; what it does not say is compared with ours. */
import { it } from 'vitest'
import { answered } from '../../bin/lessons/exercises.ts'
import { judgeSolutions } from '../../bin/lessons/judge-exercises.ts'
import { judgeLesson } from '../../bin/lessons/judge-lesson.ts'
import { type CellEnd, runLesson } from '../../bin/lessons/lesson-run.ts'
import { type LoadedLesson, loadLessons } from '../../bin/lessons/load.ts'
import { Findings, formatDiagnostic } from '../../lib/lesson/diagnostic.ts'
import type { Lesson } from '../../lib/lesson/lesson.ts'
import { sourceFile } from '../../lib/lesson/source-file.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { world } from '../unit/bin/world.ts'
import { startRealServer } from './support/real-server.ts'

const limitSeconds = 30
const { lessons } = await loadLessons([], world([]).environment)

// Two at a time (vitest.config.ts): a lesson waits for its sessions most of the time.
it.concurrent.for(lessons)(
  '$lesson.file prints and waits as it says on a real PostgreSQL',
  async (loaded, { expect, onTestFinished }) => {
    /** Each run has a cluster of its own, which goes afterwards with its roles and databases. */
    const real = async () => {
      const { server, stop } = await startRealServer()
      onTestFinished(stop)
      return server
    }
    const ours = async () => {
      const server = startServer()
      onTestFinished(() => server.stop({ immediate: true }))
      await server.ready
      return server
    }
    const findings = new Findings(loaded.lesson.file)
    const source = sourceFile(loaded.lesson.file, loaded.text)
    const ends = await run(loaded, await real())
    judgeLesson(
      source,
      ends.filter(({ cell }) => cell.attributes.check === undefined),
      { findings, limitSeconds },
    )
    judgeSolutions(loaded.lesson, ends, 0, findings)
    expect(findings.list.map(formatDiagnostic)).toEqual([])
    expect(ends.map(({ state }) => state)).toEqual(ends.map(() => 'ended'))
    // Cells without an output are compared with ours; where they print nothing there is nothing to compare.
    const silent = said(ends).filter(({ printed }) => printed)
    if (silent.length === 0) return
    const ids = new Set(silent.map(({ cell }) => cell))
    const here = said(await run(loaded, await ours()))
    expect(here.filter(({ cell }) => ids.has(cell))).toEqual(silent)
  },
)

/** What cells did of which the lesson does not say what they print. */
function said(ends: readonly CellEnd[]) {
  return ends
    .filter(({ cell }) => cell.output === null)
    .map(({ cell, end }) => ({ cell: cell.id, printed: end?.printed, result: end?.result }))
}

/** Runs the lessons before it and then all its cells. */
async function run({ before, lesson }: LoadedLesson, server: Server): Promise<CellEnd[]> {
  for (const each of before) await runAll(server, each)
  return runAll(server, lesson)
}

function runAll(server: Server, lesson: Lesson): Promise<CellEnd[]> {
  return runLesson(server, answered(lesson, 0), { limitSeconds })
}
