/** What the decoder is fed with: WAL of one statement, in order and without gaps. */
import type { StatementId } from '../client/journal.ts'

/** A stretch of WAL that one backend wrote while it held the run lock. */
export interface WalPart {
  /** Null: written by PostgreSQL itself (recovery, the keeper's checkpoints). */
  statement: StatementId | null
  /**
   * Byte position of the first byte: WAL counted without page headers (XLogCtl->Insert.CurrBytePos; byte-positions.ts
   * converts). The next part begins where this one ends.
   */
  position: number
  /** Without page headers. A record may be cut between two parts of one statement. The decoder may keep them. */
  bytes: Uint8Array
}
