'use client'
/** A transaction that PostgreSQL refused or ended, and that may succeed when it is run again: the button for it. */
import { explain } from '../../../lib/transactions/views/explain.ts'
import type { SessionEntry } from '../../../lib/transactions/views/sessions-view.ts'
import { Offers } from '../explanation/offers.tsx'
import { useJournal } from '../panel-context.tsx'

/** Nothing unless it failed with 40001 or 40P01. */
export function SessionOffers({ entry }: { entry: SessionEntry }) {
  const state = useJournal()
  const { session, last } = entry
  const found =
    last === null
      ? explain(state, { kind: 'session', session: session.key })
      : explain(state, { kind: 'transaction', transaction: last.transaction })
  return <Offers offers={(found?.offers ?? []).filter(({ kind }) => kind === 'run again')} />
}
