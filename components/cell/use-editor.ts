'use client'
/** Puts an editor into its place when it is wanted, and takes it away with its cell. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CellLanguage } from '../../lib/lesson/lesson.ts'
import type { EditorLanguage } from '../editor/editor-language.ts'
import { loadEditor } from '../editor/load-editor.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import type { LiveNotebook } from '../notebook/open-notebook.ts'
import { useRun } from '../notebook/use-run.ts'
import { part } from '../primitives/parts-of-the-page.ts'

export interface CellEditorOptions {
  cell: string
  language: CellLanguage
  /** Whose database completion offers. */
  session: string
  /** Name for a screen reader. */
  label: string
  /** Id of the element that says which keys there are. */
  describedBy: string
}

/**
 * Whether it is there. The editor owns the text from then on, and tells the notebook. It is not made before storage has
 * answered: what was typed at an earlier visit would come too late.
 */
export function useEditor(
  place: RefObject<HTMLElement | null>,
  wanted: boolean,
  { cell, language: written, session, label, describedBy }: CellEditorOptions,
): boolean {
  const { editors, lesson, live } = useNotebook()
  const [mounted, setMounted] = useState(false)
  const loading = useNotebookValue((state) => state.storage.kind === 'loading')
  const { run } = useRun(cell)
  const latestRun = useRef(run)
  useEffect(() => {
    latestRun.current = run
  })

  useEffect(() => {
    const parent = place.current
    if (!wanted || loading || !live || !parent) return
    const { notebook } = live
    let gone = false
    let unmount: (() => void) | undefined
    const modules = [loadEditor(), loadLanguage(written, live, session)] as const
    void Promise.all(modules).then(([{ createEditor }, language]) => {
      if (gone) return
      const editor = createEditor({
        parent,
        key: `${lesson}/${cell}`,
        text: notebook.getState().cells[cell]?.source ?? '',
        label,
        describedBy,
        language,
        listener: {
          textChanged: (source) => notebook.dispatch({ type: 'source-changed', cell, source }),
          selectionChanged: (selected) => editors.select(cell, selected),
          runRequested: (goOn) => latestRun.current(goOn),
        },
      })
      // The static text goes in the same moment, so that the two are never seen together.
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
  }, [place, wanted, loading, live, cell, written, session, label, describedBy, editors, lesson])

  return mounted
}

const loadSql = part(() => import('../editor/sql-language.ts'))
const loadPython = part(() => import('../editor/python-language.ts'), 'Python')

/** Each language comes with its first editor. */
async function loadLanguage(
  language: CellLanguage,
  { schema }: LiveNotebook,
  session: string,
): Promise<EditorLanguage> {
  if (language === 'python') return (await loadPython()).editorLanguage()
  return (await loadSql()).editorLanguage(() => schema.current(session))
}
