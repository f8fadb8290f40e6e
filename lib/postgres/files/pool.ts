/** Numbered things of one kind in shared memory: what was given back is taken first, then what was never used. */
import { errno, FileError } from './layout.ts'

const word = { free: 0, fresh: 1, inUse: 2 } as const

/** Number 0 is never used, so that 0 can mean none. */
export class Pool {
  constructor(
    private readonly tables: { readonly meta: Int32Array },
    /** Where its three words are. */
    private readonly at: number,
    /** How many numbers there may be, 0 included. */
    private readonly limit: () => number,
    /** Where the word is that chains a free one to the next. */
    private readonly link: (n: number) => number,
  ) {}

  format(): void {
    this.set(word.fresh, 1)
  }

  /** The first number that was never used. */
  get end(): number {
    return this.get(word.fresh)
  }

  get inUse(): number {
    return this.get(word.inUse)
  }

  /** How many can still be taken. */
  get left(): number {
    return this.limit() - 1 - this.inUse
  }

  /** Throws ENOSPC unless more than `heldBack` are left. */
  take(heldBack: number): number {
    if (this.left <= heldBack) throw new FileError(errno.ENOSPC)
    const reused = this.get(word.free)
    const taken = reused || this.end
    if (reused) this.set(word.free, this.tables.meta[this.link(reused)] ?? 0)
    else this.set(word.fresh, taken + 1)
    this.set(word.inUse, this.inUse + 1)
    return taken
  }

  give(n: number): void {
    this.tables.meta[this.link(n)] = this.get(word.free)
    this.set(word.free, n)
    this.set(word.inUse, this.inUse - 1)
  }

  /** How many have been given back and not been taken again; by the list itself, not by the count. */
  countFree(): number {
    let count = 0
    for (let n = this.get(word.free); n && count < this.end; n = this.tables.meta[this.link(n)] ?? 0) count++
    return count
  }

  /** As if all were in use; `check` then gives back what is not. */
  forgetFree(): void {
    this.set(word.free, 0)
    this.set(word.inUse, this.end - 1)
  }

  private get(index: number): number {
    return this.tables.meta[this.at + index] ?? 0
  }

  private set(index: number, value: number): void {
    this.tables.meta[this.at + index] = value
  }
}
