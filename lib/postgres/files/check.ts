/**
 * After a crash: rebuilds counters and free lists from what the names reach, takes leaked space back, and brings to its end
 * what a worker was ended in the middle of.
 */
import {
  BLOCK_WORDS_AT,
  BUCKETS,
  BUCKETS_AT,
  header,
  inodeField,
  MAX_BLOCKS,
  MAX_INODES,
  MAX_NAMES,
  nameField,
  ROOT_INODE,
} from './layout.ts'
import type { Store } from './store.ts'

export interface CheckResult {
  files: number
  /** Blocks that nothing reached and that were not free either. */
  leakedBlocks: number
  /** Things that must not be: a block reached more often than it is counted, a name reached twice or without an inode. */
  damaged: number
}

/** Nobody else may use the store meanwhile. What is open is closed: its backends have ended. */
export function checkStore(store: Store): CheckResult {
  const check = new Check(store)
  check.names()
  check.inodes()
  const leakedBlocks = check.blocks()
  return { files: check.files, leakedBlocks, damaged: check.damaged }
}

class Check {
  damaged = 0
  files = 0
  private readonly links = new Int32Array(MAX_INODES)
  private readonly references = new Int32Array(MAX_BLOCKS)
  private reserved = 0

  constructor(private readonly store: Store) {
    this.links[ROOT_INODE] = 1
  }

  /** Counts each inode's names; those that no bucket reaches are free. */
  names(): void {
    const { tables } = this.store
    const used = new Uint8Array(MAX_NAMES)
    const renaming = tables.word(header.renaming)
    tables.meta[header.renaming] = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      for (let pointer = BUCKETS_AT + bucket; ; ) {
        const name = tables.word(pointer)
        if (!name) break
        if (used[name]) {
          this.damaged++
          break
        }
        const next = tables.name(name) + nameField.next
        const inode = tables.word(tables.name(name) + nameField.inode)
        if (name === renaming && this.hasAnotherName(inode, name)) {
          tables.meta[pointer] = tables.word(next)
          continue
        }
        used[name] = 1
        this.links[inode] = (this.links[inode] ?? 0) + 1
        pointer = next
      }
    }
    tables.names.forgetFree()
    for (let name = 1; name < tables.names.end; name++) if (!used[name]) tables.freeName(name)
  }

  /** Counts each block's references; inodes without a name are free. */
  inodes(): void {
    const { tables, contents } = this.store
    tables.inodes.forgetFree()
    for (let inode = 1; inode < tables.inodes.end; inode++) {
      const at = tables.inode(inode)
      const links = this.links[inode] ?? 0
      if (!links) {
        tables.freeInode(inode)
        continue
      }
      this.files++
      if (!this.store.mode(inode)) this.damaged++
      tables.meta[at + inodeField.links] = links
      tables.meta[at + inodeField.opens] = 0
      contents.trim(inode)
      for (const block of contents.blocksOf(inode)) {
        this.references[block] = (this.references[block] ?? 0) + 1
        if (tables.word(at + inodeField.area)) this.reserved++
      }
    }
  }

  /** Blocks that nothing reaches are free. Answers how many of them had not been. */
  blocks(): number {
    const { tables } = this.store
    const free = tables.blocks.countFree()
    let unused = 0
    let promised = 0
    tables.blocks.forgetFree()
    for (let block = 1; block < tables.blocks.end; block++) {
      const further = (this.references[block] ?? 0) - 1
      if (further < 0) {
        unused++
        tables.blocks.give(block)
        continue
      }
      if (further > tables.word(BLOCK_WORDS_AT + block)) this.damaged++
      tables.meta[BLOCK_WORDS_AT + block] = further
      promised += further
    }
    tables.meta[header.promised] = promised
    tables.meta[header.reserved] = this.reserved
    return unused - free
  }

  /** A rename had shown the new name already: the old one goes. */
  private hasAnotherName(inode: number, name: number): boolean {
    const { tables } = this.store
    for (let bucket = 0; bucket < BUCKETS; bucket++)
      for (let n = tables.word(BUCKETS_AT + bucket); n; n = tables.word(tables.name(n) + nameField.next))
        if (n !== name && tables.word(tables.name(n) + nameField.inode) === inode) return true
    return false
  }
}
