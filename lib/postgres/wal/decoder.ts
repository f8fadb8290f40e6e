/** WAL bytes → facts: rows, catalogue, transactions. Pure: no SQL, no worker, no clock. */
import type { Lsn, Observation, RowChange } from '../client/journal.ts'
import type { PageSource } from './page-source.ts'
import type { ValueOutput } from './value-output.ts'
import type { WalPart } from './wal-part.ts'

export interface WalDecoderOptions {
  pages: PageSource
  output: ValueOutput
  emit(observation: Observation): void
  /** The setting wal_segment_size, in bytes. */
  walSegmentSize: number
  /** Bytes of WAL that are kept for `rows`; the oldest go first. */
  keptBytes?: number
}

export class WalDecoder {
  readonly #options: WalDecoderOptions

  constructor(options: WalDecoderOptions) {
    this.#options = options
  }

  /**
   * Reads a database's catalogues now, and those that all share. Call it before the database's first session writes;
   * without it they are read when the first record of that database comes.
   */
  open(_database: number): void {}

  /** Decodes a part; all of its facts are emitted when it returns. */
  feed(_part: WalPart): void {}

  /** Rows of a batch from the given one on; fewer at its end; null when they are no longer kept. */
  rows(_batch: number, _from: number, _count: number): RowChange[] | null {
    return null
  }

  /** WAL that could not be read: catalogues are read anew. The next part begins anywhere. Emits the fact. */
  lost(from: Lsn, to: Lsn, message: string): void {
    this.#options.emit({ type: 'lost', from, to, message })
  }

  /** All backends have died: call it before the first part after recovery. Emits nothing: the host tells it. */
  crashed(): void {}
}
