/** Puts compressed copies beside a file, which servers send where the browser takes them. */
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface CompressedSizes {
  gzip: number
  brotli: number
}

/** Writes FILE.gz and FILE.br; answers their sizes, since a page shows how much travels. */
export async function compressBeside(file: string, bytes: Uint8Array): Promise<CompressedSizes> {
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  ])
  await Promise.all([writeFile(`${file}.gz`, zipped), writeFile(`${file}.br`, brotli)])
  return { gzip: zipped.length, brotli: brotli.length }
}
