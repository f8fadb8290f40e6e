/** Cuts values that would make a table unreadable; the whole value is one press away. Pure. */

/** More lines than this, and a value is shortened. */
const mostLines = 10
/** A shortened text is so much shorter that unfolding is worth it. */
const spared = 4

/** What is shown of a value where there is room for `limit` characters; null if the whole of it is. */
export function shortened(value: string, limit: number): string | null {
  const lines = endOfLine(value, mostLines)
  if (value.length <= limit && lines === value.length) return null
  return withoutHalf(value.slice(0, Math.min(lines, limit - spared)))
}

/** Offset where the n-th line ends. */
function endOfLine(value: string, n: number): number {
  let at = -1
  for (let line = 0; line < n; line += 1) {
    at = value.indexOf('\n', at + 1)
    if (at < 0) return value.length
  }
  return at
}

/** A character outside the basic plane has two units: never keep the first alone. */
function withoutHalf(text: string): string {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}
