/** One small change that makes a text another one, so that cursor and undo survive. Pure. */

/** Null if both are the same. Offsets in UTF-16 units of the old text. */
export function smallestChange(
  from: string,
  to: string,
): { from: number; to: number; insert: string } | null {
  if (from === to) return null
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start += 1
  let end = 0
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) }
}
