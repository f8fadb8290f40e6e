/**
 * The keeper's part of the journal: reads the WAL that others have marked as theirs, has it decoded, and tells the facts.
 * It does so while the keeper waits for its own client; the run lock is taken only for the look at the WAL buffers.
 */
import type { Observation, RowChange } from '../client/journal.ts'
import { WAL_SEGMENT_BYTES } from '../files/wal-progress.ts'
import { BytePositions } from '../wal/byte-positions.ts'
import { WalDecoder, type WalDecoderOptions } from '../wal/decoder.ts'
import { WalGone, type WalSource } from '../wal/source.ts'
import type { BackendReport, JournalInit } from './messages.ts'
import type { RowRequest, RowRequests } from './row-requests.ts'
import type { RunLock } from './run-lock.ts'
import { type WalMark, WalMarks } from './wal-marks.ts'

/** Bytes that are decoded in one go: what they say is told before the next. */
const PART = 256 << 10

type LifeBefore = NonNullable<JournalInit['before']>

export interface JournalKeeperOptions {
  marks: WalMarks
  requests: RowRequests
  source: WalSource
  lock: RunLock
  decoder: Pick<WalDecoderOptions, 'pages' | 'output'>
  /** Byte position at which the journal of this life begins. */
  begin: number
  /** Copies the WAL buffers out of the memory of a slot. */
  copyBuffers: (slot: number) => void
  post: (report: BackendReport) => void
}

export class JournalKeeper {
  private readonly positions = new BytePositions(WAL_SEGMENT_BYTES)
  private readonly decoder: WalDecoder
  private facts: Observation[] = []
  /** Marks whose WAL has not been read. */
  private waiting: WalMark[] = []
  /** Byte position up to which all has been told. */
  private told: number
  /** What is read has been told already. */
  private isRepeating = false

  constructor(private readonly options: JournalKeeperOptions) {
    this.told = options.begin
    this.decoder = new WalDecoder({
      ...options.decoder,
      walSegmentSize: WAL_SEGMENT_BYTES,
      emit: (observation) => this.facts.push(observation),
    })
  }

  /** Reads a database's catalogues. */
  open(database: number): void {
    this.decoder.open(database)
  }

  /**
   * Tells what the life before has written and could not tell any more. `recovered`: byte position where recovery has ended;
   * what lay behind it is lost, as if it had never been.
   */
  tellOfLifeBefore({ marks, told: lsn }: LifeBefore, recovered: number): void {
    const told = Math.min(this.positions.toPosition(lsn), recovered)
    const end = this.endOfLife(told, recovered)
    this.waiting = new WalMarks(marks).takeAll().filter((mark) => mark.to > told)
    // What was told may end within a record: it is read from where a mark begins, and not told a second time.
    this.told = Math.min(told, this.waiting[0]?.from ?? told)
    this.isRepeating = true
    this.readUpTo(told)
    this.isRepeating = false
    this.readUpTo(end)
    // Whoever died has not marked its last WAL.
    if (this.told < end) this.waiting = [{ statement: null, from: this.told, to: end }]
    this.readUpTo(end)
    this.waiting = []
    this.told = this.options.begin
    this.decoder.crashed()
    this.facts.push({ type: 'recovered', lsn: this.positions.toLsn(this.told) })
  }

  /** All is told up to where this life's journal begins. */
  begin(): void {
    this.tell(this.told)
  }

  /** Tells what has been marked since the last time, and answers what was asked. Quick when there is nothing. */
  attend(): void {
    const { marks } = this.options
    const isUrgent = marks.takeUrgent()
    this.waiting.push(...marks.take())
    if (this.waiting.length > 0) this.drain(isUrgent)
    this.answer()
  }

  private drain(isUrgent: boolean): void {
    const { source } = this.options
    const last = this.waiting.at(-1)
    if (!last) return
    if (last.to <= source.filed) this.readUpTo(last.to)
    else if (isUrgent) {
      this.lookAtBuffers()
      this.readUpTo(last.to)
      source.forgetBuffers()
    } else this.readUpTo(source.filed)
  }

  private lookAtBuffers(): void {
    this.options.lock.peek((slot) => this.options.copyBuffers(slot))
  }

  /** Reads what has been marked, up to a position. */
  private readUpTo(end: number): void {
    for (let mark = this.waiting[0]; mark && this.told < end; mark = this.waiting[0]) {
      if (mark.from > this.told) this.lose(mark.from, 'it was written faster than the journal could follow')
      const to = Math.min(mark.to, end, this.told + PART)
      if (to > this.told) this.feed(mark, to)
      if (to === mark.to || mark.to <= this.told) this.waiting.shift()
    }
  }

  private feed({ statement }: WalMark, to: number): void {
    const bytes = this.read(this.told, to)
    if (bytes) {
      try {
        this.decoder.feed({ statement, position: this.told, bytes })
        this.tell(to)
      } catch (error) {
        // A mistake of ours must not end the keeper, and with it everybody's session.
        this.lose(to, String(error))
      }
    } else this.lose(to, 'a checkpoint has removed it before it was read')
  }

  /** Null when it is gone. Looked for a second time while nobody changes the files. */
  private read(from: number, to: number): Uint8Array | null {
    const { source, lock } = this.options
    try {
      return source.read(from, to)
    } catch (error) {
      if (!(error instanceof WalGone)) throw error
    }
    try {
      return lock.peek((slot) => {
        this.options.copyBuffers(slot)
        return source.read(from, to)
      })
    } catch (error) {
      if (error instanceof WalGone) return null
      throw error
    }
  }

  /** A record that was cut off has never been: the new life writes over its rest. */
  private endOfLife(from: number, recovered: number): number {
    try {
      return this.options.source.cutOff(from, recovered)
    } catch (error) {
      if (error instanceof WalGone) return recovered
      throw error
    }
  }

  private lose(to: number, why: string): void {
    const { positions } = this
    const [from, end] = [positions.toLsn(this.told), positions.toLsn(to)]
    this.decoder.lost(from, end, `a part of the write-ahead log cannot be read: ${why}`)
    this.tell(to)
  }

  private tell(position: number): void {
    this.told = position
    const { facts } = this
    this.facts = []
    if (this.isRepeating) return
    facts.push({ type: 'told', lsn: this.positions.toLsn(position) })
    this.options.post({ type: 'facts', facts })
  }

  private answer(): void {
    const request = this.options.requests.take()
    if (!request) return
    this.options.post({ type: 'rows', request: request.number, rows: this.rowsOf(request) })
  }

  private rowsOf({ batch, from, count }: RowRequest): RowChange[] | null {
    try {
      return this.decoder.rows(batch, from, count)
    } catch {
      return null
    }
  }
}
