/**
 * PostgreSQL's shared memory, by copy: each backend has its own at the same address, and takes the last holder's when it
 * begins to run. Copied is only what is in use: the main segment up to PGShmemHeader.freeoffset, without the unused tail
 * of the preallocated dynamic memory, and the control of the dynamic segments.
 * Source of the layouts: PostgreSQL's storage/pg_shmem.h (PGShmemHeader) and dsm.c (dsm_control_header), on wasm32.
 */
import { type Control, word } from './control.ts'
import type { Memory } from './memory.ts'

const HEADER_MAGIC = 679834894
/** Words of PGShmemHeader. */
const header = { totalSize: 2, freeOffset: 3 } as const
/** Words of dsm_control_header and of each item that follows it. */
const control = { items: 1, firstItem: 3, itemWords: 6, refCount: 1, firstPage: 2, pages: 3 } as const
/** FreePageManager keeps its books in the first pages behind what is used. */
const SPARE_PAGES = 4
const PAGE = 4096
const SMALLEST_SEGMENT = 100_000
const LARGEST_SEGMENT = 100_000_000

export interface Region {
  address: number
  size: number
}

export class SharedMemory {
  private readonly bytes: Uint8Array[]
  private readonly words: Int32Array[]

  constructor(
    private readonly control: Control,
    private readonly memories: readonly WebAssembly.Memory[],
    private readonly slot: number,
  ) {
    this.bytes = memories.map(({ buffer }) => new Uint8Array(buffer))
    this.words = memories.map(({ buffer }) => new Int32Array(buffer))
  }

  /** Takes over what the backend in slot `from` has left. */
  copyFrom(from: number): void {
    const source = this.bytesOf(from)
    const target = this.bytesOf(this.slot)
    for (const { address, size } of this.regions(from))
      target.set(source.subarray(address, address + size), address)
  }

  /** Sets a word of another backend's memory; used to reach its InterruptPending while it computes. */
  poke(slot: number, address: number, value: number): void {
    Atomics.store(this.wordsOf(slot), address >> 2, value)
  }

  private regions(slot: number): Region[] {
    const words = this.wordsOf(slot)
    const at = (index: number) => words[index] ?? 0
    const [main = 0, , dynamicControl = 0, controlSize = 0, dynamic = 0, dynamicSize = 0] =
      this.control.words.subarray(word.regions, word.regions + 6)
    const end = main + at((main >> 2) + header.freeOffset)
    const regions = dynamicControl ? [{ address: dynamicControl, size: controlSize }] : []
    if (!dynamic) return [{ address: main, size: end - main }, ...regions]
    let top = this.control.get(word.dynamicTop)
    const first = dynamicControl >> 2
    for (let item = 0; item < at(first + control.items); item++) {
      const place = first + control.firstItem + item * control.itemWords
      if (at(place + control.refCount))
        top = Math.max(top, at(place + control.firstPage) + at(place + control.pages))
    }
    this.control.set(word.dynamicTop, top)
    const used = dynamic + Math.min(dynamicSize, (top + SPARE_PAGES) * PAGE)
    const rest = dynamic + dynamicSize
    return [{ address: main, size: used - main }, { address: rest, size: end - rest }, ...regions]
  }

  private bytesOf(slot: number): Uint8Array {
    const memory = this.memories[slot]
    const view = this.bytes[slot]
    if (!memory || !view) throw new RangeError(`there is no backend slot ${slot}`)
    if (view.length === memory.buffer.byteLength) return view
    const grown = new Uint8Array(memory.buffer)
    this.bytes[slot] = grown
    return grown
  }

  private wordsOf(slot: number): Int32Array {
    const memory = this.memories[slot]
    const view = this.words[slot]
    if (!memory || !view) throw new RangeError(`there is no backend slot ${slot}`)
    return view
  }
}

/** The main segment, found by its header in the keeper's memory. */
export function findMainSegment(memory: Memory): Region {
  const { words } = memory
  for (let at = words.indexOf(HEADER_MAGIC); at >= 0; at = words.indexOf(HEADER_MAGIC, at + 1)) {
    const size = words[at + header.totalSize] ?? 0
    if (size > SMALLEST_SEGMENT && size < LARGEST_SEGMENT) return { address: at * 4, size }
  }
  throw new Error('PostgreSQL made no shared memory segment')
}

/** The control of dynamic shared memory: the only small mapping outside the main segment. */
export function findDynamicControl(mappings: readonly Region[], main: Region): Region {
  const found = mappings.find(
    ({ address, size }) =>
      size < 1_000_000 && !(address >= main.address && address < main.address + main.size),
  )
  return found ?? { address: 0, size: 0 }
}
