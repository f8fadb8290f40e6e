/** The difference between two texts, line by line, as `diff -u` shows it, with all that is the same around it. */

/** Beyond this many pairs of lines the old text is shown as removed and the new one as added. */
const mostPairs = 4_000_000

/** Lines begin with `-`, `+` or a blank. */
export function differences(before: string, after: string): string[] {
  const old = linesOf(before)
  const now = linesOf(after)
  if ((old.length + 1) * (now.length + 1) > mostPairs) {
    return [...old.map((line) => `-${line}`), ...now.map((line) => `+${line}`)]
  }
  const width = now.length + 1
  /** How many lines the rests of both texts, from here on, have in common in order. */
  const common = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const at = i * width + j
      common[at] =
        old[i] === now[j]
          ? 1 + (common[at + width + 1] ?? 0)
          : Math.max(common[at + width] ?? 0, common[at + 1] ?? 0)
    }
  }
  const shown: string[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < now.length) {
    const at = i * width + j
    if (i < old.length && j < now.length && old[i] === now[j]) {
      shown.push(` ${old[i]}`)
      i++
      j++
    } else if (i < old.length && (j === now.length || (common[at + width] ?? 0) >= (common[at + 1] ?? 0))) {
      shown.push(`-${old[i]}`)
      i++
    } else {
      shown.push(`+${now[j]}`)
      j++
    }
  }
  return shown
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}
