'use client'
/** Below the cell of an exercise: whether the answer is right, and in the author's words what is not yet. */
import { CircleCheck, CircleDashed, PencilLine } from 'lucide-react'
import type { Checker, ExerciseCheck } from '../../lib/notebook/ask-check.ts'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { headline, triesInWords } from './exercise-words.ts'
import { useChecks } from './use-checks.ts'

export interface ExerciseProps {
  /** Of its cell. */
  id: string
  /** At least one. */
  checks: readonly ExerciseCheck[]
  checker: Checker
}

export function Exercise({ id, checks, checker }: ExerciseProps) {
  const { verdict, tries, ask } = useChecks(id, checks, checker)
  const often = triesInWords(tries)
  const isRight = verdict.kind === 'answered' && verdict.passed === checks.length
  return (
    <section
      aria-label="Exercise"
      data-exercise={isRight ? 'right' : verdict.kind}
      className="-mt-3 mb-6 grid max-w-measure grid-cols-[18px_minmax(0,1fr)_auto] items-start gap-x-2.5 gap-y-1 text-ui print:hidden"
    >
      <Sign verdict={verdict.kind} right={isRight} done={tries.done} />
      <div className="min-w-0 py-1">
        {verdict.kind === 'none' && (
          <p className="text-ink-2">
            {tries.done ? 'You have done this exercise.' : 'An exercise: run your answer, and it is checked.'}
          </p>
        )}
        {verdict.kind === 'asking' && <p className="text-ink-2">Checking …</p>}
        {verdict.kind === 'failed' && (
          <p>The answer could not be checked: the server has gone. Run the cell again.</p>
        )}
        {verdict.kind === 'answered' && (
          <>
            <p className="font-semibold">{headline(verdict, checks.length)}</p>
            <Said sentences={verdict.said.filter((sentence) => sentence !== null)} />
          </>
        )}
      </div>
      <div className="flex items-center gap-2 text-ink-3 text-small">
        {often}
        {verdict.kind === 'answered' && !isRight && (
          <Button look="quiet" size="small" onClick={ask}>
            Check again
          </Button>
        )}
      </div>
    </section>
  )
}

function Said({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  if (sentences.length === 1) return <p>{sentences[0]}</p>
  return (
    <ul className="list-disc ps-5 marker:text-ink-3">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** The words say it, too. */
function Sign({ verdict, right, done }: { verdict: string; right: boolean; done: boolean }) {
  if (right || (verdict === 'none' && done)) {
    return <Icon of={CircleCheck} size={18} className="mt-1.5 text-passed" />
  }
  if (verdict === 'answered') return <Icon of={CircleDashed} size={18} className="mt-1.5 text-ink-2" />
  return <Icon of={PencilLine} size={18} className="mt-1.5 text-ink-3" />
}
