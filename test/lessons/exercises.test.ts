/** The exercises of the lessons: a check says no to the starter text, and yes after the solution. */
import { expect, test } from 'vitest'
import { textOf } from '../../bin/lessons/check-lesson.ts'
import { type CellEnd, runLesson } from '../../bin/lessons/lesson-run.ts'
import { loadLessons } from '../../bin/lessons/load.ts'
import type { Lesson, LessonCell, SessionSpec } from '../../lib/lesson/lesson.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { world } from '../unit/bin/world.ts'

const { lessons } = await loadLessons([], world([]).environment)
const exercises = lessons.flatMap(({ lesson }) =>
  lesson.cells
    .filter(({ attributes }) => attributes.exercise === true)
    .map((exercise) => ({ name: `${lesson.slug}: ${exercise.id}`, lesson, exercise })),
)

test.each(exercises)('$name', async ({ lesson, exercise }) => {
  const solution = textOf(exercise, lesson)
  const checks = lesson.exerciseFences.filter(({ attributes }) => attributes.check === exercise.id)
  expect(solution).not.toBeNull()
  expect(checks.length).toBeGreaterThan(0)
  const [before, after] = await checkedTwice(lesson, exercise, solution ?? '', checks)
  expect(before?.every(isYes)).toBe(false)
  expect(after?.map(isYes)).toEqual(checks.map(() => true))
})

/** Runs the lesson down to the exercise, its checks with the starter text, and again with the solution. */
async function checkedTwice(
  lesson: Lesson,
  exercise: LessonCell,
  solution: string,
  checks: readonly LessonCell[],
): Promise<CellEnd[][]> {
  const checker = checkerOf(lesson)
  const asked = (round: string) =>
    checks.map((check, index) => ({
      ...check,
      id: `${round}-${index}`,
      session: check.attributes.session === undefined ? checker.name : check.session,
    }))
  const rounds = [asked('before'), asked('after')] as const
  const solved = { ...exercise, id: 'solved', source: solution }
  const above = lesson.cells.slice(0, lesson.cells.indexOf(exercise))
  const cells = [...above, exercise, ...rounds[0], solved, ...rounds[1]]
  const server = startServer()
  try {
    await server.ready
    const ends = await runLesson(
      server,
      { ...lesson, cells, sessions: [...lesson.sessions, checker] },
      { limitSeconds: 60, textOf: (cell) => (above.includes(cell) ? textOf(cell, lesson) : cell.source) },
    )
    expect(ends.map(({ state }) => state)).toEqual(ends.map(() => 'ended'))
    return rounds.map((round) => ends.filter(({ cell }) => round.some(({ id }) => id === cell.id)))
  } finally {
    await server.stop({ immediate: true })
  }
}

/** A check has a connection of its own, as whom the lesson begins. */
function checkerOf({ sessions }: Lesson): SessionSpec {
  const { role, database } = sessions[0] ?? { role: 'postgres', database: 'postgres' }
  return { name: 'checker', role, database }
}

/** It returned rows, and each value is true. */
function isYes({ end }: CellEnd): boolean {
  const tables = end?.outputs.flatMap((output) => (output.kind === 'table' ? [output] : [])) ?? []
  const values = tables.flatMap(({ chunks }) => chunks.flat(2))
  return values.length > 0 && values.every((value) => value === 't')
}
