'use client'
/** Whose something is, for looks: the place of a session in the lesson, with its hue and its letter. */
import type { SessionRef } from '../../lib/transactions/views/view.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { sessionHue, sessionLetter } from '../primitives/session-mark.tsx'
import { placeOf } from '../session/session-view.ts'

export interface Whose {
  /** For `data-session`; undefined for a session that is none of the lesson's. */
  hue: string | undefined
  letter: string
}

export function useWhose(session: SessionRef | null): Whose {
  const place = useNotebookValue((state) => (session?.named ? placeOf(state, session.name) : -1))
  return place < 0
    ? { hue: undefined, letter: '?' }
    : { hue: sessionHue(place), letter: sessionLetter(place) }
}
