/** The order in which a lesson's cells run, step by step, for those who run them by hand or by another program. */
import type { Lesson, LessonCell } from '../../../lib/lesson/lesson.ts'
import { solutionsOf } from '../exercises.ts'

export interface Step {
  /** From 1, in the order of the text. */
  number: number
  cell: LessonCell
  /** What is run: of an exercise, its solution. */
  text: string
  /** As the author named it, or by its number. */
  name: string
}

/** Cells that can be run, in the order of the text. */
export function stepsOf(lesson: Lesson): Step[] {
  return lesson.cells.map((cell, index) => ({
    number: index + 1,
    cell,
    text: solutionsOf(lesson, cell.id)[0]?.source ?? cell.source,
    name: cell.named ? cell.id : `cell-${index + 1}`,
  }))
}

/** What is to be known of a step, as short clauses: for whom it waits, whom it frees, how it fails. */
export function remarksOn({ cell }: Step): string[] {
  const { 'waits-for': waits, frees, exercise } = cell.attributes
  return [
    ...(typeof waits === 'string' ? [`waits for ${waits}`] : []),
    ...(typeof frees === 'string' ? [`lets ${frees} go on`] : []),
    ...(cell.error === null ? [] : [`fails with ${cell.error}`]),
    ...(exercise === true ? ['an exercise: its solution'] : []),
  ]
}

/** A message about a place in the lesson, or null: something that a form cannot hold. */
export interface Unsaid {
  cell: LessonCell
  says: string
}

/** One form of a lesson: files, and what they do not say. */
export interface Exported {
  files: { name: string; content: string }[]
  unsaid: Unsaid[]
}
