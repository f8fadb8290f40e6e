'use client'
/** One panel for the components below: its cursor, how it stands, and the journal that it shows. Loads no view. */
import {
  createContext,
  type ReactNode,
  useContext,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { initialState } from '../../lib/transactions/initial-state.ts'
import type { JournalState } from '../../lib/transactions/model.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Cursor, type CursorState } from './cursor.ts'
import { browserMemory } from './panel-memory.ts'
import { type PanelState, PanelStore } from './panel-store.ts'

interface PanelContextValue {
  cursor: Cursor
  panel: PanelStore
  starts: 'open' | 'folded'
}

const PanelContext = createContext<PanelContextValue | null>(null)

export interface PanelProviderProps {
  /** How the lesson says that it starts. */
  starts: 'open' | 'folded'
  children: ReactNode
}

/** Inside a NotebookProvider. The cursor goes back to nothing when another server begins. */
export function PanelProvider({ starts, children }: PanelProviderProps) {
  const { live } = useNotebook()
  const newest = useRef<() => number>(() => 0)
  const value = useMemo(() => {
    const cursor = new Cursor(() => newest.current())
    return { cursor, panel: new PanelStore(browserMemory(starts)), starts }
  }, [starts])
  useEffect(() => value.panel.recall(), [value])
  useEffect(() => {
    const journal = live?.journal
    newest.current = () => journal?.getState().count ?? 0
    return journal?.subscribe(() => {
      const { selected, at } = value.cursor.getState()
      if (journal.getState().count < Math.max(selected ?? 0, at ?? 0)) value.cursor.reset()
    })
  }, [live, value])
  return <PanelContext value={value}>{children}</PanelContext>
}

/** The panel of the lesson around. Throws outside one: a mistake of the page, not of its user. */
export function usePanel(): PanelContextValue {
  const context = useContext(PanelContext)
  if (!context) throw new Error('used outside a PanelProvider')
  return context
}

export function usePanelState(): PanelState {
  const { panel } = usePanel()
  return useSyncExternalStore(panel.subscribe, panel.getState, panel.getState)
}

/**
 * Whether it stands beside the text, open or folded, where there is room: `none` where no cell can run. A learner's own
 * session opens it, since a second session is what it is for.
 */
export function usePlace(): 'open' | 'folded' | 'none' {
  const { starts } = usePanel()
  const { folded } = usePanelState()
  const unavailable = useNotebookValue((state) => state.server.kind === 'unavailable')
  const own = useNotebookValue((state) => Object.values(state.sessions).some(({ declared }) => !declared))
  if (unavailable) return 'none'
  return (folded ?? (starts === 'folded' && !own)) ? 'folded' : 'open'
}

/** Which statement is chosen, and whether one looks back. */
export function useCursor(): CursorState {
  const { cursor } = usePanel()
  return useSyncExternalStore(cursor.subscribe, cursor.getState, cursor.getState)
}

/**
 * The journal's state, for the views of lib/transactions; `at` of the cursor says as of when to ask them. A cell's own
 * answer comes first: what is drawn here gives way to it, so the state may be a moment old.
 */
export function useJournal(): JournalState {
  const { live } = useNotebook()
  const state = useSyncExternalStore(
    live?.journal.subscribe ?? nothingHappens,
    live?.journal.getState ?? ofNothing,
    ofNothing,
  )
  return useDeferredValue(state)
}

function ofNothing(): JournalState {
  return initialState
}

function nothingHappens(): () => void {
  return () => undefined
}
