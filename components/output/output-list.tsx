/** All that a run has printed, in order. */
import type { Output } from '../../lib/postgres/client/outcome.ts'
import { OutputView } from './output-view.tsx'

export interface OutputListProps {
  outputs: readonly Output[]
  /** The lesson says that this run fails. */
  expectedError: boolean
}

/** Outputs are only ever added at the end, so their place is their key. */
export function OutputList({ outputs, expectedError }: OutputListProps) {
  return outputs
    .map((output, place) => ({ output, place }))
    .map(({ output, place }) => <OutputView key={place} output={output} expectedError={expectedError} />)
}
