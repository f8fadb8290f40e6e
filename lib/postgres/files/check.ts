/** After a crash: rebuilds counters and free lists from what the names reach, and takes leaked space back. */

import type { Store } from './store.ts'
import { BUCKETS_AT, inodeField, MAX_BLOCKS, MAX_INODES, MAX_NAMES, nameField, ROOT_INODE } from './tables.ts'

export interface CheckResult {
  files: number
  /** Blocks that nothing reached and that were not free either. */
  leakedBlocks: number
  /** Things that must not be: a block or name reached twice, a name without an inode. */
  damaged: number
}

/** Nobody else may use the store meanwhile. */
export function checkStore(store: Store): CheckResult {
  const { tables, contents } = store
  const usedNames = new Uint8Array(MAX_NAMES)
  const usedBlocks = new Uint8Array(MAX_BLOCKS)
  const links = new Int32Array(MAX_INODES)
  let damaged = 0
  for (let bucket = 0; bucket < MAX_NAMES; bucket++)
    for (let n = tables.word(BUCKETS_AT + bucket); n; n = tables.word(tables.name(n) + nameField.next)) {
      if (usedNames[n]) {
        damaged++
        break
      }
      usedNames[n] = 1
      const inode = tables.word(tables.name(n) + nameField.inode)
      links[inode] = (links[inode] ?? 0) + 1
    }
  links[ROOT_INODE] = 1
  const free = tables.countFreeBlocks()
  tables.forgetFree()
  for (let inode = 1; inode < tables.usedInodes; inode++) {
    const at = tables.inode(inode)
    if (!links[inode]) {
      tables.freeInode(inode)
      continue
    }
    if (!store.mode(inode)) damaged++
    tables.meta[at + inodeField.links] = links[inode] ?? 0
    tables.meta[at + inodeField.opens] = 0
    for (const block of contents.blocksOf(inode)) {
      if (!block) continue
      if (usedBlocks[block]) damaged++
      usedBlocks[block] = 1
    }
  }
  for (let n = 1; n < tables.usedNames; n++) if (!usedNames[n]) tables.freeName(n)
  let unused = 0
  for (let block = 1; block < tables.usedBlocks; block++)
    if (!usedBlocks[block]) {
      unused++
      tables.freeBlock(block)
    }
  return {
    files: links.reduce((sum, count) => sum + (count ? 1 : 0), 0),
    leakedBlocks: unused - free,
    damaged,
  }
}
