'use client'
/** The name of a table that PostgreSQL has told by number. */
import { useEffect, useState } from 'react'
import { clientOf } from '../session/session-view.ts'
import { useNotebook } from './notebook-context.tsx'

/** Null until it is known, and where it cannot be. `pid`: of the backend in whose database the number counts. */
export function useRelationName(oid: number | null, pid: number | null): string | null {
  const { live } = useNotebook()
  const [found, setFound] = useState<{ oid: number; name: string | null } | null>(null)
  useEffect(() => {
    const whose = live && clientOf(live.notebook.getState(), pid)
    if (oid === null || !live || !whose) return
    let gone = false
    void live.relations.find(oid, whose).then((name) => {
      if (!gone) setFound({ oid, name })
    })
    return () => {
      gone = true
    }
  }, [live, oid, pid])
  return found !== null && found.oid === oid ? found.name : null
}
