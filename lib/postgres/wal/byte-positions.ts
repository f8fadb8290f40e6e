/**
 * Byte positions in the WAL, counted without page headers, and the LSNs that PostgreSQL shows.
 * Source: access/transam/xlog.c (XLogBytePosToRecPtr, XLogBytePosToEndRecPtr, XLogRecPtrToBytePos).
 */
import type { Lsn } from '../client/journal.ts'

const PAGE = 8192
/** XLogPageHeaderData, and XLogLongPageHeaderData on a segment's first page. */
const SHORT_HEADER = 24
const LONG_HEADER = 40
const USABLE_IN_PAGE = PAGE - SHORT_HEADER
const USABLE_IN_FIRST_PAGE = PAGE - LONG_HEADER

export class BytePositions {
  /** Bytes of WAL in a segment, without headers. */
  readonly usableInSegment: number

  /** `segmentSize` is the setting wal_segment_size, in bytes. */
  constructor(private readonly segmentSize: number) {
    this.usableInSegment = (segmentSize / PAGE) * USABLE_IN_PAGE - (LONG_HEADER - SHORT_HEADER)
  }

  /** The LSN of what begins at `position`: behind a page's header. */
  toLsn(position: number): Lsn {
    return this.#lsn(position, true)
  }

  /** The LSN of what ends at `position`: at a page's end rather than behind the next page's header. */
  toEndLsn(position: number): Lsn {
    return this.#lsn(position, false)
  }

  /** The byte position of an LSN. */
  toPosition(lsn: Lsn): number {
    const segment = Math.floor(lsn / this.segmentSize)
    const offset = lsn % this.segmentSize
    const page = Math.floor(offset / PAGE)
    const within = offset % PAGE
    const inSegment =
      page === 0
        ? Math.max(0, within - LONG_HEADER)
        : USABLE_IN_FIRST_PAGE + (page - 1) * USABLE_IN_PAGE + Math.max(0, within - SHORT_HEADER)
    return segment * this.usableInSegment + inSegment
  }

  #lsn(position: number, skipsHeader: boolean): Lsn {
    const segment = Math.floor(position / this.usableInSegment)
    let rest = position % this.usableInSegment
    const start = segment * this.segmentSize
    if (rest < USABLE_IN_FIRST_PAGE) return start + (rest === 0 && !skipsHeader ? 0 : rest + LONG_HEADER)
    rest -= USABLE_IN_FIRST_PAGE
    const within = rest % USABLE_IN_PAGE
    const page = start + PAGE + Math.floor(rest / USABLE_IN_PAGE) * PAGE
    return page + (within === 0 && !skipsHeader ? 0 : within + SHORT_HEADER)
  }
}
