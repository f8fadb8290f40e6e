'use client'
/** What an explanation offers, done by the notebook: the page runs the learner's own cells, nothing behind their back. */
import { activeCell } from '../../../lib/notebook/select-sessions.ts'
import type { Offer } from '../../../lib/transactions/views/explanation.ts'
import { useNotebook, useNotebookValue } from '../../notebook/notebook-context.tsx'

export interface Act {
  /** What a button says. */
  words: string
  act: () => void
}

/** Null where it makes no sense now, where no cell of this page could do it, or where another button does it. */
export function useActOn(offer: Offer): Act | null {
  const { dispatch } = useNotebook()
  const { name } = offer.session
  const busy = useNotebookValue((state) => activeCell(state, name))
  const failed = useNotebookValue((state) => state.sessions[name]?.status === 'E')
  const cells = useNotebookValue((state) => {
    const asked = offer.kind === 'run again' ? offer.cells : []
    return asked.filter((id) => state.cells[id]?.session === name)
  }, sameList)
  switch (offer.kind) {
    case 'rollback':
      if (!failed || busy !== null) return null
      return {
        words: `Run ROLLBACK in ${name}`,
        act: () => dispatch({ type: 'rollback-requested', session: name }),
      }
    case 'stop':
      if (busy === null) return null
      return { words: `Stop ${name}`, act: () => dispatch({ type: 'stop-requested', cell: busy }) }
    case 'run again':
      if (cells.length === 0 || busy !== null) return null
      return {
        words: `Run again from BEGIN: ${name}’s ${cells.length === 1 ? 'cell' : `${cells.length} cells`}`,
        act() {
          // In the session's own turn: the block that has failed ends before its cells begin anew.
          if (failed) dispatch({ type: 'rollback-requested', session: name })
          for (const cell of cells) dispatch({ type: 'run-requested', cell, part: null })
        },
      }
    case 'go to':
    case 'rollback to':
      return null
  }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}
