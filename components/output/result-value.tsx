/** A value in its cell: shortened if it is long, with a way to all of it. */
import type { Value } from '../../lib/postgres/client/outcome.ts'
import { shortened } from './shorten.ts'
import { ValueText } from './value.tsx'

export interface ResultValueProps {
  value: Value
  /** Characters of room behind a number, so that points align. */
  pad: number
  /** Characters that there is room for. */
  limit: number
  oneLine: boolean
  onOpen: (value: string) => void
}

/** The value, or its beginning as a button. */
export function ResultValue({ value, pad, limit, oneLine, onOpen }: ResultValueProps) {
  const short = value === null ? null : shortened(value, limit)
  if (value !== null && short !== null) {
    return (
      <button
        type="button"
        className="cursor-pointer border-line-strong border-b border-dotted text-start hover:text-accent-hover"
        onClick={() => onOpen(value)}
      >
        <ValueText value={short} oneLine={oneLine} />
        <span className="text-accent">…</span>
        <span className="sr-only"> shortened, show all {value.length.toLocaleString('en')} characters</span>
      </button>
    )
  }
  if (pad > 0 && value !== null) return <span style={{ paddingInlineEnd: `${pad}ch` }}>{value}</span>
  return <ValueText value={value} oneLine={oneLine} />
}
