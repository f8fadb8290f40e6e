/** Gets the engine's files over HTTP, counted as they travel. Runs in a worker: decompressing 23 MB takes a while. */
import { BootError } from '../client/server.ts'
import type { EngineFile, EngineFiles, EngineManifest } from './host.ts'

/**
 * `assets` is where the files lie, with a slash at the end; `progress` gets bytes as they travel. Rejects with a
 * BootError.
 */
export async function downloadEngine(
  assets: string,
  { files }: EngineManifest,
  progress: (receivedBytes: number, totalBytes: number) => void,
): Promise<EngineFiles> {
  const travel = new Travel(progress)
  const [module, data, image] = await Promise.all([
    request(assets + files.module.name).then((response) => compile(response, files.module, travel)),
    request(assets + files.data.name).then((response) =>
      readInto(response, new SharedArrayBuffer(files.data.bytes), travel.expect(files.data, response)),
    ),
    request(assets + files.image.name).then((response) =>
      readInto(response, new ArrayBuffer(files.image.bytes), travel.expect(files.image, response)),
    ),
  ])
  return { module, data, image: new Uint8Array(image) }
}

async function request(address: string): Promise<Response> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new BootError(`could not download ${address}`, 'Check the connection and reload the page.', {
      cause,
    })
  })
  if (!response.ok || !response.body)
    throw new BootError(
      `could not download ${address}: ${response.status} ${response.statusText}`,
      'Reload the page.',
    )
  return response
}

/** The browser keeps what it has compiled only for a response as it came from the network: a copy of it is counted. */
async function compile(response: Response, file: EngineFile, travel: Travel): Promise<WebAssembly.Module> {
  const count = travel.expect(file, response)
  const [module] = await Promise.all([
    WebAssembly.compileStreaming(response.clone()),
    eachPart(response, (part) => count(part.length)),
  ])
  return module
}

async function readInto<Buffer extends ArrayBufferLike>(
  response: Response,
  buffer: Buffer,
  count: (bytes: number) => void,
): Promise<Buffer> {
  const target = new Uint8Array(buffer)
  let at = 0
  await eachPart(response, (part) => {
    if (at + part.length > target.length)
      throw new BootError('a file of the engine is too long', 'Reload the page.')
    target.set(part, at)
    at += part.length
    count(part.length)
  })
  if (at !== target.length) throw new BootError('a file of the engine came only in part', 'Reload the page.')
  return buffer
}

async function eachPart({ body }: Response, take: (part: Uint8Array) => void): Promise<void> {
  const reader = body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) take(part.value)
}

/**
 * Bytes as they travel: a page sees what comes out of the decompression, so each file's share is scaled to the size that
 * its encoding has.
 */
class Travel {
  private received = 0
  private total = 0

  constructor(private readonly progress: (receivedBytes: number, totalBytes: number) => void) {}

  expect(file: EngineFile, { headers }: Response): (bytes: number) => void {
    const encoding = headers.get('content-encoding')
    const size = encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.bytes
    this.total += size
    return (bytes) => {
      this.received += (bytes * size) / file.bytes
      this.progress(Math.round(this.received), this.total)
    }
  }
}
