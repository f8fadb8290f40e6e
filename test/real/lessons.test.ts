/** A lesson is right only if a real PostgreSQL prints what it says, too; what it does not say is compared with ours. */
import { afterEach, describe, expect, it } from 'vitest'
import { judgeCell } from '../../bin/lessons/judge-cell.ts'
import { type CellEnd, LessonRun } from '../../bin/lessons/lesson-run.ts'
import { type LoadedLesson, loadLessons } from '../../bin/lessons/load.ts'
import { Findings, formatDiagnostic } from '../../lib/lesson/diagnostic.ts'
import type { LessonCell } from '../../lib/lesson/lesson.ts'
import { sourceFile } from '../../lib/lesson/source-file.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { world } from '../unit/bin/world.ts'
import { startRealServer } from './support/real-server.ts'

const { lessons } = await loadLessons([], world([]).environment)
const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

describe('on a real PostgreSQL', () => {
  it.each(lessons)('$lesson.file prints what it says', async (loaded) => {
    const findings = new Findings(loaded.lesson.file)
    const source = sourceFile(loaded.lesson.file, loaded.text)
    for (const { cell, end } of await ends(loaded, await real())) judgeCell(source, cell, end, findings)
    expect(findings.list.map(formatDiagnostic)).toEqual([])
  })

  it.each(lessons)('$lesson.file prints the same as ours where it says nothing', async (loaded) => {
    const [onReal, onOurs] = [await ends(loaded, await real()), await ends(loaded, await ours())]
    const said = (all: readonly { cell: LessonCell; end: CellEnd }[]) =>
      all
        .filter(({ cell }) => cell.output === null)
        .map(({ cell, end: { printed, result } }) => ({ cell: cell.id, printed, result }))
    expect(said(onOurs)).toEqual(said(onReal))
  })
})

async function real(): Promise<Server> {
  const { server, stop } = await startRealServer()
  stops.push(stop)
  return server
}

async function ours(): Promise<Server> {
  const server = startServer()
  stops.push(() => server.stop({ immediate: true }))
  await server.ready
  return server
}

/** Runs the lessons before it and then all its cells in order. */
async function ends(loaded: LoadedLesson, server: Server) {
  for (const before of loaded.before) await runAll(server, before)
  return runAll(server, loaded.lesson)
}

async function runAll(server: Server, lesson: LoadedLesson['lesson']) {
  const run = new LessonRun(server, lesson)
  const result: { cell: LessonCell; end: CellEnd }[] = []
  for (const cell of lesson.cells.filter(({ language }) => language === 'sql')) {
    const end = await run.cell(cell, cell.source, { limitSeconds: 30 })
    if (end === 'limit') throw new Error(`${lesson.file}: cell ${cell.id} did not end`)
    result.push({ cell, end })
  }
  run.close()
  return result
}
