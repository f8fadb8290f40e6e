/** COMMIT and ABORT records. Source: access/xact.h (xl_xact_commit), access/rmgrdesc/xactdesc.c (ParseCommitRecord). */
import type { Xid } from '../../client/journal.ts'
import type { WalRecord } from './record.ts'

export interface TransactionEnd {
  xid: Xid
  subtransactions: Xid[]
}

const HAS_INFO = 0x80
const HAS_DATABASE = 1
const HAS_SUBTRANSACTIONS = 1 << 1
const HAS_FILES = 1 << 2
const HAS_INVALIDATIONS = 1 << 3
const HAS_TWO_PHASE = 1 << 4
const HAS_DROPPED_STATISTICS = 1 << 8

/** Whose end it is: of a prepared transaction, another one's than the record's own. */
export function transactionEnd(record: WalRecord): TransactionEnd {
  const { view } = record
  const end: TransactionEnd = { xid: record.xid, subtransactions: [] }
  if ((record.info & HAS_INFO) === 0) return end
  let at = record.mainAt + 8
  const word = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const skip = (size: number) => {
    const count = word()
    at += count * size
  }
  const flags = word()
  if (flags & HAS_DATABASE) at += 8
  if (flags & HAS_SUBTRANSACTIONS) for (let left = word(); left > 0; left--) end.subtransactions.push(word())
  if (flags & HAS_FILES) skip(12)
  if (flags & HAS_DROPPED_STATISTICS) skip(16)
  if (flags & HAS_INVALIDATIONS) skip(16)
  if (flags & HAS_TWO_PHASE) end.xid = word()
  return end
}
