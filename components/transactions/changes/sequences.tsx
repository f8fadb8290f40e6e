'use client'
/** Where the sequences stand. They have none of the three looks: what they gave is never taken back. */
import type { SequenceEntry } from '../../../lib/transactions/views/changes-view.ts'
import { StatementLink } from '../statement-link.tsx'

export function Sequences({ sequences }: { sequences: readonly SequenceEntry[] }) {
  if (sequences.length === 0) return null
  return (
    <section aria-label="Sequences">
      <h3 className="font-semibold text-ink-2 text-small">Sequences: they do not roll back</h3>
      <ul className="mt-1.5 grid gap-1">
        {sequences.map(({ name, value, statement }) => (
          <li key={name} className="flex flex-wrap items-center justify-between gap-x-3 text-small">
            <span className="font-mono">
              {name} <b className="font-semibold">{value}</b>
            </span>
            {statement && <StatementLink statement={statement} />}
          </li>
        ))}
      </ul>
    </section>
  )
}
