/** What belongs to an exercise: its checks, its solutions, and as whom its checks look. */
import type { Lesson, LessonCell, SessionSpec } from './lesson.ts'

/** In the order of the text. */
export function solutionsOf({ exerciseFences }: Lesson, id: string): LessonCell[] {
  return exerciseFences.filter(({ attributes }) => attributes.solution === id)
}

/** In the order of the text. */
export function checksOf({ exerciseFences }: Lesson, id: string): LessonCell[] {
  return exerciseFences.filter(({ attributes }) => attributes.check === id)
}

/** Role and database of its checks' own connections: those of the exercise, or of the first session where it has none. */
export function checkerOf(
  { sessions }: Lesson,
  { session }: LessonCell,
): Pick<SessionSpec, 'role' | 'database'> {
  const own = sessions.find(({ name }) => name === session) ?? sessions[0]
  return own ?? { role: 'postgres', database: 'postgres' }
}

/** What runs of a lesson without a learner: of an exercise its first solution; one that has none is left out. */
export function solvedCells(lesson: Lesson): LessonCell[] {
  return lesson.cells.flatMap((cell) => {
    if (cell.attributes.exercise !== true) return [cell]
    const [solution] = solutionsOf(lesson, cell.id)
    return solution === undefined ? [] : [{ ...cell, source: solution.source }]
  })
}
