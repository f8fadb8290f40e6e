/** A value of the journal: as a result shows it, shortened if it is long; what is not known says why. */
import type { JournalValue } from '../../../lib/postgres/client/journal.ts'
import { ValueText } from '../../output/value.tsx'

/** Characters that are shown of a value. */
const longest = 200

/** `quiet` is for what was. */
export function JournalValueText({ value, quiet = false }: { value: JournalValue; quiet?: boolean }) {
  const text = <Text value={value} />
  return quiet ? <span className="text-ink-2">{text}</span> : text
}

function Text({ value }: { value: JournalValue }) {
  if (value !== null && typeof value === 'object') {
    return <span className="text-ink-2 italic">({value.unknown})</span>
  }
  if (value === null || value.length <= longest) return <ValueText value={value} />
  return (
    <>
      <ValueText value={value.slice(0, longest)} />
      <span className="text-ink-2">… ({value.length.toLocaleString('en')} characters)</span>
    </>
  )
}
