/** What the journal does not know any more, or could not read: said where something is missing. */
import type { Completeness } from '../../../lib/transactions/views/view.ts'

/** Nothing where nothing is missing. */
export function Gaps({ of: { keptFrom, lost } }: { of: Completeness }) {
  const older = keptFrom > 1 ? [`What came before #${keptFrom} is no longer kept.`] : []
  const sentences = [...older, ...lost]
  if (sentences.length === 0) return null
  return (
    <ul className="grid gap-1 border-line-strong border-s-2 ps-3 text-ink-2 text-small">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
