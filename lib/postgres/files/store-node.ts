/** A node of Emscripten's file system that stands for a file of the store. */
import type { FSNode, FSStream } from '../backend/emscripten.ts'
import type { FileStore } from './file-store.ts'

export interface StoreNode extends FSNode {
  /** 0 if what it stands for has vanished. */
  inode: number
  /** Whether its path is among the written files already. */
  written: boolean
}

export type MakeNode = (parent: FSNode | null, name: string, inode: number, mode?: number) => StoreNode

/** Of chmod, truncate and utime; what is not given stays. */
export interface Attributes {
  mode?: number
  size?: number
  mtime?: Date | number
}

export function nodeOf(stream: FSStream): StoreNode {
  return stream.node as StoreNode
}

export function setAttributes(store: FileStore, node: StoreNode, { mode, size, mtime }: Attributes): void {
  if (mode !== undefined) {
    node.mode = mode
    store.setAttributes(node.inode, { mode })
  }
  if (size !== undefined) store.resize(node.inode, size)
  if (mtime !== undefined) store.setAttributes(node.inode, { modified: Number(mtime) / 1000 })
}
