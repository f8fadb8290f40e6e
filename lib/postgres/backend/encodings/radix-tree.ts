/**
 * PostgreSQL's maps from one encoding to another, in memory: a radix tree over the bytes of a character.
 * Source: mb/pg_wchar.h, pg_mb_radix_tree, on wasm32.
 */
import type { Memory } from '../memory.ts'

/** Fields: the nodes, of 16 bits or else of 32. */
const NODES_16 = 0
const NODES_32 = 4
/** Where the fields are for characters of one byte, of two and so on: the root, then the least and the most of each byte. */
const ROOTS = [8, 16, 24, 36] as const
const BOUNDS = 4

/** The code of a character in the other encoding; 0 if it has none. */
export function lookUp(memory: Memory, tree: number, character: Uint8Array): number {
  const { bytes, words } = memory
  const root = tree + (ROOTS[character.length - 1] ?? 0)
  for (let i = 0; i < character.length; i++) {
    const byte = character[i] ?? 0
    const bounds = root + BOUNDS + 2 * i
    if (byte < (bytes[bounds] ?? 0) || byte > (bytes[bounds + 1] ?? 0)) return 0
  }
  const wide = words[(tree + NODES_32) >> 2] ?? 0
  const narrow = words[(tree + NODES_16) >> 2] ?? 0
  let node = words[root >> 2] ?? 0
  for (let i = 0; i < character.length; i++) {
    const index = node + (character[i] ?? 0) - (bytes[root + BOUNDS + 2 * i] ?? 0)
    node = wide ? (words[(wide >> 2) + index] ?? 0) : uint16(bytes, narrow + 2 * index)
  }
  return node >>> 0
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}
