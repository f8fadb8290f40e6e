/** Records of pruning and VACUUM. Source: access/heapam_xlog.h (xl_heap_prune), access/rmgrdesc/heapdesc.c. */
import { emptyOffsets, imageOf } from './page.ts'
import type { Block, WalRecord } from './record.ts'

const HAS_FREEZE_PLANS = 1 << 4
const HAS_REDIRECTIONS = 1 << 5
const HAS_DEAD = 1 << 6
const HAS_UNUSED = 1 << 7
const FREEZE_PLAN = 12

/** Offsets whose row versions are gone: redirected, dead or unused from now on. */
export function prunedOffsets(record: WalRecord, block: Block): number[] {
  // A full-page image stands for the record's data: there, all that is empty is told.
  const page = imageOf(record, block)
  if (page) return emptyOffsets(page)
  if (block.dataLength === 0) return []
  const { view } = record
  const flags = view.getUint8(record.mainAt + 1)
  const offsets: number[] = []
  let at = block.dataAt
  if (flags & HAS_FREEZE_PLANS) at += 4 + FREEZE_PLAN * view.getUint16(at, true)
  const take = (step: number) => {
    const count = view.getUint16(at, true)
    at += 2
    for (let index = 0; index < count; index++, at += step) offsets.push(view.getUint16(at, true))
  }
  if (flags & HAS_REDIRECTIONS) take(4)
  if (flags & HAS_DEAD) take(2)
  if (flags & HAS_UNUSED) take(2)
  return offsets
}
