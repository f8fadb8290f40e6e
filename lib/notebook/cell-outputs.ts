/** What a run has printed so far, event by event. Text that never ends must not fill the page's memory. Pure. */
import { outputsAfter } from '../postgres/client/outcome.ts'
import type { PythonOutput } from '../python/kernel.ts'
import type { CellEvent, CellOutput } from './model.ts'

type Stream = Extract<PythonOutput, { kind: 'stream' }>

/** In UTF-16 units: so much of a stream's beginning is kept, and at least so much of its end. */
export const keptOfStream = 500_000

/** Stands where a stream's middle was left out. */
export const leftOut: CellOutput = {
  kind: 'remark',
  text: 'A part of what was printed here is left out: it was more than a page can hold.',
}

/** The outputs after one more event. Shares what has not changed. */
export function outputsWith(outputs: readonly CellOutput[], event: CellEvent): readonly CellOutput[] {
  const last = outputs.at(-1)
  switch (event.type) {
    case 'output':
      return [...outputs, event.output]
    case 'more':
      return last?.kind === 'stream'
        ? [...outputs.slice(0, -1), ...grown(outputs, last, event.text)]
        : outputs
    case 'rows':
    case 'table-complete':
      return last?.kind === 'table' ? [...outputs.slice(0, -1), ...outputsAfter([last], event)] : outputs
    case 'statement':
    case 'status':
    case 'input-wanted':
      return outputs
  }
}

/** The longer stream in the last one's place. Behind a gap it is the end that counts. */
function grown(outputs: readonly CellOutput[], stream: Stream, more: string): readonly CellOutput[] {
  const text = stream.text + more
  if (text.length <= 2 * keptOfStream) return [{ ...stream, text }]
  const end = { ...stream, text: text.slice(-keptOfStream) }
  if (outputs.at(-2) === leftOut) return [end]
  return [{ ...stream, text: text.slice(0, keptOfStream) }, leftOut, end]
}
