/** The shared file store: names over contents. Every caller holds the run lock. */
import { Contents } from './contents.ts'
import type { FileStore } from './file-store.ts'
import { BLOCK_SIZE, errno, FileError, header, inodeField, MAX_BLOCKS, ROOT_INODE } from './layout.ts'
import { Names } from './names.ts'
import { area, areaOf, LEAST_LIMIT, Reserve } from './reserve.ts'
import { createBuffers, type StoreBuffers, Tables } from './tables.ts'
import { firstPageOf, noteControl, noteWal } from './wal-progress.ts'

export const MODE_DIRECTORY = 0o040000
export const MODE_FILE = 0o100000

/** Bytes. */
export const DEFAULT_LIMIT = 512 << 20

export interface StoreOptions {
  /** Whether this backend may use what is held back: the keeper, which recovers and checkpoints. */
  isKeeper?: boolean
}

/** In memory; its barrier has nothing to wait for. */
export class Store implements FileStore {
  readonly root = ROOT_INODE
  readonly tables: Tables
  readonly contents: Contents
  private readonly names: Names
  private readonly reserve: Reserve
  /** How often this backend has each inode open. */
  private readonly open = new Map<number, number>()

  /** A view on buffers that another worker may have made. */
  constructor(
    readonly buffers: StoreBuffers,
    { isKeeper = false }: StoreOptions = {},
  ) {
    this.tables = new Tables(buffers)
    this.reserve = new Reserve(this.tables, isKeeper)
    this.contents = new Contents(this.tables, this.reserve)
    this.names = new Names(this.tables)
  }

  /** An empty store that takes at most `limit` bytes. Throws RangeError when that leaves no space beside the reserve. */
  static create({ limit = DEFAULT_LIMIT }: { limit?: number | undefined } = {}): Store {
    if (limit < LEAST_LIMIT || limit > MAX_BLOCKS * BLOCK_SIZE)
      throw new RangeError(
        `a store of ${limit} bytes is not possible; use ${LEAST_LIMIT} to ${MAX_BLOCKS * BLOCK_SIZE}`,
      )
    const store = new Store(createBuffers(limit))
    store.tables.format()
    const root = store.tables.takeInode(MODE_DIRECTORY | 0o700, 0)
    // No name leads to it, and yet it must outlive whoever opens and closes it.
    store.count(root, inodeField.links, 1)
    return store
  }

  mode(inode: number): number {
    return this.field(inode, 'mode')
  }

  isDirectory(inode: number): boolean {
    return (this.mode(inode) & MODE_DIRECTORY) !== 0
  }

  modified(inode: number): number {
    return this.field(inode, 'modified')
  }

  setAttributes(inode: number, attributes: { mode?: number; modified?: number }): void {
    if (attributes.mode !== undefined) this.setField(inode, 'mode', attributes.mode)
    if (attributes.modified !== undefined) this.setField(inode, 'modified', attributes.modified)
  }

  size(inode: number): number {
    return this.contents.size(inode)
  }

  read(inode: number, target: Uint8Array, offset: number, length: number, position: number): number {
    return this.contents.read(inode, target, offset, length, position)
  }

  write(inode: number, source: Uint8Array, offset: number, length: number, position: number): void {
    if (this.field(inode, 'buried')) this.setField(inode, 'buried', 0)
    this.contents.write(inode, source, offset, length, position)
    const inArea = this.field(inode, 'area')
    if (inArea === area.reserved) noteWal(this.tables, inode, position + length)
    if (inArea !== area.control) return
    const bytes = new Uint8Array(BLOCK_SIZE)
    this.contents.read(inode, bytes, 0, bytes.length, 0)
    if (noteControl(this.tables, bytes)) this.releaseBuried()
  }

  resize(inode: number, length: number): void {
    this.contents.resize(inode, length)
  }

  bury(inode: number): void {
    this.setField(inode, 'buried', this.tables.word(header.walEnd) + 1)
    this.tables.meta[header.buried] = 1
  }

  lookup(parent: number, name: string): number {
    return this.names.inodeOf(this.names.find(parent, name).found)
  }

  create(parent: number, name: string, mode: number): number {
    const inArea = areaOf(this.field(parent, 'area'), parent === ROOT_INODE, name)
    const inode = this.tables.takeInode(mode, this.reserve.entries(inArea))
    this.setField(inode, 'area', inArea)
    try {
      this.link(parent, name, inode)
    } catch (error) {
      this.tables.freeInode(inode)
      throw error
    }
    return inode
  }

