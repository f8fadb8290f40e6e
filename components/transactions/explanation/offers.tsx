'use client'
/** Ways on, as buttons that say what happens: ROLLBACK, Stop, the cell that frees it, the transaction again. */
import { activeCell } from '../../../lib/notebook/select-sessions.ts'
import type { Offer } from '../../../lib/transactions/views/explanation.ts'
import { useNotebookValue } from '../../notebook/notebook-context.tsx'
import { Button } from '../../primitives/button.tsx'
import { GoToFreeingCell } from '../../session/go-to-freeing-cell.tsx'
import { useCloseSheet } from '../use-go-to.ts'
import { useActOn } from './use-act-on.ts'

export function Offers({ offers }: { offers: readonly Offer[] }) {
  if (offers.length === 0) return null
  const waits = offers.find(({ kind }) => kind === 'stop')
  return (
    <div className="flex flex-wrap gap-2">
      {offers.map((offer) => (
        <OfferButton key={`${offer.kind} ${offer.session.key}`} offer={offer} />
      ))}
      {waits && <FreeingCell waiter={waits.session.name} />}
    </div>
  )
}

/** Nothing for what cannot be done now. */
function OfferButton({ offer }: { offer: Offer }) {
  const found = useActOn(offer)
  if (found === null) return null
  return (
    <Button size="small" onClick={found.act}>
      {found.words}
    </Button>
  )
}

/** Of all who hold what it wants, the notebook knows whose cell comes next. */
function FreeingCell({ waiter }: { waiter: string }) {
  const cell = useNotebookValue((state) => activeCell(state, waiter))
  const closeSheet = useCloseSheet()
  return cell && <GoToFreeingCell id={cell} onLeave={closeSheet} />
}
