/** Makes the compressed copies that servers send where the browser takes them: NAME.br and NAME.gz beside NAME. */
import { createHash } from 'node:crypto'
import { access, copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Kinds of file that shrink. Fonts and pictures are compressed already. */
const compressible = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.wasm',
  '.data',
  '.bin',
  '.json',
  '.svg',
  '.txt',
  '.webmanifest',
])

/** Below this many bytes a response fits in one packet anyway. */
const worthwhile = 1024

/** Compresses every file that gains by it. `cache` keeps the copies by content, so that a rebuild takes no time. */
export async function compressSite(folder: string, files: readonly string[], cache: string): Promise<void> {
  await mkdir(cache, { recursive: true })
  const candidates = files.filter((file) => compressible.has(extname(file)))
  // Two at a time: zlib works in threads of its own.
  const queue = candidates.values()
  const worker = async () => {
    for (const file of queue) await compressFile(join(folder, file), cache)
  }
  await Promise.all([worker(), worker()])
}

async function compressFile(file: string, cache: string): Promise<void> {
  if ((await stat(file)).size < worthwhile) return
  const bytes = await readFile(file)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  for (const { suffix, compress } of encodings) {
    // The engine's files come with their copies.
    if (await exists(file + suffix)) continue
    const kept = join(cache, `${hash}${suffix}`)
    if (!(await exists(kept))) await writeFile(kept, await compress(bytes))
    await copyFile(kept, file + suffix)
  }
}

/** Brotli at 9: its 11 takes ten times as long for some per cent. */
const encodings: readonly { suffix: string; compress: (bytes: Buffer) => Promise<Buffer> }[] = [
  {
    suffix: '.br',
    compress: (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_LGWIN]: 22,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
  { suffix: '.gz', compress: (bytes) => promisify(gzip)(bytes, { level: 9 }) },
]

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
