/** What a cell prints, as its output fence has it: of SQL what psql prints, of Python stdout and the reprs. Pure. */
import { printOutputs } from '../postgres/client/print.ts'
import type { CellOutput } from './model.ts'
import { terminalText } from './terminal-text.ts'

/** Ends in a line end, unless it is empty. What went to stderr, tracebacks and remarks of ours are not printed. */
export function printCell(outputs: readonly CellOutput[]): string {
  return terminalText(onLineOfItsOwn(outputs.reduce(printAfter, '')))
}

/** A value begins a line, whatever was printed before it. */
function printAfter(before: string, output: CellOutput): string {
  return (output.kind === 'display' ? onLineOfItsOwn(before) : before) + printOutput(output)
}

function onLineOfItsOwn(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function printOutput(output: CellOutput): string {
  switch (output.kind) {
    case 'stream':
      return output.name === 'stdout' ? output.text : ''
    case 'display':
      return `${output.text}\n`
    case 'traceback':
    case 'remark':
      return ''
    default:
      return printOutputs([output])
  }
}
