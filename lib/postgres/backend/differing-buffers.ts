/**
 * Which of the shared buffers differ between two memories. A page that is changed carries the position of its WAL record,
 * so a buffer that holds the same page with the same position is the same, but for hints, which may be lost, and for the
 * pages that PostgreSQL changes without a WAL record: these always count as different.
 * Source: PostgreSQL's storage/bufpage.h, storage/buf_internals.h, commands/sequence.c.
 */
import { BLOCK, type Layout } from './shared-layout.ts'

/** Words of a BufferDesc; the first five are its tag, of which the fourth is the fork; the seventh is its state. */
const DESCRIPTOR_WORDS = 16
const TAG_WORDS = 5
const FORK = 3
const STATE = 6
/** Of the state: the page has been read. A buffer has its tag before, while the page of its last tag is still in it. */
const BM_VALID = 1 << 24
/** It has its tag, perhaps without its page. */
const BM_TAG_VALID = 1 << 25
/** Somebody reads or writes the page. */
const BM_IO_IN_PROGRESS = 1 << 26
const MAIN_FORK = 0
/** Words of a page: position of its last WAL record, then at bytes 16 and 17 the offset of its special area. */
const SPECIAL_WORD = 4
/** A sequence's page, which nextval changes mostly without WAL. */
const SEQUENCE_MAGIC = 0x1717
const SEQUENCE_SPECIAL = BLOCK - 8
/** Pages of unlogged tables and of indexes that are being built have positions up to this one (FirstNormalUnloggedLSN). */
const NO_POSITION = 1000

export function* differingBuffers(
  { bufferBlocks, bufferDescriptors, buffers }: Layout,
  source: Int32Array,
  target: Int32Array,
): Generator<number> {
  for (let buffer = 0; buffer < buffers; buffer++) {
    const descriptor = (bufferDescriptors >> 2) + buffer * DESCRIPTOR_WORDS
    const page = (bufferBlocks + buffer * BLOCK) >> 2
    // What is in a buffer without a page is nobody's, or just being read by who goes on: it must stay as it is there.
    if (!isValid(source, descriptor)) {
      if (isLeftEmpty(source, descriptor) && !isSameEmpty(source, target, descriptor)) yield buffer
      continue
    }
    if (!isSamePage(source, target, descriptor, page) || changesWithoutWal(source, descriptor, page))
      yield buffer
  }
}

function isSamePage(source: Int32Array, target: Int32Array, descriptor: number, page: number): boolean {
  if (!hasSameTag(source, target, descriptor) || !isValid(target, descriptor)) return false
  return source[page] === target[page] && source[page + 1] === target[page + 1]
}

/**
 * A file could not be extended (a full disk): the buffers for its new pages stay behind, zeroed, and whoever extends it
 * next takes them as they are (storage/buffer/bufmgr.c, ExtendBufferedRelShared).
 */
function isLeftEmpty(words: Int32Array, descriptor: number): boolean {
  return ((words[descriptor + STATE] ?? 0) & (BM_TAG_VALID | BM_IO_IN_PROGRESS)) === BM_TAG_VALID
}

function isSameEmpty(source: Int32Array, target: Int32Array, descriptor: number): boolean {
  return (
    hasSameTag(source, target, descriptor) && !isValid(target, descriptor) && isLeftEmpty(target, descriptor)
  )
}

function hasSameTag(source: Int32Array, target: Int32Array, descriptor: number): boolean {
  for (let i = 0; i < TAG_WORDS; i++) if (source[descriptor + i] !== target[descriptor + i]) return false
  return true
}

function isValid(words: Int32Array, descriptor: number): boolean {
  return ((words[descriptor + STATE] ?? 0) & BM_VALID) !== 0
}

/** The visibility and free space maps, sequences, and whatever has no position of its own. */
function changesWithoutWal(source: Int32Array, descriptor: number, page: number): boolean {
  if (source[descriptor + FORK] !== MAIN_FORK) return true
  // PageXLogRecPtr: the high word first.
  if (source[page] === 0 && (source[page + 1] ?? 0) >>> 0 <= NO_POSITION) return true
  const special = (source[page + SPECIAL_WORD] ?? 0) & 0xffff
  return special === SEQUENCE_SPECIAL && source[page + (SEQUENCE_SPECIAL >> 2)] === SEQUENCE_MAGIC
}
