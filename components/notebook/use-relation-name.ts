'use client'
/** The name of a table that PostgreSQL has told by number. */
import { useEffect, useState } from 'react'
import { useNotebook } from './notebook-context.tsx'

/** Null until it is known, and where it cannot be. `session` is whose database the number belongs to. */
export function useRelationName(oid: number | null, session: string): string | null {
  const { live } = useNotebook()
  const [found, setFound] = useState<{ oid: number; name: string | null } | null>(null)
  useEffect(() => {
    const whose = live?.notebook.getState().sessions[session]
    if (oid === null || !live || !whose) return
    let gone = false
    void live.relations.find(oid, whose).then((name) => {
      if (!gone) setFound({ oid, name })
    })
    return () => {
      gone = true
    }
  }, [live, oid, session])
  return found !== null && found.oid === oid ? found.name : null
}
