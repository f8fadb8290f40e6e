'use client'
/** A question with choices: one is taken, or several, and then it is said which are right, and why. */
import { type ReactNode, useId, useState, useSyncExternalStore } from 'react'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { say } from '../notebook/say.ts'
import { Button } from '../primitives/button.tsx'
import { Choice } from './choice.tsx'
import { type Judgement, judge, verdictOn } from './judge.ts'

export interface QuizChoice {
  right: boolean
  answer: ReactNode
  why: ReactNode
}

export interface QuizProps {
  choices: readonly QuizChoice[]
  /** Whether several are right: then all of them are to be taken. */
  many: boolean
  /** Id of the cell that will show it: the answer is a guess until that has run. */
  predicts: string | null
}

export function Quiz({ choices, many, predicts }: QuizProps) {
  const name = useId()
  const alive = useSyncExternalStore(
    nothingHappens,
    () => true,
    () => false,
  )
  const [taken, setTaken] = useState<readonly number[]>([])
  const [given, setGiven] = useState<readonly number[] | null>(null)
  const hasRun = useNotebookValue((state) => {
    const run = predicts === null ? null : state.cells[predicts]?.run
    return run?.result !== undefined && run?.result !== null && !run.fromBefore
  })
  const judgement = given === null || (predicts !== null && !hasRun) ? null : judge(choices, given)
  const take = (at: number) => {
    setGiven(null)
    setTaken(many ? (taken.includes(at) ? taken.filter((other) => other !== at) : [...taken, at]) : [at])
  }
  const give = () => {
    setGiven(taken)
    if (predicts === null || hasRun) say(verdictOn(judge(choices, taken)))
  }
  return (
    <fieldset className="mb-4 max-w-measure py-1" data-quiz={judgement?.kind ?? 'open'}>
      <legend className="sr-only">{many ? 'Take all answers that are right' : 'Take one answer'}</legend>
      {choices.map((choice, at) => (
        <Choice
          // Choices have no other name, and never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          key={at}
          {...choice}
          type={many ? 'checkbox' : 'radio'}
          name={name}
          alive={alive}
          taken={taken.includes(at)}
          shown={judgement?.shown.includes(at) ?? false}
          onTake={() => take(at)}
        />
      ))}
      {alive && (
        <div className="mt-2 flex min-h-9 flex-wrap items-center gap-x-3 text-ui">
          <Foot judgement={judgement} given={given !== null} predicts={predicts !== null} />
          {given === null && (
            <Button size="small" disabled={taken.length === 0} onClick={give}>
              {predicts === null || hasRun ? 'Check' : 'That is my guess'}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  )
}

function Foot(props: { judgement: Judgement | null; given: boolean; predicts: boolean }) {
  const { judgement, given, predicts } = props
  if (judgement !== null) return <p className="font-semibold">{verdictOn(judgement)}</p>
  if (given) return <p className="text-ink-2">Now run the cell below: it tells.</p>
  return predicts ? <p className="text-ink-2">What do you think, before you run it?</p> : null
}

function nothingHappens(): () => void {
  return () => undefined
}
