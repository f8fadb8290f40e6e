/**
 * One WAL record: its header, blocks by id, main data. Reused from record to record, so that none is made for each of
 * 100,000. Source: access/xlogrecord.h; access/transam/xlogreader.c (DecodeXLogRecord).
 */

/** A page that a record touches. Places are in the record's bytes. */
export interface Block {
  /** What the record's kind calls it by; not its index. */
  id: number
  /** 0 main, 1 free space map, 2 visibility map, 3 init. */
  fork: number
  tablespace: number
  database: number
  file: number
  number: number
  /** Zero length: no full-page image. */
  imageAt: number
  imageLength: number
  imageFlags: number
  holeOffset: number
  holeLength: number
  dataAt: number
  dataLength: number
}

export const RECORD_HEADER = 24
/** XLR_MAX_BLOCK_ID + 1. */
const MOST_BLOCKS = 33
const ID_MAIN_SHORT = 255
const ID_MAIN_LONG = 254
const ID_ORIGIN = 253
const ID_TOP_XID = 252
const FORK_MASK = 0x0f
const HAS_IMAGE = 0x10
const SAME_FILE = 0x80
const IMAGE_HAS_HOLE = 0x01
export const IMAGE_COMPRESSED = 0x1c

export class WalRecord {
  bytes: Uint8Array = new Uint8Array(0)
  view: DataView = new DataView(this.bytes.buffer)
  start = 0
  end = 0
  xid = 0
  /** Operation and flags: the upper four bits. */
  info = 0
  /** Resource manager: access/rmgrlist.h. */
  manager = 0
  /** Number of the top-level transaction, told by a subtransaction's first record; else 0. */
  top = 0
  mainAt = 0
  mainLength = 0
  blockCount = 0
  readonly blocks: readonly Block[] = Array.from({ length: MOST_BLOCKS }, () => ({
    ...{ id: 0, fork: 0, tablespace: 0, database: 0, file: 0, number: 0 },
    ...{ imageAt: 0, imageLength: 0, imageFlags: 0, holeOffset: 0, holeLength: 0, dataAt: 0, dataLength: 0 },
  }))

  /** Reads the record at `start`, which is there in full. */
  read(bytes: Uint8Array, view: DataView, start: number): void {
    this.bytes = bytes
    this.view = view
    this.start = start
    this.end = start + view.getUint32(start, true)
    this.xid = view.getUint32(start + 4, true)
    this.info = view.getUint8(start + 16)
    this.manager = view.getUint8(start + 17)
    this.top = 0
    this.mainLength = 0
    this.blockCount = 0
    this.#locate(this.#readHeaders(start + RECORD_HEADER))
  }

  /** The block that its record calls by this id; null if there is none. */
  block(id: number): Block | null {
    for (let index = 0; index < this.blockCount; index++) {
      const block = this.blocks[index]
      if (block?.id === id) return block
    }
    return null
  }

  /** Answers where the data begins: behind the headers, which are over when what they announce fills the rest. */
  #readHeaders(at: number): number {
    const { view } = this
    let data = 0
    while (at + data < this.end) {
      const id = view.getUint8(at)
      if (id === ID_MAIN_SHORT) {
        this.mainLength = view.getUint8(at + 1)
        data += this.mainLength
        at += 2
      } else if (id === ID_MAIN_LONG) {
        this.mainLength = view.getUint32(at + 1, true)
        data += this.mainLength
        at += 5
      } else if (id === ID_ORIGIN) at += 3
      else if (id === ID_TOP_XID) {
        this.top = view.getUint32(at + 1, true)
        at += 5
      } else {
        const block = this.blocks[this.blockCount]
        if (!block || id >= MOST_BLOCKS) throw new Error(`WAL record has a field ${id} that is not known`)
        at = this.#readBlock(at, id, block)
        data += block.imageLength + block.dataLength
        this.blockCount++
      }
    }
    return at
  }

  #readBlock(at: number, id: number, block: Block): number {
    const { view } = this
    const flags = view.getUint8(at + 1)
    block.id = id
    block.fork = flags & FORK_MASK
    block.dataLength = view.getUint16(at + 2, true)
    block.imageLength = 0
    at += 4
    if (flags & HAS_IMAGE) {
      block.imageLength = view.getUint16(at, true)
      block.holeOffset = view.getUint16(at + 2, true)
      block.imageFlags = view.getUint8(at + 4)
      block.holeLength = block.imageFlags & IMAGE_HAS_HOLE ? 8192 - block.imageLength : 0
      at += 5
      if (block.imageFlags & IMAGE_HAS_HOLE && block.imageFlags & IMAGE_COMPRESSED) {
        block.holeLength = view.getUint16(at, true)
        at += 2
      }
    }
    if (flags & SAME_FILE) {
      const before = this.blocks[this.blockCount - 1]
      if (!before) throw new Error('WAL record names the file of a block before its first')
      block.tablespace = before.tablespace
      block.database = before.database
      block.file = before.file
    } else {
      block.tablespace = view.getUint32(at, true)
      block.database = view.getUint32(at + 4, true)
      block.file = view.getUint32(at + 8, true)
      at += 12
    }
    block.number = view.getUint32(at, true)
    return at + 4
  }

  #locate(at: number): void {
    for (let index = 0; index < this.blockCount; index++) {
      const block = this.blocks[index]
      if (!block) continue
      block.imageAt = at
      block.dataAt = at + block.imageLength
      at = block.dataAt + block.dataLength
    }
    this.mainAt = at
  }
}

/** Where a record's first block says which file it is of (RelFileLocator); the record must have one. */
export function firstFileAt(view: DataView, start: number): number {
  const at = start + RECORD_HEADER
  if ((view.getUint8(at + 1) & HAS_IMAGE) === 0) return at + 4
  const flags = view.getUint8(at + 8)
  return at + (flags & IMAGE_HAS_HOLE && flags & IMAGE_COMPRESSED ? 11 : 9)
}
