'use client'
/** Which statement, and a way to it: its tick and its rows light up, and its cell comes into view. */
import type { StatementRef } from '../../lib/transactions/views/view.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { useCursor } from './panel-context.tsx'
import { useGoTo } from './use-go-to.ts'

/** "#3 by alice". Without a cell of this page it is text. */
export function StatementLink({ statement }: { statement: StatementRef }) {
  const { number, session, cell } = statement
  const goTo = useGoTo()
  const chosen = useCursor().selected === number
  const known = useNotebookValue((state) => cell !== null && state.cells[cell] !== undefined)
  const words = `#${number} by ${session.name}`
  if (!known) return <span className="whitespace-nowrap text-ink-2 text-small">{words}</span>
  return (
    <button
      type="button"
      aria-current={chosen ? 'true' : undefined}
      aria-label={`${words}: go to its cell`}
      onClick={() => cell !== null && goTo({ statement: number, cell })}
      className="min-h-6 cursor-pointer whitespace-nowrap text-ink-2 text-small underline underline-offset-2 hover:text-ink aria-[current]:font-semibold aria-[current]:text-accent"
    >
      {words}
    </button>
  )
}
