/** All that a run has printed, in order. */
import type { CellOutput } from '../../lib/notebook/model.ts'
import { OutputView } from './output-view.tsx'

/** Errors that are what they should be. */
export type Calm = 'expected' | 'stopped'

export interface OutputListProps {
  outputs: readonly CellOutput[]
  /** Why an error is no alarm: the lesson expects it, or the learner has stopped the run. */
  calm: Calm | null
}

/** Outputs are only ever added at the end, so their place is their key. */
export function OutputList({ outputs, calm }: OutputListProps) {
  return outputs
    .map((output, place) => ({ output, place }))
    .map(({ output, place }) => (
      <OutputView key={place} output={output} last={place === outputs.length - 1} calm={calm} />
    ))
}
