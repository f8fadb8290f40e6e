/** A cell where it stands in the text: its code in colours for the build, everything that lives for the page. */
import type { LessonCell } from '../../lib/lesson/lesson.ts'
import { Cell } from '../cell/cell.tsx'
import { StaticCode } from '../editor/static-code.tsx'

export function LessonCellView({ cell, number }: { cell: LessonCell; number: number }) {
  const { id, language, session, source, attributes, output } = cell
  return (
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
}
