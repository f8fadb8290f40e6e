'use client'
/** The text of a cell: static until its editor is wanted, then the editor in the same box. */
import { useId } from 'react'
import { tabKeyInWords } from '../editor/tab-key-words.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Scroller } from '../primitives/scroller.tsx'
import type { CellProps } from './cell.tsx'
import { CellEditor } from './cell-editor.tsx'
import { CellPart } from './cell-frame.tsx'

export function CellCode({
  id,
  number,
  language,
  session,
  locked,
  folded,
  children,
}: CellProps & { folded: boolean }) {
  const unavailable = useNotebookValue((state) => state.server.kind === 'unavailable')
  const described = useId()
  const label = language === 'python' ? `cell ${number}, Python` : `cell ${number}, session ${session}, SQL`
  const editable = !locked && !unavailable
  return (
    <CellPart place="code" folded={folded} {...(editable ? { 'data-editable': '' } : {})}>
      {editable ? (
        <>
          <CellEditor cell={id} language={language} session={session} label={label} describedBy={described}>
            {children}
          </CellEditor>
          <p id={described} className="sr-only">
            Shift Enter runs and goes to the next cell, Control Enter runs and stays. {tabKeyInWords}
          </p>
        </>
      ) : (
        <Scroller label={label} className="code-box code-type code-flow">
          <pre className="[font:inherit]">{children}</pre>
        </Scroller>
      )}
    </CellPart>
  )
}
