/** A server in the page: a Web Worker for each backend. Needs cross-origin isolation (SharedArrayBuffer). */
import manifest from '../../../build/engine/manifest.json'
import type { BackendInit, BackendReport } from '../backend/messages.ts'
import { BootError, type Server } from '../client/server.ts'
import type { BackendWorker, EngineFile, EngineManifest, Host } from './host.ts'
import { Postmaster, type PostmasterOptions } from './postmaster.ts'

/** Ten sessions, the places that PostgreSQL keeps for superusers, the keeper, and our own short look-ups. */
const DEFAULT_CONNECTIONS = 16
/** Milliseconds: a browser may let a worker that was ended finish what it is at; nobody tells when. */
const LINGERING = 50
/** A place for who comes while another one is leaving: PostgreSQL itself counts and refuses. */
const SPARE_SLOTS = 2

export interface WebServerOptions extends PostmasterOptions {
  /** Where the engine's files lie, with a slash at the end. */
  assets: string
  /** PostgreSQL's setting max_connections: sessions, those of superusers included. */
  maxConnections?: number
}

/** Starts a server on a fresh cluster from the snapshot. */
export function startServer({
  assets,
  maxConnections = DEFAULT_CONNECTIONS,
  ...options
}: WebServerOptions): Server {
  return new Postmaster(new WebHost(assets, maxConnections), options)
}

class WebHost implements Host {
  readonly manifest: EngineManifest = manifest
  readonly slots: number
  readonly sharedBuffers = '3MB'

  constructor(
    private readonly assets: string,
    readonly maxConnections: number,
  ) {
    this.slots = maxConnections + SPARE_SLOTS
  }

  async load(progress: (receivedBytes: number, totalBytes: number) => void) {
    const { files } = this.manifest
    const travel = new Travel(progress)
    const [module, data, image] = await Promise.all([
      this.fetch(files.module, travel).then((response) => WebAssembly.compileStreaming(response)),
      this.fetch(files.data, travel).then((response) =>
        readInto(response, new SharedArrayBuffer(files.data.bytes)),
      ),
      this.fetch(files.image, travel).then((response) =>
        readInto(response, new ArrayBuffer(files.image.bytes)),
      ),
    ])
    return { module, data, image: new Uint8Array(image) }
  }

  spawn(onReport: (report: BackendReport) => void): BackendWorker {
    const worker = new Worker(new URL('../backend/worker.web.ts', import.meta.url))
    worker.addEventListener('message', ({ data }: MessageEvent<BackendReport>) => onReport(data))
    worker.addEventListener('error', ({ message }) =>
      onReport({ type: 'crashed', message: message || 'the worker could not be loaded' }),
    )
    worker.addEventListener('messageerror', () =>
      onReport({ type: 'crashed', message: 'a message of the worker could not be read' }),
    )
    return {
      post: (init: BackendInit) => worker.postMessage(init),
      terminate: async () => {
        worker.terminate()
        await new Promise((resolve) => setTimeout(resolve, LINGERING))
      },
    }
  }

  /** The file as it comes in, counted. */
  private async fetch(file: EngineFile, travel: Travel): Promise<Response> {
    const address = this.assets + file.name
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
    const count = travel.expect(file, response.headers.get('content-encoding'))
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          count(chunk.length)
          controller.enqueue(chunk)
        },
      }),
    )
    return new Response(counted, { headers: { 'content-type': 'application/wasm' } })
  }
}

/**
 * Bytes as they travel: a page sees what comes out of the decompression, so each file's share is scaled to the size that
 * its encoding has.
 */
class Travel {
  private received = 0
  private total = 0

  constructor(private readonly progress: (receivedBytes: number, totalBytes: number) => void) {}

  expect(file: EngineFile, encoding: string | null): (bytes: number) => void {
    const size = encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.bytes
    this.total += size
    return (bytes) => {
      this.received += (bytes * size) / file.bytes
      this.progress(Math.round(this.received), this.total)
    }
  }
}

async function readInto<Buffer extends ArrayBufferLike>(response: Response, buffer: Buffer): Promise<Buffer> {
  const target = new Uint8Array(buffer)
  let at = 0
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    if (at + part.value.length > target.length)
      throw new BootError('a file of the engine is too long', 'Reload the page.')
    target.set(part.value, at)
    at += part.value.length
  }
  if (at !== target.length) throw new BootError('a file of the engine came only in part', 'Reload the page.')
  return buffer
}
