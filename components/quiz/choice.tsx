/** One choice of a quiz, and below it why it is right or wrong, once that may be read. */
import { Check, X } from 'lucide-react'
import { classes } from '../primitives/classes.ts'
import { Icon } from '../primitives/icon.tsx'
import type { QuizChoice } from './quiz.tsx'

export interface ChoiceProps extends QuizChoice {
  type: 'radio' | 'checkbox'
  name: string
  /** Without a script nothing can be taken, and the reason stands behind a disclosure. */
  alive: boolean
  taken: boolean
  shown: boolean
  onTake: () => void
}

export function Choice({ right, answer, why, type, name, alive, taken, shown, onTake }: ChoiceProps) {
  return (
    <div data-choice={shown ? (right ? 'right' : 'wrong') : 'open'}>
      {/* The answer is the label's text: it may hold code and links, no block. */}
      <label className="flex min-h-9 cursor-pointer items-start gap-2.5 py-1.5 pointer-coarse:min-h-11">
        <input
          type={type}
          name={name}
          checked={taken}
          disabled={!alive}
          onChange={onTake}
          className="mt-1.25 size-4 flex-none accent-(--color-accent)"
        />
        <span className="min-w-0 flex-1">{answer}</span>
        {shown && <span className="sr-only">({right ? 'right' : 'wrong'})</span>}
        {shown && (
          <Icon
            of={right ? Check : X}
            size={18}
            className={classes('mt-1', right ? 'text-passed' : 'text-ink-2')}
          />
        )}
      </label>
      {shown && (
        <div className="mb-2 ms-6.5 border-line-strong border-s-2 ps-3 text-ink-2 text-ui">{why}</div>
      )}
      {!alive && (
        <details className="mb-2 ms-6.5 text-ui">
          <summary className="cursor-pointer text-ink-3 text-small">Is it right?</summary>
          <b className="font-semibold">{right ? 'Yes. ' : 'No. '}</b>
          {why}
        </details>
      )}
    </div>
  )
}
