/** The exercises of a lesson as cells that run in their turn: an answer in place of the starter text, then its checks. */
import type { Lesson, LessonCell, SessionSpec } from '../../lib/lesson/lesson.ts'

/** What is given as answer to each exercise: the starter text as it is, or one of its solutions, from 0. */
export type Answer = 'starter' | number

/** Solutions of an exercise, in the order of the text. */
export function solutionsOf(lesson: Lesson, id: string): LessonCell[] {
  return lesson.exerciseFences.filter(({ attributes }) => attributes.solution === id)
}

/** Checks of an exercise, in the order of the text. */
export function checksOf(lesson: Lesson, id: string): LessonCell[] {
  return lesson.exerciseFences.filter(({ attributes }) => attributes.check === id)
}

/**
 * The lesson with an answer to each exercise, and checks behind it. A solution stands where its exercise does, and keeps
 * its own places in the file. Where there are fewer solutions, the first one is taken; an exercise without any is left out.
 */
export function answered(lesson: Lesson, answer: Answer): Lesson {
  const checkers: SessionSpec[] = []
  const cells = lesson.cells.flatMap((cell): LessonCell[] => {
    if (cell.attributes.exercise !== true) return [cell]
    const given = answerTo(lesson, cell, answer)
    if (given === null) return []
    const checks = checksOf(lesson, cell.id).map((check, index): LessonCell => {
      const id = `check ${index + 1} of ${cell.id}`
      if (check.attributes.session !== undefined) return { ...check, id }
      checkers.push({ ...sessionOf(lesson, cell), name: id })
      return { ...check, id, session: id, source: inTransaction(check.source) }
    })
    return [given, ...checks]
  })
  return { ...lesson, cells, sessions: [...lesson.sessions, ...checkers] }
}

function answerTo(lesson: Lesson, exercise: LessonCell, answer: Answer): LessonCell | null {
  // Whatever the starter text does, it is not said in the lesson: its output is that of the solution.
  if (answer === 'starter') return { ...exercise, output: null }
  const solutions = solutionsOf(lesson, exercise.id)
  const solution = solutions[answer] ?? solutions[0]
  if (solution === undefined) return null
  const { source, range, sourceStart } = solution
  return { ...exercise, source, range, sourceStart }
}

/** A check has a connection of its own, to the database of its exercise; what it writes is rolled back. */
function inTransaction(check: string): string {
  return `BEGIN;\n${check}\n;\nROLLBACK;`
}

function sessionOf({ sessions }: Lesson, { session }: LessonCell): SessionSpec {
  const own = sessions.find(({ name }) => name === session) ?? sessions[0]
  return own ?? { name: session, role: 'postgres', database: 'postgres' }
}
