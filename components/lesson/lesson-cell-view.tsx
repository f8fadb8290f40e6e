/** A cell where it stands in the text: its code in colours for the build, everything that lives for the page. */
import { checkerOf, checksOf } from '../../lib/lesson/exercises.ts'
import type { Lesson, LessonCell } from '../../lib/lesson/lesson.ts'
import { Cell } from '../cell/cell.tsx'
import { StaticCode } from '../editor/static-code.tsx'
import { Exercise } from '../exercise/exercise.tsx'

export interface LessonCellViewProps {
  cell: LessonCell
  number: number
  lesson: Lesson
}

export function LessonCellView({ cell, number, lesson }: LessonCellViewProps) {
  const { id, language, session, source, attributes, output } = cell
  const view = (
    <Cell
      id={id}
      number={number}
      language={language}
      session={session}
      locked={attributes.locked === true}
      hidden={attributes.hidden === true}
      expected={output?.readable ?? null}
    >
      <StaticCode source={source} language={language} />
    </Cell>
  )
  const checks = attributes.exercise === true ? checksOf(lesson, id).map(exerciseCheck) : []
  if (checks.length === 0) return view
  return (
    <>
      {view}
      <Exercise id={id} checks={checks} checker={checkerOf(lesson, cell)} />
    </>
  )
}

function exerciseCheck({ source, attributes }: LessonCell) {
  const { says, session } = attributes
  return {
    sql: source,
    says: typeof says === 'string' ? says : null,
    session: typeof session === 'string' ? session : null,
  }
}
