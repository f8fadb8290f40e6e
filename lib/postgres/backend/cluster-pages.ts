/**
 * Pages of a cluster as they are now, below SQL: from shared buffers where they are newer, else from the files.
 * Sources: storage/buf_internals.h (BufferDesc) on wasm32, common/relpath.c, PostgreSQL manual, "Database Physical Storage".
 */
import type { Store } from '../files/store.ts'
import type { PageSource } from '../wal/page-source.ts'
import type { Control } from './control.ts'
import type { RunLock } from './run-lock.ts'
import { BLOCK, layoutFromWords } from './shared-layout.ts'

const PG_DEFAULT = 1663
const PG_GLOBAL = 1664
const MAIN_FORK = 0
/** Words of a BufferDesc. */
const DESCRIPTOR_WORDS = 16
const descriptor = { tablespace: 0, database: 1, file: 2, fork: 3, block: 4, id: 5, state: 6 } as const
/** BM_VALID and BM_TAG_VALID. */
const VALID = 0x1000000 | 0x2000000

export class ClusterPages implements PageSource {
  constructor(
    private readonly store: Store,
    private readonly control: Control,
    private readonly memories: readonly WebAssembly.Memory[],
    private readonly lock: RunLock,
  ) {}

  relation(tablespace: number, database: number, file: number): Uint8Array[] {
    return this.lock.peek((slot) => {
      const pages = this.pagesOf(folderOf(tablespace, database), String(file))
      // What is not in the file yet is not in the relation: PostgreSQL extends the file first.
      for (const [block, page] of this.buffered(slot, tablespace, database, file))
        if (block < pages.length) pages[block] = page
      return pages
    })
  }

  map(database: number): Uint8Array {
    const folder = folderOf(database === 0 ? PG_GLOBAL : PG_DEFAULT, database)
    return this.lock.peek(() => this.file(folder, 'pg_filenode.map') ?? new Uint8Array(0))
  }

  transactions(segment: number): Uint8Array | null {
    const name = segment.toString(16).toUpperCase().padStart(4, '0')
    return this.lock.peek(() => this.file('pg_xact', name))
  }

  private pagesOf(folder: string | null, name: string): Uint8Array[] {
    const bytes = this.file(folder, name) ?? new Uint8Array(0)
    return Array.from({ length: Math.floor(bytes.length / BLOCK) }, (_, block) =>
      bytes.subarray(block * BLOCK, (block + 1) * BLOCK),
    )
  }

  private *buffered(
    slot: number,
    tablespace: number,
    database: number,
    file: number,
  ): Generator<[number, Uint8Array]> {
    const memory = this.memories[slot]
    if (!memory) return
    const { bufferBlocks, bufferDescriptors, buffers } = layoutFromWords(this.control.layout)
    const words = new Int32Array(memory.buffer)
    for (let buffer = 0; buffer < buffers; buffer++) {
      const at = (bufferDescriptors >> 2) + buffer * DESCRIPTOR_WORDS
      const field = (name: keyof typeof descriptor) => (words[at + descriptor[name]] ?? 0) >>> 0
      if (field('file') !== file || field('database') !== database || field('tablespace') !== tablespace)
        continue
      if (field('fork') !== MAIN_FORK || (field('state') & VALID) !== VALID) continue
      const address = bufferBlocks + field('id') * BLOCK
      yield [field('block'), new Uint8Array(memory.buffer, address, BLOCK).slice()]
    }
  }

  /** Null if there is none. */
  private file(folder: string | null, name: string): Uint8Array | null {
    const { store } = this
    let inode = folder === null ? 0 : store.root
    for (const part of folder?.split('/') ?? []) if (inode) inode = store.lookup(inode, part)
    if (inode) inode = store.lookup(inode, name)
    if (!inode) return null
    const bytes = new Uint8Array(store.size(inode))
    store.read(inode, bytes, 0, bytes.length, 0)
    return bytes
  }
}

/** Null for a tablespace of one's own: its files are elsewhere, and this server has no elsewhere. */
function folderOf(tablespace: number, database: number): string | null {
  if (tablespace === PG_GLOBAL) return 'global'
  return tablespace === PG_DEFAULT ? `base/${database}` : null
}
