/** Records of locked rows → facts. An UPDATE that must look for space locks its row first: that is no fact of its own. */
import type { Xid } from '../../client/journal.ts'
import type { WalRecord } from '../records/record.ts'
import type { Scene } from '../scene.ts'
import type { WrittenTable } from './written-table.ts'

/** So many are told one by one; of the others how many there are. */
const LOCKS_TOLD = 500

/** Kept as numbers: where pages are full, each of 100,000 updates locks its row first. */
interface Locked {
  xid: Xid
  table: WrittenTable
  block: number
  offset: number
  /** Byte position of the record's end. */
  end: number
}

export class LockFacts {
  #waiting: Locked | null = null
  #told = 0
  #further = 0

  constructor(
    private readonly scene: Scene,
    /** Tells what was written before a lock. */
    private readonly tellBefore: () => void,
  ) {}

  /** A row has been locked, and it is not known yet what for. */
  get isWaiting(): boolean {
    return this.#waiting !== null
  }

  add(record: WalRecord, table: WrittenTable, block: number, offset: number): void {
    const isSameRun = this.#waiting?.xid === record.xid && this.#waiting.table === table
    if (isSameRun && this.#told >= LOCKS_TOLD) this.#further++
    else if (isSameRun) this.#tell()
    else this.close()
    const end = this.scene.position + ((record.end + 7) & ~7)
    this.#waiting = { xid: record.xid, table, block, offset, end }
  }

  /** The row that was locked last is now changed by the same transaction. */
  changed(record: WalRecord, block: number, offset: number): void {
    const waiting = this.#waiting
    if (waiting?.xid === record.xid && waiting.block === block && waiting.offset === offset)
      this.#waiting = null
  }

  discard(): void {
    this.#waiting = null
    this.close()
  }

  /** Tells what waits. */
  close(): void {
    this.#tell()
    this.#told = 0
    this.#further = 0
  }

  #tell(): void {
    const waiting = this.#waiting
    this.#waiting = null
    if (!waiting) return
    this.tellBefore()
    this.#told++
    const { scene } = this
    const { xid, table, block, offset, end } = waiting
    scene.emit({
      type: 'row-locked',
      written: { lsn: scene.positions.toEndLsn(end), statement: scene.statement },
      ...{ xid, top: scene.transactions.topOf(xid), table: table.shape, place: { block, offset } },
      ...(this.#further > 0 ? { further: this.#further } : {}),
    })
  }
}
