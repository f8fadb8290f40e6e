/** Asks an exercise's checks whenever its cell has run, and on request. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Checker, ExerciseCheck } from '../../lib/notebook/ask-check.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { say } from '../notebook/say.ts'
import { part } from '../primitives/parts-of-the-page.ts'
import { readTries, type Tries, writeTries } from './exercise-memory.ts'
import { verdictInWords } from './exercise-words.ts'

const loadAskCheck = part(() => import('../../lib/notebook/ask-check.ts'))

/** `said`: what the checks that say no have to say, in their order. */
export type Verdict =
  | { kind: 'none' }
  | { kind: 'asking' }
  | { kind: 'answered'; passed: number; said: readonly (string | null)[] }
  /** The server went, or Python's or PostgreSQL's start has failed. */
  | { kind: 'failed' }

export interface Checks {
  verdict: Verdict
  tries: Tries
  ask: () => void
}

export function useChecks(id: string, checks: readonly ExerciseCheck[], checker: Checker): Checks {
  const { lesson, live } = useNotebook()
  const [verdict, setVerdict] = useState<Verdict>({ kind: 'none' })
  const [tries, setTries] = useState<Tries>({ count: 0, done: false })
  const latest = useRef(0)
  const known = useRef(tries)
  const keep = useCallback(
    (now: Tries) => {
      known.current = now
      setTries(now)
      writeTries(lesson, id, now)
    },
    [lesson, id],
  )

  useEffect(() => {
    known.current = readTries(lesson, id)
    setTries(known.current)
  }, [lesson, id])

  const ask = useCallback(async () => {
    const server = live?.notebook.server()
    if (!live || !server) return
    const round = ++latest.current
    const tell = (now: Verdict) => {
      if (round === latest.current) setVerdict(now)
    }
    tell({ kind: 'asking' })
    try {
      const { askCheck } = await loadAskCheck()
      const answers: boolean[] = []
      for (const check of checks) answers.push(await askCheck(live.notebook, server, check, checker))
      const said = checks.filter((_, at) => !answers[at]).map(({ says }) => says)
      const answered: Verdict = { kind: 'answered', passed: checks.length - said.length, said }
      tell(answered)
      if (round === latest.current) say(verdictInWords(answered, checks.length))
      if (said.length === 0) keep({ ...known.current, done: true })
    } catch (error) {
      console.debug('exercise: a check could not be asked', error)
      tell({ kind: 'failed' })
    }
  }, [live, checks, checker, keep])

  const ended = useNotebookValue((state) => {
    const run = state.cells[id]?.run
    return run?.result && !run.fromBefore ? run.count : null
  })
  const seen = useRef(ended)
  useEffect(() => {
    if (ended === null || ended === seen.current) return
    seen.current = ended
    keep({ ...known.current, count: known.current.count + 1 })
    void ask()
  }, [ended, ask, keep])

  return { verdict, tries, ask }
}
