/** Names of files: a hash table of (directory, name) → inode, chained through the names. */
import { BUCKETS, BUCKETS_AT, errno, FileError, MAX_NAME_LENGTH, nameField } from './layout.ts'
import type { Tables } from './tables.ts'

export interface NameEntry {
  parent: number
  name: string
  inode: number
}

export class Names {
  constructor(private readonly tables: Tables) {}

  /** The name, 0 if there is none, and the word that points to it (or would). */
  find(parent: number, name: string): { found: number; pointer: number } {
    let pointer = BUCKETS_AT + (hash(parent, name) % BUCKETS)
    for (let found = this.tables.word(pointer); found; found = this.tables.word(pointer)) {
      if (this.is(found, parent, name)) return { found, pointer }
      pointer = this.tables.name(found) + nameField.next
    }
    return { found: 0, pointer }
  }

  /** The inode of a name that was found, 0 for none. */
  inodeOf(name: number): number {
    return name ? this.tables.word(this.tables.name(name) + nameField.inode) : 0
  }

  /** Prepares a name that nobody sees yet. Throws ENAMETOOLONG, and ENOSPC unless more than `heldBack` are left. */
  make(parent: number, name: string, heldBack: number): number {
    if (name.length > MAX_NAME_LENGTH) throw new FileError(errno.ENAMETOOLONG)
    const { meta, metaBytes } = this.tables
    const made = this.tables.names.take(heldBack)
    const at = this.tables.name(made)
    meta[at + nameField.parent] = parent
    meta[at + nameField.next] = 0
    meta[at + nameField.length] = name.length
    for (let k = 0; k < name.length; k++) metaBytes[(at + nameField.bytes) * 4 + k] = name.charCodeAt(k)
    return made
  }

  /** Shows a prepared name, where `find` had looked for it. */
  show(name: number, pointer: number, inode: number): void {
    this.tables.meta[this.tables.name(name) + nameField.inode] = inode
    this.tables.meta[pointer] = name
  }

  /** Lets a name lead to another inode; answers the one it led to. */
  replace(name: number, inode: number): number {
    const at = this.tables.name(name) + nameField.inode
    const old = this.tables.word(at)
    this.tables.meta[at] = inode
    return old
  }

  remove(name: number, pointer: number): void {
    this.tables.meta[pointer] = this.tables.word(this.tables.name(name) + nameField.next)
    this.tables.freeName(name)
  }

  list(parent: number): string[] {
    const names: string[] = []
    for (let n = 1; n < this.tables.names.end; n++)
      if (this.tables.word(this.tables.name(n) + nameField.parent) === parent) names.push(this.text(n))
    return names
  }

  /** Every name. It may be removed meanwhile. */
  *all(): Generator<NameEntry & { number: number }> {
    for (let n = 1; n < this.tables.names.end; n++) {
      const at = this.tables.name(n)
      const parent = this.tables.word(at + nameField.parent)
      const inode = this.tables.word(at + nameField.inode)
      if (parent) yield { number: n, parent, name: this.text(n), inode }
    }
  }

  private is(found: number, parent: number, name: string): boolean {
    const { metaBytes } = this.tables
    const at = this.tables.name(found)
    if (this.tables.word(at + nameField.parent) !== parent) return false
    if (this.tables.word(at + nameField.length) !== name.length) return false
    const start = (at + nameField.bytes) * 4
    let k = 0
    while (k < name.length && metaBytes[start + k] === name.charCodeAt(k)) k++
    return k === name.length
  }

  private text(name: number): string {
    const at = this.tables.name(name)
    const start = (at + nameField.bytes) * 4
    const bytes = this.tables.metaBytes.slice(start, start + this.tables.word(at + nameField.length))
    return String.fromCharCode(...bytes)
  }
}

function hash(parent: number, name: string): number {
  let value = parent * 31
  for (let k = 0; k < name.length; k++) value = (value * 33 + name.charCodeAt(k)) | 0
  return value >>> 0
}
