/** The shared file store: names over contents. Every caller holds the run lock. */
import { Contents } from './contents.ts'
import {
  BUCKETS_AT,
  createBuffers,
  errno,
  FileError,
  inodeField,
  MAX_NAME_LENGTH,
  MAX_NAMES,
  nameField,
  ROOT_INODE,
  type StoreBuffers,
  Tables,
} from './tables.ts'

export const MODE_DIRECTORY = 0o040000
export const MODE_FILE = 0o100000

export class Store {
  readonly tables: Tables
  readonly contents: Contents

  /** A view on buffers that another worker may have made. */
  constructor(readonly buffers: StoreBuffers) {
    this.tables = new Tables(buffers)
    this.contents = new Contents(this.tables)
  }

  static create(): Store {
    const store = new Store(createBuffers())
    store.tables.format()
    const root = store.tables.takeInode(MODE_DIRECTORY | 0o700)
    // No name leads to it, and yet it must outlive whoever opens and closes it.
    store.count(root, inodeField.links, 1)
    return store
  }

  mode(inode: number): number {
    return this.tables.word(this.tables.inode(inode) + inodeField.mode)
  }

  isDirectory(inode: number): boolean {
    return (this.mode(inode) & MODE_DIRECTORY) !== 0
  }

  /** Seconds since the epoch. */
  modified(inode: number): number {
    return this.tables.word(this.tables.inode(inode) + inodeField.modified)
  }

  setAttributes(inode: number, attributes: { mode?: number; modified?: number }): void {
    const at = this.tables.inode(inode)
    if (attributes.mode !== undefined) this.tables.meta[at + inodeField.mode] = attributes.mode
    if (attributes.modified !== undefined) this.tables.meta[at + inodeField.modified] = attributes.modified
  }

  /** The inode of a name, 0 if there is none. */
  lookup(parent: number, name: string): number {
    const { found } = this.find(parent, name)
    return found ? this.tables.word(this.tables.name(found) + nameField.inode) : 0
  }

  create(parent: number, name: string, mode: number): number {
    const inode = this.tables.takeInode(mode)
    this.link(parent, name, inode)
    return inode
  }

  rename(parent: number, name: string, newParent: number, newName: string): void {
    if (parent === newParent && name === newName) return
    const inode = this.lookup(parent, name)
    if (!inode) throw new FileError(errno.ENOENT)
    this.link(newParent, newName, inode)
    this.unlink(parent, name)
  }

  unlink(parent: number, name: string): void {
    const { found, pointer } = this.find(parent, name)
    if (!found) throw new FileError(errno.ENOENT)
    const at = this.tables.name(found)
    const inode = this.tables.word(at + nameField.inode)
    this.tables.meta[pointer] = this.tables.word(at + nameField.next)
    this.tables.freeName(found)
    this.count(inode, inodeField.links, -1)
  }

  removeDirectory(parent: number, name: string): void {
    if (this.list(this.lookup(parent, name)).length > 0) throw new FileError(errno.ENOTEMPTY)
    this.unlink(parent, name)
  }

  /** Names in a directory, in no order. */
  list(parent: number): string[] {
    const names: string[] = []
    for (let n = 1; n < this.tables.usedNames; n++) {
      const at = this.tables.name(n)
      if (this.tables.word(at + nameField.parent) !== parent) continue
      const start = (at + nameField.bytes) * 4
      const bytes = this.tables.metaBytes.slice(start, start + this.tables.word(at + nameField.length))
      names.push(String.fromCharCode(...bytes))
    }
    return names
  }

  opened(inode: number): void {
    this.count(inode, inodeField.opens, 1)
  }

  closed(inode: number): void {
    this.count(inode, inodeField.opens, -1)
  }

  /** The inode of a path from the root; directories that are missing are made. */
  makePath(path: string): number {
    let inode: number = ROOT_INODE
    for (const name of path.split('/').filter(Boolean))
      inode = this.lookup(inode, name) || this.create(inode, name, MODE_DIRECTORY | 0o700)
    return inode
  }

  /** Changes a counter of an inode; without names and without open files its space is free again. */
  private count(inode: number, field: number, by: number): void {
    const at = this.tables.inode(inode)
    this.tables.meta[at + field] = this.tables.word(at + field) + by
    const inUse = this.tables.word(at + inodeField.links) > 0 || this.tables.word(at + inodeField.opens) > 0
    if (by > 0 || inUse) return
    if (!this.isDirectory(inode)) this.contents.truncate(inode, 0)
    this.tables.freeInode(inode)
  }

  /** Makes or replaces a name: one store makes it visible. */
  private link(parent: number, name: string, inode: number): void {
    if (name.length > MAX_NAME_LENGTH) throw new FileError(errno.ENAMETOOLONG)
    const { meta, metaBytes } = this.tables
    const { found, pointer } = this.find(parent, name)
    this.count(inode, inodeField.links, 1)
    if (found) {
      const at = this.tables.name(found) + nameField.inode
      const old = this.tables.word(at)
      meta[at] = inode
      this.count(old, inodeField.links, -1)
      return
    }
    const made = this.tables.takeName()
    const at = this.tables.name(made)
    meta[at + nameField.inode] = inode
    meta[at + nameField.parent] = parent
    meta[at + nameField.next] = 0
    meta[at + nameField.length] = name.length
    for (let k = 0; k < name.length; k++) metaBytes[(at + nameField.bytes) * 4 + k] = name.charCodeAt(k)
    meta[pointer] = made
  }

  /** The name, and the word that points to it (or would). */
  private find(parent: number, name: string): { found: number; pointer: number } {
    const { metaBytes } = this.tables
    let pointer = BUCKETS_AT + (hash(parent, name) % MAX_NAMES)
    for (let found = this.tables.word(pointer); found; found = this.tables.word(pointer)) {
      const at = this.tables.name(found)
      if (
        this.tables.word(at + nameField.parent) === parent &&
        this.tables.word(at + nameField.length) === name.length
      ) {
        const start = (at + nameField.bytes) * 4
        let k = 0
        while (k < name.length && metaBytes[start + k] === name.charCodeAt(k)) k++
        if (k === name.length) return { found, pointer }
      }
      pointer = at + nameField.next
    }
    return { found: 0, pointer }
  }
}

function hash(parent: number, name: string): number {
  let value = parent * 31
  for (let k = 0; k < name.length; k++) value = (value * 33 + name.charCodeAt(k)) | 0
  return value >>> 0
}
