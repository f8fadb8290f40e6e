/** A run of a selection of SQL: what is sent, and its places brought back to the whole text of the cell. */
import type { Output, RunEvent, TextRange } from '../postgres/client/outcome.ts'

/** The part of the source that runs; null means all of it. */
export function textOf(source: string, part: TextRange | null): string {
  return part ? source.slice(part.from, part.to) : source
}

/** The event with its places counted in the text that the part was taken from. */
export function inWholeText(event: RunEvent, part: TextRange | null): RunEvent {
  if (!part || part.from === 0) return event
  switch (event.type) {
    case 'statement':
      return { ...event, range: shifted(event.range, part.from) }
    case 'output':
      return { ...event, output: outputInWholeText(event.output, part.from) }
    case 'rows':
    case 'table-complete':
    case 'status':
      return event
  }
}

function outputInWholeText(output: Output, by: number): Output {
  if (output.kind !== 'error' && output.kind !== 'script-error') return output
  return output.at ? { ...output, at: shifted(output.at, by) } : output
}

function shifted({ from, to }: TextRange, by: number): TextRange {
  return { from: from + by, to: to + by }
}