  createNameless(mode: number): number {
    return this.tables.takeInode(mode, 0)
  }

  rename(parent: number, name: string, newParent: number, newName: string): void {
    if (parent === newParent && name === newName) return
    const { found } = this.names.find(parent, name)
    if (!found) throw new FileError(errno.ENOENT)
    // If the worker is ended while both names are there, `check` takes the old one away.
    this.tables.meta[header.renaming] = found
    this.link(newParent, newName, this.names.inodeOf(found))
    this.unlink(parent, name)
    this.tables.meta[header.renaming] = 0
  }

  unlink(parent: number, name: string): void {
    const { found, pointer } = this.names.find(parent, name)
    if (!found) throw new FileError(errno.ENOENT)
    const inode = this.names.inodeOf(found)
    this.names.remove(found, pointer)
    this.count(inode, inodeField.links, -1)
  }

  removeDirectory(parent: number, name: string): void {
    if (this.list(this.lookup(parent, name)).length > 0) throw new FileError(errno.ENOTEMPTY)
    this.unlink(parent, name)
  }

  list(parent: number): string[] {
    return this.names.list(parent)
  }

  opened(inode: number): void {
    this.open.set(inode, (this.open.get(inode) ?? 0) + 1)
    this.count(inode, inodeField.opens, 1)
  }

  closed(inode: number): void {
    const times = (this.open.get(inode) ?? 0) - 1
    if (times > 0) this.open.set(inode, times)
    else this.open.delete(inode)
    this.count(inode, inodeField.opens, -1)
  }

  closeAll(): void {
    for (const [inode, times] of this.open) this.count(inode, inodeField.opens, -times)
    this.open.clear()
  }

  sync(): void {
    this.tables.add(header.barriers, 1)
  }

  /** The inode of a path from the root; directories that are missing are made. */
  makePath(path: string): number {
    let inode: number = ROOT_INODE
    for (const name of path.split('/').filter(Boolean))
      inode = this.lookup(inode, name) || this.create(inode, name, MODE_DIRECTORY | 0o700)
    return inode
  }

  /**
   * Takes away what is left of tables that were dropped before the last checkpoint began: recovery will not meet them any
   * more, which is what their names were kept for (PostgreSQL's storage/smgr/md.c, mdunlink). There the checkpointer does
   * it for all; here each backend would do it for itself at its own CHECKPOINT, and then finds them gone, which it ignores.
   */
  private releaseBuried(): void {
    if (!this.tables.word(header.buried)) return
    const redo = this.tables.word(header.redo)
    let left = 0
    for (const { parent, name, inode } of this.names.all()) {
      const buried = this.field(inode, 'buried')
      if (!buried || this.size(inode) > 0) continue
      if (buried - 1 <= redo) this.unlink(parent, name)
      else left++
    }
    this.tables.meta[header.buried] = left
  }

  /** Changes a counter of an inode; without names and without open files its space is free again. */
  private count(inode: number, field: number, by: number): void {
    const at = this.tables.inode(inode)
    this.tables.add(at + field, by)
    const inUse = this.tables.word(at + inodeField.links) > 0 || this.tables.word(at + inodeField.opens) > 0
    if (by > 0 || inUse) return
    this.contents.empty(inode)
    this.tables.freeInode(inode)
  }

  /** Makes or replaces a name: one store makes it visible. */
  private link(parent: number, name: string, inode: number): void {
    const place = this.names.find(parent, name)
    const made = place.found
      ? 0
      : this.names.make(parent, name, this.reserve.entries(this.field(inode, 'area')))
    this.count(inode, inodeField.links, 1)
    if (this.field(inode, 'area')) this.setField(inode, 'firstPage', firstPageOf(name))
    if (made) this.names.show(made, place.pointer, inode)
    else this.count(this.names.replace(place.found, inode), inodeField.links, -1)
  }

  private field(inode: number, name: keyof typeof inodeField): number {
    return this.tables.word(this.tables.inode(inode) + inodeField[name])
  }

  private setField(inode: number, name: keyof typeof inodeField, value: number): void {
    this.tables.meta[this.tables.inode(inode) + inodeField[name]] = value
  }
}
