/**
 * The memories of all slots. They are made before any backend starts, since a backend that waits can't be handed another
 * one, and each backend must be able to read the memory of whoever ran before it.
 */

/** 64 kB pages: PostgreSQL hangs below 128 MB; 256 MB of address space is what phones grant. */
const PAGES = { initial: 2048, maximum: 4096 }
/** The keeper and one session. */
const LEAST = 2

export interface Memories {
  all: WebAssembly.Memory[]
  /** How many of those that were wanted the device did not grant. */
  refused: number
}

/** As many of `wanted` as the device grants. Throws RangeError when that is too few for a single session. */
export function reserveMemories(wanted: number): Memories {
  const all: WebAssembly.Memory[] = []
  while (all.length < wanted)
    try {
      all.push(new WebAssembly.Memory({ ...PAGES, shared: true }))
    } catch (error) {
      if (all.length >= LEAST) break
      throw new RangeError(`the device does not grant memory for PostgreSQL (${String(error)})`)
    }
  return { all, refused: wanted - all.length }
}
