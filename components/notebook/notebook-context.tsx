'use client'
/** One lesson's notebook for the components below: its state outside React, its editors, and its server. */
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { NotebookEvent } from '../../lib/notebook/events.ts'
import { initialState } from '../../lib/notebook/initial-state.ts'
import type { NotebookState } from '../../lib/notebook/model.ts'
import { pageIsolation } from '../isolation/page-isolation.ts'
import { earlyEvents } from './early-runs.ts'
import { Editors } from './editors.ts'
import { type LiveNotebook, type OpenedLesson, openNotebook } from './open-notebook.ts'

interface NotebookContextValue {
  /** Slug of the lesson; with a cell's id a key that is unique in this site. */
  lesson: string
  editors: Editors
  /** The cell whose text was clicked or typed into last. */
  lastTouched: RefObject<string | null>
  /** The state that the page was built with: nothing has run. */
  built: NotebookState
  /** Null until the page has come alive. */
  live: LiveNotebook | null
  /** What was asked while there was no notebook. */
  early: NotebookEvent[]
}

const NotebookContext = createContext<NotebookContextValue | null>(null)

export interface NotebookProviderProps extends OpenedLesson {
  children: ReactNode
}

/** The notebook lives as long as the page of its lesson; its server stops with it. */
export function NotebookProvider({ lesson, cells, sessions, engine, children }: NotebookProviderProps) {
  const [live, setLive] = useState<LiveNotebook | null>(null)
  const lastTouched = useRef<string | null>(null)
  const fixed = useMemo(() => {
    const built = initialState({ cells, sessions })
    const early: NotebookEvent[] = []
    return { lesson, editors: new Editors(), built, lastTouched, early }
  }, [lesson, cells, sessions])

  useEffect(() => {
    let opened: LiveNotebook | null = null
    let gone = false
    void pageIsolation().then((isolation) => {
      if (gone || isolation.kind === 'reloading') return
      const unavailable = isolation.kind === 'impossible' ? isolation.reason : null
      opened = openNotebook({ lesson, cells, sessions, engine }, unavailable)
      setLive(opened)
    })
    return () => {
      gone = true
      setLive(null)
      opened?.close()
    }
  }, [lesson, cells, sessions, engine])

  // In the same commit that gives the buttons their notebook: no press falls between.
  useLayoutEffect(() => {
    if (!live) return
    for (const event of earlyEvents(fixed.early.splice(0))) live.notebook.dispatch(event)
  }, [live, fixed])

  const value = useMemo(() => ({ ...fixed, live }), [fixed, live])
  return <NotebookContext value={value}>{children}</NotebookContext>
}

/** The notebook of the lesson around. Throws outside one: a mistake of the page, not of its user. */
export function useNotebook(): NotebookContextValue & { dispatch: (event: NotebookEvent) => void } {
  const context = useContext(NotebookContext)
  if (!context) throw new Error('used outside a NotebookProvider')
  const dispatch = (event: NotebookEvent) => {
    if (context.live) context.live.notebook.dispatch(event)
    else context.early.push(event)
  }
  return { ...context, dispatch }
}

/**
 * What `select` makes of the state; the component is drawn again when that is another value. What is made anew each
 * time needs `same`, which says when two of them are one.
 */
export function useNotebookValue<T>(
  select: (state: NotebookState) => T,
  same: (a: T, b: T) => boolean = Object.is,
): T {
  const { live, built } = useNotebook()
  const last = useRef<{ value: T } | null>(null)
  const look = (state: NotebookState): T => {
    const value = select(state)
    if (!last.current || !same(last.current.value, value)) last.current = { value }
    return last.current.value
  }
  return useSyncExternalStore(
    live?.notebook.subscribe ?? nothingHappens,
    () => look(live?.notebook.getState() ?? built),
    () => look(built),
  )
}

function nothingHappens(): () => void {
  return () => undefined
}
