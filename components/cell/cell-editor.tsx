'use client'
/** The place of an editor: the static text until the editor is wanted, then the editor in the same box. */
import { type ReactNode, useRef } from 'react'
import { StaticText } from '../editor/static-text.tsx'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { type CellEditorOptions, useEditor } from './use-editor.ts'
import { useErrorMark } from './use-error-mark.ts'
import { useWanted } from './use-wanted.ts'

/** `children` is the author's text in colours. */
export function CellEditor({ children, ...options }: CellEditorOptions & { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const wanted = useWanted(frame, options.cell)
  const mounted = useEditor(place, wanted, options)
  useErrorMark(options.cell, mounted)
  return (
    <div ref={frame}>
      {!mounted && (
        <pre className="code-box code-type code-flow">
          <CurrentText cell={options.cell}>{children}</CurrentText>
        </pre>
      )}
      <div ref={place} className={mounted ? 'code-type' : ''} />
    </div>
  )
}

/** The author's text in colours as long as it is that, else the learner's without. */
function CurrentText({ cell, children }: { cell: string; children: ReactNode }) {
  const { built } = useNotebook()
  const source = useNotebookValue((state) => state.cells[cell]?.source)
  if (source === undefined || source === built.cells[cell]?.spec.starter) return children
  return <StaticText source={source} />
}
