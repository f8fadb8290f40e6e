'use client'
/** The first line of a cell: execution count, session or language, and the state in words. */
import { Lock, Pencil } from 'lucide-react'
import { displayState, staleReason } from '../../lib/notebook/select.ts'
import { waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { noticeable, useElapsed } from '../notebook/use-elapsed.ts'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { waitedInWords } from '../session/wait-words.ts'
import type { CellProps } from './cell.tsx'
import { cellCount } from './cell-count.ts'
import { CellPart } from './cell-frame.tsx'
import { asksInWords, cellWords, timeInWords } from './cell-words.ts'
import { PythonMark } from './python-mark.tsx'
import { SessionSwitch } from './session-switch.tsx'

type CellHeadProps = Omit<CellProps, 'children'> & {
  /** Milliseconds that it has been running. */
  elapsed: number
  /** It has been queued for long enough to be noticed. */
  waiting: boolean
  /** Of a hidden cell: whether it is unfolded. */
  shown: boolean
  onShow: () => void
}

export function CellHead({
  id,
  number,
  language,
  session,
  locked,
  hidden,
  elapsed,
  waiting,
  shown,
  onShow,
}: CellHeadProps) {
  const count = useNotebookValue((state) => cellCount(state, id))
  const queued = useNotebookValue((state) => displayState(state, id) === 'queued')
  const words = useNotebookValue((state) => cellWords(state, id))
  const edited = useNotebookValue((state) => staleReason(state, id) === 'edited')
  const waitingSince = useNotebookValue((state) => waitOfCell(state, id)?.since ?? null)
  const waited = useElapsed(waitingSince)
  const asks = useNotebookValue((state) => asksInWords(state, id))
  const running = elapsed >= noticeable ? `running, ${timeInWords(elapsed)}` : ''
  const blocked = waitingSince === null ? '' : `waiting, ${waitedInWords(waited)}`
  return (
    <CellPart place="head">
      <span aria-hidden="true" className="min-w-[3ch] whitespace-pre font-mono text-micro">
        {count}
      </span>
      {language === 'python' ? (
        <PythonMark id={id} />
      ) : (
        <SessionSwitch id={id} number={number} session={session} locked={locked} />
      )}
      {hidden && (
        <Button
          look="quiet"
          size="small"
          data-needs-script
          aria-expanded={shown}
          aria-label={`${shown ? 'Hide' : 'Show'} the set-up in cell ${number}`}
          onClick={onShow}
        >
          {shown ? 'Hide set-up' : 'Show set-up'}
        </Button>
      )}
      {locked && (
        <span className="flex items-center gap-1.5">
          <Icon of={Lock} size={13} />
          part of the lesson
        </span>
      )}
      <span className="flex items-center gap-1.5 tabular-nums">
        {edited && <Icon of={Pencil} size={13} />}
        {queued && !waiting ? '' : blocked || asks || running || words}
      </span>
    </CellPart>
  )
}
