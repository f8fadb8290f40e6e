/**
 * Bytes of WAL, without page headers, from where they are: the WAL buffers in PostgreSQL's shared memory, or the files.
 * A page is in the buffers or whole in its segment.
 * Sources: access/transam/xlog.c (XLogCtlData), access/xlog_internal.h (XLogPageHeaderData), on wasm32.
 */
import type { Lsn } from '../client/journal.ts'
import type { Store } from '../files/store.ts'
import { filedWal, segmentName, WAL_SEGMENT_BYTES } from '../files/wal-progress.ts'
import type { BytePositions } from './byte-positions.ts'

const PAGE = 8192
/** Fields of XLogCtlData, from CurrBytePos: pointer to the pages, pointer to the LSNs of their ends, number of the last. */
const control = { pages: 288, ends: 292, last: 296 } as const
/** Field of a page's header, and its flag XLP_FIRST_IS_OVERWRITE_CONTRECORD. */
const PAGE_FLAGS = 2
const CUT_OFF = 8
/** Field of a page's header: the LSN of the page. */
const PAGE_ADDRESS = 8
/** It is zero, as the whole page, behind the end of a segment that was left early (pg_switch_wal). */
const SWITCHED = 0

/** WAL has been removed, or written over, before it was read. */
export class WalGone extends Error {
  override name = 'WalGone'
}

export class WalSource {
  /** Pages of the WAL buffers, by LSN, as they were at the last look. */
  private buffers = new Map<Lsn, Uint8Array>()
  private readonly page = new Uint8Array(PAGE)
  private readonly pageView = new DataView(this.page.buffer)

  constructor(
    private readonly store: Store,
    private readonly positions: BytePositions,
  ) {}

  /** Byte position up to which the files have everything, whoever writes at this moment. */
  get filed(): number {
    return this.positions.toPosition(filedWal(this.store.tables))
  }

  /**
   * Copies the WAL buffers out of the memory of whoever ran last; `walPosition` is the address of CurrBytePos. Call it
   * while nobody runs.
   */
  copyBuffers(memory: ArrayBufferLike, walPosition: number): void {
    const view = new DataView(memory)
    const pages = view.getUint32(walPosition + control.pages, true)
    const ends = view.getUint32(walPosition + control.ends, true)
    const count = view.getUint32(walPosition + control.last, true) + 1
    this.buffers = new Map()
    for (let i = 0; i < count; i++) {
      const end = Number(view.getBigUint64(ends + 8 * i, true))
      if (end > 0) this.buffers.set(end - PAGE, new Uint8Array(memory, pages + i * PAGE, PAGE).slice())
    }
  }

  /** What the files have is enough from now on. */
  forgetBuffers(): void {
    this.buffers.clear()
  }

  /** WAL between two byte positions. Throws WalGone. */
  read(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array(to - from)
    for (let at = from; at < to; ) {
      const lsn = this.positions.toLsn(at)
      const within = lsn % PAGE
      const length = Math.min(to - at, PAGE - within)
      bytes.set(this.pageAt(lsn - within).subarray(within, within + length), at - from)
      at += length
    }
    return bytes
  }

  /**
   * Where a record between two byte positions was cut off by a crash, so that recovery goes on at the page on which its rest
   * should have been; `to` if none was. Throws WalGone.
   */
  cutOff(from: number, to: number): number {
    const first = this.positions.toLsn(from)
    for (let lsn = first - (first % PAGE); lsn < this.positions.toLsn(to); lsn += PAGE)
      if ((this.pageAt(lsn)[PAGE_FLAGS] ?? 0) & CUT_OFF) return Math.max(from, this.positions.toPosition(lsn))
    return to
  }

  private pageAt(lsn: Lsn): Uint8Array {
    return this.buffers.get(lsn) ?? this.filedPage(lsn)
  }

  /** Others may write to the files meanwhile; a page that is whole has its LSN in its header, and keeps it. */
  private filedPage(lsn: Lsn): Uint8Array {
    const { store, page } = this
    const folder = store.lookup(store.root, 'pg_wal')
    const inode = folder && store.lookup(folder, segmentName(lsn))
    const read = inode ? store.read(inode, page, 0, PAGE, lsn % WAL_SEGMENT_BYTES) : 0
    const address = read < PAGE ? null : Number(this.pageView.getBigUint64(PAGE_ADDRESS, true))
    if (address !== lsn && address !== SWITCHED)
      throw new WalGone(`the WAL page at ${lsn} is no longer in the files`)
    return page
  }
}
