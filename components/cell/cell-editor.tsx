'use client'
/**
 * The place of an editor. It shows the static text until the cell is near the view or is touched, then loads the editor
 * and puts it into the same box; the editor owns the text from then on, and tells the notebook.
 */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { StaticText } from '../editor/static-text.tsx'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { useRun } from '../notebook/use-run.ts'
import { useErrorMark } from './use-error-mark.ts'
import { useNearView } from './use-near-view.ts'

export interface CellEditorProps {
  cell: string
  /** Whose database completion offers. */
  session: string
  /** Name for a screen reader. */
  label: string
  /** Id of the element that says which keys there are. */
  describedBy: string
  /** The author's text in colours. */
  children: ReactNode
}

export function CellEditor({ cell, session, label, describedBy, children }: CellEditorProps) {
  const { editors, lastTouched, lesson, live } = useNotebook()
  const { run } = useRun(cell)
  const place = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState(false)
  const [mounted, setMounted] = useState(false)
  const loading = useNotebookValue((state) => state.storage.kind === 'loading')
  const want = useCallback(() => setWanted(true), [])
  useNearView(place, want)
  useErrorMark(cell, mounted)

  const latest = useRef({ run })
  useEffect(() => {
    latest.current = { run }
  })

  useEffect(() => {
    const parent = place.current
    if (!wanted || loading || !live || !parent) return
    let unmount: (() => void) | undefined
    let gone = false
    void import('../editor/create-editor.ts').then(({ createEditor }) => {
      if (gone) return
      const editor = createEditor({
        parent,
        key: `${lesson}/${cell}`,
        text: live.notebook.getState().cells[cell]?.source ?? '',
        label,
        describedBy,
        catalogue: () => live.schema.current(session),
        listener: {
          textChanged: (source) => live.notebook.dispatch({ type: 'source-changed', cell, source }),
          selectionChanged: (selected) => editors.select(cell, selected),
          runRequested: (goOn) => latest.current.run(goOn),
        },
      })
      flushSync(() => setMounted(true))
      const remove = editors.add(cell, editor)
      unmount = () => {
        remove()
        editor.destroy()
        setMounted(false)
      }
    })
    return () => {
      gone = true
      unmount?.()
    }
  }, [wanted, loading, live, cell, session, label, describedBy, editors, lesson])

  return (
    // biome-ignore lint: the editor inside takes the keys
    <div
      onFocus={() => {
        lastTouched.current = cell
        want()
      }}
      onClick={(event) => {
        if (mounted) return
        const { clientX, clientY } = event
        want()
        editors.whenMounted(cell, (editor) => editor.focusAt(clientX, clientY))
      }}
    >
      {!mounted && (
        <pre className="code-box code-type code-flow">
          <CurrentText cell={cell}>{children}</CurrentText>
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
