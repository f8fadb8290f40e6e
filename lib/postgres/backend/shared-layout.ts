/**
 * Where in a backend's memory PostgreSQL's shared memory lies, and which parts of it need not be looked at in every switch.
 * The keeper finds it once; all backends have the same addresses, since they start with the same settings.
 * Source of the structures: PostgreSQL's storage/shmem.h (pg_shmem.h), dsm.c, access/slru.h, storage/buf_internals.h.
 */
import type { Memory } from './memory.ts'

const HEADER_MAGIC = 679834894
/** Words of PGShmemHeader. */
export const header = { totalSize: 2, freeOffset: 3 } as const
/** Words of SlruSharedData. */
export const slru = { slots: 0, buffers: 1, status: 2 } as const
export const SLRU_NAMES = [
  'transaction',
  'subtransaction',
  'multixact_offset',
  'multixact_member',
  'commit_timestamp',
  'notify',
  'serializable',
] as const
export const BLOCK = 8192
/** In XLogCtlData (access/transam/xlog.c), behind a spin lock. */
const INSERT_POSITION = 8
const SMALLEST_SEGMENT = 100_000
const LARGEST_SEGMENT = 100_000_000

export interface Region {
  address: number
  size: number
}

/** Numbers only, so that it travels as words. */
export interface Layout {
  main: Region
  /** The control of dynamic shared memory: a small mapping outside the main segment. */
  dynamicControl: Region
  /** The preallocated dynamic memory, within the main segment. */
  dynamic: Region
  bufferBlocks: number
  bufferDescriptors: number
  buffers: number
  /** Address of XLogCtl->Insert.CurrBytePos: how far the WAL goes, without page headers. */
  walPosition: number
  /** Addresses of SlruSharedData. */
  slrus: number[]
}

/** A row of pg_shmem_allocations, `off` from the start of the main segment. */
export interface Allocation {
  name: string
  off: number
  size: number
}

/** Throws when PostgreSQL's shared memory does not look as expected: the package has changed. */
export function findLayout(
  memory: Memory,
  mappings: readonly Region[],
  allocations: readonly Allocation[],
): Layout {
  const main = findMainSegment(memory, mappings)
  const region = (name: string) => regionOf(main, allocations, name)
  const bufferBlocks = memory.variable('BufferBlocks')
  const blocks = region('Buffer Blocks')
  if (bufferBlocks < blocks.address || bufferBlocks >= blocks.address + blocks.size)
    throw new Error('the buffers are not where pg_shmem_allocations says; PGlite has changed')
  const slrus = SLRU_NAMES.map((name) => region(name).address).filter((address) => address > 0)
  for (const address of slrus)
    if (pagesOf(memory.words, address) <= address)
      throw new Error('a cache of transaction status does not look as expected; PGlite has changed')
  return {
    main,
    dynamicControl: findDynamicControl(mappings, main),
    dynamic: region('Preallocated DSM'),
    bufferBlocks,
    bufferDescriptors: memory.variable('BufferDescriptors'),
    buffers: memory.variable('NBuffers'),
    walPosition: region('XLOG Ctl').address + INSERT_POSITION,
    slrus,
  }
}

/** Where a structure of this name lies; nowhere, when there is none. */
export function regionOf(main: Region, allocations: readonly Allocation[], name: string): Region {
  const found = allocations.find((allocation) => allocation.name === name)
  return found ? { address: main.address + found.off, size: found.size } : { address: 0, size: 0 }
}

/** Address of the first page of an SLRU; the others follow. */
export function pagesOf(words: Int32Array, address: number): number {
  const list = words[(address >> 2) + slru.buffers] ?? 0
  return words[list >> 2] ?? 0
}

export function layoutToWords(layout: Layout): number[] {
  const { main, dynamicControl, dynamic, bufferBlocks, bufferDescriptors, buffers, walPosition, slrus } =
    layout
  const regions = [main, dynamicControl, dynamic].flatMap(({ address, size }) => [address, size])
  return [...regions, bufferBlocks, bufferDescriptors, buffers, walPosition, slrus.length, ...slrus]
}

export function layoutFromWords(words: Int32Array): Layout {
  const at = (index: number) => words[index] ?? 0
  const region = (index: number) => ({ address: at(index), size: at(index + 1) })
  return {
    main: region(0),
    dynamicControl: region(2),
    dynamic: region(4),
    bufferBlocks: at(6),
    bufferDescriptors: at(7),
    buffers: at(8),
    walPosition: at(9),
    slrus: [...words.subarray(11, 11 + at(10))],
  }
}

/** Found by its header; the whole memory is looked through only if it is no mapping. */
function findMainSegment(memory: Memory, mappings: readonly Region[]): Region {
  const { words } = memory
  const sizeAt = (at: number) => {
    const size = words[at] === HEADER_MAGIC ? (words[at + header.totalSize] ?? 0) : 0
    return size > SMALLEST_SEGMENT && size < LARGEST_SEGMENT ? size : 0
  }
  for (const { address } of mappings) {
    const size = sizeAt(address >> 2)
    if (size > 0) return { address, size }
  }
  for (let at = words.indexOf(HEADER_MAGIC); at >= 0; at = words.indexOf(HEADER_MAGIC, at + 1)) {
    const size = sizeAt(at)
    if (size > 0) return { address: at * 4, size }
  }
  throw new Error('PostgreSQL made no shared memory segment')
}

/** The only small mapping outside the main segment. */
function findDynamicControl(mappings: readonly Region[], main: Region): Region {
  const found = mappings.find(
    ({ address, size }) =>
      size < 1_000_000 && !(address >= main.address && address < main.address + main.size),
  )
  return found ?? { address: 0, size: 0 }
}
