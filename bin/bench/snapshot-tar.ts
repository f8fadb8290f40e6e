/** Our snapshot as the tar file that stock PGlite restores: so both start from the same cluster. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fillFromImage } from '../../lib/postgres/files/image.ts'
import { Store } from '../../lib/postgres/files/store.ts'
import type { EngineManifest } from '../../lib/postgres/host/host.ts'

const ROOT_INODE = 1
const BLOCK = 512

/** Reads the snapshot that bin/prepare has made. POSIX, "ustar Interchange Format". */
export async function snapshotTar(root: string): Promise<Uint8Array> {
  const manifest: EngineManifest = JSON.parse(
    await readFile(join(root, 'build', 'engine', 'manifest.json'), 'utf8'),
  )
  const store = Store.create()
  fillFromImage(store, await readFile(join(root, 'public', 'engine', manifest.files.image.name)))
  return Buffer.concat([...entries(store, ROOT_INODE, '.'), Buffer.alloc(2 * BLOCK)])
}

function* entries(store: Store, folder: number, path: string): Generator<Uint8Array> {
  yield header(`${path}/`, 0, '5')
  for (const name of store.list(folder)) {
    const inode = store.lookup(folder, name)
    if (store.isDirectory(inode)) {
      yield* entries(store, inode, `${path}/${name}`)
    } else {
      const size = store.contents.size(inode)
      const bytes = new Uint8Array(Math.ceil(size / BLOCK) * BLOCK)
      store.contents.read(inode, bytes, 0, size, 0)
      yield header(`${path}/${name}`, size, '0')
      yield bytes
    }
  }
}

/** One block with name, mode, owner, size and kind; the check sum counts itself as eight blanks. */
function header(name: string, size: number, kind: '0' | '5'): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  block.write(name, 0, 100, 'latin1')
  block.write(octal(kind === '5' ? 0o700 : 0o600, 8), 100)
  block.write(octal(0, 8), 108)
  block.write(octal(0, 8), 116)
  block.write(octal(size, 12), 124)
  block.write(octal(0, 12), 136)
  block.write('        ', 148)
  block.write(kind, 156)
  block.write('ustar\x0000', 257, 'latin1')
  block.write(
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  )
  return block
}
