/**
 * A backend's own transaction as PostgreSQL has it in its memory. Nothing is changed by the look: no snapshot is taken, no
 * transaction begun.
 * Source of the structures: access/transam/xact.c (TransactionStateData) and utils/snapshot.h (SnapshotData), on wasm32.
 */
import type { IsolationLevel, Savepoint, Snapshot, TransactionState } from '../client/journal.ts'
import type { TransactionStatus } from '../client/outcome.ts'
import type { StaticVariables } from '../patch/static-variables.ts'
import type { Memory } from './memory.ts'
import { variableOfSetting } from './setting.ts'

/** In the order of XACT_READ_UNCOMMITTED and so on in access/xact.h. */
const LEVELS = ['read uncommitted', 'read committed', 'repeatable read', 'serializable'] as const
const REPEATABLE_READ = 2
/** Fields of TransactionStateData. */
const state = { xid: 0, name: 12, level: 28, parent: 80 } as const
/** Fields of SnapshotData. */
const snapshot = {
  xmin: 4,
  xmax: 8,
  xids: 12,
  xidCount: 16,
  subxids: 20,
  subxidCount: 24,
  overflowed: 28,
} as const

export class TransactionStates {
  /** Addresses of the bools behind two settings. */
  private readonly readOnly: number
  private readonly deferrable: number

  constructor(
    private readonly memory: Memory,
    private readonly variables: StaticVariables,
  ) {
    this.readOnly = variableOfSetting(memory, 'transaction_read_only')
    this.deferrable = variableOfSetting(memory, 'transaction_deferrable')
  }

  /** Null when nothing is open. */
  look(status: TransactionStatus): TransactionState | null {
    if (status === 'I') return null
    const { memory } = this
    const { savepoints, xid } = this.stack()
    const { known, unknown } = this.snapshot(status)
    return {
      isolation: this.isolation,
      readOnly: memory.bytes[this.readOnly] !== 0,
      deferrable: memory.bytes[this.deferrable] !== 0,
      xid,
      savepoints,
      snapshot: known,
      snapshotUnknown: unknown,
    }
  }

  private get isolation(): IsolationLevel {
    return LEVELS[this.memory.variable('XactIsoLevel')] ?? 'read committed'
  }

  private stack(): { savepoints: Savepoint[]; xid: number | null } {
    const savepoints: Savepoint[] = []
    let at = this.word(this.variables.currentTransactionState)
    for (let parent = this.word(at + state.parent); parent !== 0; parent = this.word(at + state.parent)) {
      const name = this.word(at + state.name)
      savepoints.unshift({
        name: name === 0 ? null : this.memory.text(name),
        xid: this.xidOf(at),
        level: this.word(at + state.level),
      })
      at = parent
    }
    return { savepoints, xid: this.xidOf(at) }
  }

  /** What IsolationUsesXactSnapshot() and FirstSnapshotSet say; else GetTransactionSnapshot would take a new one. */
  private snapshot(status: TransactionStatus): { known: Snapshot | null; unknown: boolean } {
    const { memory, variables } = this
    const none = { known: null, unknown: false }
    const isTaken = memory.bytes[variables.firstSnapshotSet] !== 0
    if (status === 'E' || !isTaken || memory.variable('XactIsoLevel') < REPEATABLE_READ) return none
    const at = memory.call('GetTransactionSnapshot')
    // Some subtransactions are then in pg_subtrans only.
    if (memory.bytes[at + snapshot.overflowed] !== 0) return { known: null, unknown: true }
    const inProgress = [
      ...this.xids(at + snapshot.xids, at + snapshot.xidCount),
      ...this.xids(at + snapshot.subxids, at + snapshot.subxidCount),
    ].sort((a, b) => a - b)
    const known = {
      xmin: this.word(at + snapshot.xmin) >>> 0,
      xmax: this.word(at + snapshot.xmax) >>> 0,
      inProgress,
    }
    return { known, unknown: false }
  }

  private xids(list: number, count: number): number[] {
    const first = this.word(list)
    return Array.from({ length: this.word(count) }, (_, i) => this.word(first + 4 * i) >>> 0)
  }

  private xidOf(at: number): number | null {
    return this.word(at + state.xid) >>> 0 || null
  }

  private word(address: number): number {
    return this.memory.words[address >> 2] ?? 0
  }
}
