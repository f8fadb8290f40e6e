/** A cell where it stands in the text: its code in colours for the build, everything that lives for the page. */
import type { LessonCell } from '../../lib/lesson/lesson.ts'
import { Cell } from '../cell/cell.tsx'
import { StaticSql } from '../editor/static-sql.tsx'
import { StaticText } from '../editor/static-text.tsx'

/** Python has no kernel in this page yet: such a cell is text, and says so. */
export function LessonCellView({ cell, number }: { cell: LessonCell; number: number }) {
  if (cell.language === 'python') {
    return (
      <figure id={cell.id} className="my-6">
        <pre className="code-type code-flow overflow-x-auto rounded-s bg-sunken px-4 py-3">
          <StaticText source={cell.source} />
        </pre>
        <figcaption className="mt-1.5 text-ink-2 text-small">
          Python cells do not run in this page yet.
        </figcaption>
      </figure>
    )
  }
  return (
    <Cell
      id={cell.id}
      number={number}
      session={cell.session}
      locked={cell.attributes.locked === true}
      hidden={cell.attributes.hidden === true}
      expected={cell.output?.readable ?? null}
    >
      <StaticSql source={cell.source} />
    </Cell>
  )
}
