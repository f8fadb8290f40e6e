/** Where the cells of a notebook begin in its file: JSON.parse does not say. */

/** Line where the source of each cell begins, from 1. `text` is valid JSON with an array under the key `cells`. */
export function linesOfCells(text: string): number[] {
  const lines: number[] = []
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n/gs
  let line = 1
  let depth = 0
  let last = ''
  /** The keys of the objects around. */
  const keys: string[] = []
  let isSource = false
  for (const [token] of text.matchAll(tokens)) {
    if (token === '\n') line++
    else if (token === '{' || token === '[') {
      depth++
      if (keys[1] === 'cells' && depth === 3 && token === '{') lines.push(line)
    } else if (token === '}' || token === ']') {
      keys.length = depth
      depth--
      isSource = false
    } else if (token === ':') {
      keys[depth] = last.slice(1, -1)
      isSource = depth === 3 && keys[1] === 'cells' && keys[3] === 'source'
    } else if (token !== ',') {
      last = token
      if (isSource) lines[lines.length - 1] = line
      isSource = false
    }
  }
  return lines
}
