/** Records of locked rows → facts. An UPDATE that must look for space locks its row first: that is no fact of its own. */
import type { Place } from '../../client/journal.ts'
import type { WalRecord } from '../records/record.ts'
import { byOf, type Scene, writtenBy } from '../scene.ts'
import type { WrittenTable } from './written-table.ts'

/** So many are told one by one; of the others how many there are. */
const LOCKS_TOLD = 500

type LockFact = Extract<Parameters<Scene['emit']>[0], { type: 'row-locked' }>

export class LockFacts {
  #waiting: LockFact | null = null
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

  add(record: WalRecord, table: WrittenTable, place: Place): void {
    const { scene } = this
    const by = byOf(scene, record)
    const isSameRun = this.#waiting?.xid === by.xid && this.#waiting.table === table.shape
    if (isSameRun && this.#told >= LOCKS_TOLD) this.#further++
    else if (isSameRun) this.#tell()
    else this.close()
    const written = writtenBy(scene, record)
    this.#waiting = { type: 'row-locked', written, ...by, table: table.shape, place }
  }

  /** The row that was locked last is now changed by the same transaction. */
  changed(record: WalRecord, place: Place): void {
    const waiting = this.#waiting
    if (!waiting || waiting.xid !== record.xid) return
    if (waiting.place.block !== place.block || waiting.place.offset !== place.offset) return
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
    this.scene.emit(this.#further > 0 ? { ...waiting, further: this.#further } : waiting)
  }
}
