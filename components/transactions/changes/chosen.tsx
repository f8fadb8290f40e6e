'use client'
/** The statement that is chosen, a way to its cell, and whether only its changes are shown. */
import { get } from '../../../lib/transactions/int-map.ts'
import { statementRef } from '../../../lib/transactions/names.ts'
import { Button } from '../../primitives/button.tsx'
import { useCursor, useJournal, usePanel } from '../panel-context.tsx'
import { StatementLink } from '../statement-link.tsx'

export interface ChosenProps {
  number: number
  only: boolean
  onOnly: (only: boolean) => void
}

export function Chosen({ number, only, onOnly }: ChosenProps) {
  const { cursor } = usePanel()
  const { at } = useCursor()
  const state = useJournal()
  const statement = statementRef(state, number)
  const last = get(state.statements, state.count)?.number
  if (statement === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-small">
      <span>
        Chosen: <StatementLink statement={statement} />
      </span>
      <Button size="small" look="quiet" aria-pressed={only} onClick={() => onOnly(!only)}>
        {only ? 'Show all changes' : `Only changes of #${number}`}
      </Button>
      {at !== number && number !== last && (
        <Button size="small" look="quiet" onClick={() => cursor.lookBack(number)}>
          Look back to #{number}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={() => cursor.select(null)}>
        Choose none
      </Button>
    </div>
  )
}
