/** How far the WAL goes, as PostgreSQL has it in shared memory: true for whoever holds the run lock. */
import type { Control } from './control.ts'
import type { Memory } from './memory.ts'
import { layoutFromWords } from './shared-layout.ts'

export class WalPosition {
  private found = 0

  constructor(
    private readonly memory: Memory,
    private readonly control: Control,
  ) {}

  /** Address of XLogCtl->Insert.CurrBytePos, the same in every backend; 0 before the keeper serves. */
  get address(): number {
    if (this.found === 0) this.found = layoutFromWords(this.control.layout).walPosition
    return this.found
  }

  /** The byte position at which the next record begins: WAL counted without page headers. 0 before the keeper serves. */
  get value(): number {
    const at = this.address >> 2
    if (at === 0) return 0
    const { words } = this.memory
    const low = words[at] ?? 0
    const high = words[at + 1] ?? 0
    return (low >>> 0) + (high >>> 0) * 2 ** 32
  }
}
