/**
 * PostgreSQL's shared memory, kept the same in all backends by copying it from the memory of the one that ran before.
 * What a switch costs is the number of bytes that are looked at. So of the buffers only those are copied that differ, of
 * the caches of transaction status only the pages that are in use, and of dynamic memory only what is allocated.
 */
import { type Control, word } from './control.ts'
import { differingBuffers } from './differing-buffers.ts'
import { dynamicRegions } from './dynamic-regions.ts'
import { BLOCK, header, type Layout, layoutFromWords, pagesOf, type Region, slru } from './shared-layout.ts'

export class SharedMemory {
  private readonly bytes: Uint8Array[]
  private readonly words: Int32Array[]
  private layout: Layout | null = null
  /** What is copied whole, but for the end of the last one, which moves. */
  private whole: Region[] = []

  constructor(
    private readonly control: Control,
    private readonly memories: readonly WebAssembly.Memory[],
    private readonly slot: number,
  ) {
    this.bytes = memories.map(({ buffer }) => new Uint8Array(buffer))
    this.words = memories.map(({ buffer }) => new Int32Array(buffer))
  }

  /** Takes over what the backend in slot `from` has left. `everything`: this backend has nothing yet. */
  copyFrom(from: number, everything: boolean): void {
    const layout = this.layout ?? this.learnLayout()
    const source = this.wordsOf(from)
    const { main, bufferBlocks, buffers, dynamicControl } = layout
    if (everything) this.copy(from, bufferBlocks, buffers * BLOCK)
    // Before the descriptors are copied, which tell what the buffers here hold.
    else
      for (const buffer of differingBuffers(layout, source, this.wordsOf(this.slot)))
        this.copy(from, bufferBlocks + buffer * BLOCK, BLOCK)
    for (const address of layout.slrus) this.copySlru(from, source, address)
    const free = main.address + (source[(main.address >> 2) + header.freeOffset] ?? 0)
    for (const { address, size } of this.whole) this.copy(from, address, size > 0 ? size : free - address)
    for (const { address, size } of dynamicRegions(layout, source, this.control))
      this.copy(from, address, size)
    this.copy(from, dynamicControl.address, dynamicControl.size)
  }

  /** Sets a word of another backend's memory; used to reach its InterruptPending while it computes. */
  poke(slot: number, address: number, value: number): void {
    Atomics.store(this.wordsOf(slot), address >> 2, value)
  }

  private copy(from: number, address: number, size: number): void {
    this.bytesOf(this.slot).set(this.bytesOf(from).subarray(address, address + size), address)
  }

  /** An empty page is filled before it is read. */
  private copySlru(from: number, source: Int32Array, address: number): void {
    const first = pagesOf(source, address)
    const status = (source[(address >> 2) + slru.status] ?? 0) >> 2
    const slots = source[(address >> 2) + slru.slots] ?? 0
    for (let page = 0; page < slots; page++)
      if (source[status + page] !== 0) this.copy(from, first + page * BLOCK, BLOCK)
  }

  /** What lies between the parts that are looked at one by one. */
  private learnLayout(): Layout {
    const layout = layoutFromWords(this.control.layout)
    const source = this.wordsOf(this.control.get(word.lastHolder) - 1)
    const { main, dynamic, bufferBlocks, buffers, slrus } = layout
    const holes = [
      dynamic,
      { address: bufferBlocks, size: buffers * BLOCK },
      ...slrus.map((address) => ({
        address: pagesOf(source, address),
        size: (source[(address >> 2) + slru.slots] ?? 0) * BLOCK,
      })),
    ].sort((a, b) => a.address - b.address)
    let at = main.address
    for (const hole of holes) {
      if (hole.size === 0) continue
      this.whole.push({ address: at, size: hole.address - at })
      at = hole.address + hole.size
    }
    this.whole.push({ address: at, size: 0 })
    this.layout = layout
    return layout
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
