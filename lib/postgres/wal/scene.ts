/** What all parts of the decoder share while they decode one part. */
import type { Observation, StatementId, Written, Xid } from '../client/journal.ts'
import type { BytePositions } from './byte-positions.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { PageSource } from './page-source.ts'
import type { WalRecord } from './records/record.ts'
import type { KeptPart } from './rows/kept-wal.ts'
import type { ToastChunks } from './rows/toast-chunks.ts'
import type { WrittenTables } from './rows/written-tables.ts'
import type { Transactions } from './transactions.ts'

export interface Scene {
  readonly pages: PageSource
  readonly positions: BytePositions
  readonly transactions: Transactions
  readonly catalogue: Catalogue
  readonly tables: WrittenTables
  readonly toast: ToastChunks
  readonly emit: (observation: Observation) => void
  /** Of the part that is being decoded. */
  part: KeptPart
  statement: StatementId | null
  /** Byte position of the part's first byte. */
  position: number
}

/** Whose (sub)transaction, and of what it is a part. */
export interface By {
  xid: Xid
  top: Xid
}

/** Where a record ends, and who wrote it. */
export function writtenBy(scene: Scene, record: WalRecord): Written {
  const end = scene.position + ((record.end + 7) & ~7)
  return { lsn: scene.positions.toEndLsn(end), statement: scene.statement }
}

export function byOf(scene: Scene, record: WalRecord): By {
  return { xid: record.xid, top: scene.transactions.topOf(record.xid) }
}
