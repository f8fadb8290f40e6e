/** What is known of each transaction: whose part it is, and how it ended. */
import type { Xid } from '../client/journal.ts'
import type { PageSource } from './page-source.ts'
import { FROZEN } from './records/page.ts'
import { XidSet } from './xid-set.ts'

const PER_SEGMENT = 1 << 20
const COMMITTED = 1

type Status = 'in progress' | 'prepared' | 'committed' | 'rolled back'

export class Transactions {
  readonly #pages: PageSource
  readonly #tops = new Map<Xid, Xid>()
  readonly #statuses = new Map<Xid, Status>()
  /** Those that were forgotten and have committed: VACUUM FULL may meet rows of theirs. */
  readonly #committed = new XidSet()
  /** pg_xact as it was when the journal began. */
  readonly #before = new Map<number, Uint8Array | null>()

  constructor(pages: PageSource) {
    this.#pages = pages
  }

  isKnown(xid: Xid): boolean {
    return this.#tops.has(xid)
  }

  /** `top` is 0 where the record does not say: then it is a transaction of its own, or has been told before. */
  began(xid: Xid, top: Xid): void {
    if (top) this.#tops.set(top, top)
    if (top || !this.#tops.has(xid)) this.#tops.set(xid, top || xid)
    if (!this.#statuses.has(xid)) this.#statuses.set(xid, 'in progress')
  }

  ended(xid: Xid, status: Exclude<Status, 'in progress'>): void {
    this.#statuses.set(xid, status)
  }

  topOf(xid: Xid): Xid {
    return this.#tops.get(xid) ?? xid
  }

  /** Whether what `xid` has done is there for the transaction `top`. */
  isVisible(xid: Xid, top: Xid): boolean {
    if (xid === FROZEN || xid === 1) return true
    const status = this.#statuses.get(xid)
    if (status === undefined) return this.#committed.has(xid) || this.#committedBefore(xid)
    return status === 'committed' || (status !== 'rolled back' && this.topOf(xid) === top)
  }

  /** Subtransactions of a transaction that have not been rolled back. */
  openUnder(top: Xid): Xid[] {
    const open: Xid[] = []
    for (const [xid, of] of this.#tops)
      if (of === top && xid !== top && this.#statuses.get(xid) === 'in progress') open.push(xid)
    return open
  }

  /** They are over and nobody will ask: they have changed no catalogue. */
  forget(xids: readonly Xid[]): void {
    for (const xid of xids) {
      if (this.#statuses.get(xid) === 'committed') this.#committed.add(xid)
      this.#tops.delete(xid)
      this.#statuses.delete(xid)
    }
  }

  /** What was not written down is gone, and numbers may be given again: pg_xact knows. Prepared ones go on. */
  crashed(): void {
    for (const [xid, status] of [...this.#statuses]) {
      if (status === 'prepared') continue
      this.#statuses.delete(xid)
      this.#tops.delete(xid)
    }
    this.#committed.clear()
    this.reread()
  }

  /** pg_xact is read anew when it is next asked. */
  reread(): void {
    this.#before.clear()
  }

  /** Reads pg_xact's segment of a transaction now, before a checkpoint writes what is still to come. */
  #committedBefore(xid: Xid): boolean {
    const number = Math.floor(xid / PER_SEGMENT)
    let segment = this.#before.get(number)
    if (segment === undefined) {
      segment = this.#pages.transactions(number)
      this.#before.set(number, segment)
    }
    // Of segments that VACUUM has removed, only rows of committed transactions are left.
    if (segment === null) return true
    const within = xid % PER_SEGMENT
    return (((segment[within >> 2] ?? 0) >> ((within & 3) * 2)) & 3) === COMMITTED
  }
}
