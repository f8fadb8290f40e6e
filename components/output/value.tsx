/** One value of a result. NULL, the empty text and blanks at an end differ by shape, not by colour. */
import type { Value } from '../../lib/postgres/client/outcome.ts'

/** NULL in italics on a dotted line; it is no text. */
export function Null() {
  return <span className="border-line-strong border-b border-dotted text-ink-3 italic">NULL</span>
}

/** A value in full. In `oneLine`, line ends are marked instead of made. */
export function ValueText({ value, oneLine = false }: { value: Value; oneLine?: boolean }) {
  if (value === null) return <Null />
  if (value === '') {
    return (
      <span role="img" aria-label="empty text" className="text-ink-3">
        ''
      </span>
    )
  }
  const text = value.trimStart().trimEnd()
  const before = value.length - value.trimStart().length
  const after = text === '' ? 0 : value.length - before - text.length
  return (
    <>
      <Blanks text={value.slice(0, before)} />
      {oneLine ? text.replaceAll('\n', '↵') : text}
      <Blanks text={value.slice(value.length - after, value.length)} />
    </>
  )
}

/** Blanks at an end, made visible; a screen reader hears how many. */
function Blanks({ text }: { text: string }) {
  if (text === '') return null
  const words = `${text.length} ${text.length === 1 ? 'blank' : 'blanks'}`
  return (
    <span role="img" aria-label={words} className="whitespace-pre text-ink-3">
      {[...text].map((blank) => visibleBlank[blank] ?? '·').join('')}
    </span>
  )
}

const visibleBlank: Record<string, string> = { '\n': '↵\n', '\t': '→', '\r': '\\r' }
