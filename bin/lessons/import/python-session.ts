/** What somebody copied from Python's own prompt: `>>>` and `...` before what was typed, results below. */
import { type ImportedCell, plainCell } from './imported.ts'
import { withPatterns } from './varying.ts'

export function isPythonSession(text: string): boolean {
  return /^>>> /m.test(text)
}

/** One cell down to each result. `line` is where the text begins in its file. */
export function readPythonSession(text: string, line: number): ImportedCell[] {
  const cells: ImportedCell[] = []
  let printed: string[] = []
  const close = () => {
    const cell = cells.at(-1)
    const output = printed.join('\n').trim()
    if (cell === undefined || output === '') return
    const [, error] = /^Traceback \(most recent call last\):(?:\n.*)*?\n([\w.]+)(?::|$)/m.exec(output) ?? []
    if (error === undefined) cell.output = withPatterns(output)
    else cell.attributes.error = error.replace(/^.*\./, '')
  }
  let isNew = true
  for (const [index, written] of text.split('\n').entries()) {
    const typed = /^(?:>>>|\.\.\.)(?: (.*))?$/.exec(written)
    if (typed === null) {
      if (written.trim() === '' && printed.length === 0) continue
      printed.push(written)
      isNew = true
      continue
    }
    if (isNew) {
      close()
      printed = []
      cells.push(plainCell('python', typed[1] ?? '', line + index))
      isNew = false
    } else {
      const cell = cells.at(-1)
      if (cell !== undefined) cell.source += `\n${typed[1] ?? ''}`
    }
  }
  close()
  return cells
}
