/** A server in the page: a Web Worker for each backend. Needs cross-origin isolation (SharedArrayBuffer). */
import manifest from '../../../build/engine/manifest.json'
import type { BackendInit, BackendReport } from '../backend/messages.ts'
import { BootError, type Server } from '../client/server.ts'
import type { DownloadReport } from './download.web.ts'
import type { BackendWorker, EngineFiles, EngineManifest, Host } from './host.ts'
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

  load(progress: (receivedBytes: number, totalBytes: number) => void): Promise<EngineFiles> {
    const worker = new Worker(new URL('./download.web.ts', import.meta.url))
    return new Promise<EngineFiles>((resolve, reject) => {
      const fail = (message: string) => reject(new BootError(message, 'Reload the page.'))
      worker.addEventListener('message', ({ data }: MessageEvent<DownloadReport>) => {
        if (data.type === 'progress') progress(data.receivedBytes, data.totalBytes)
        else if (data.type === 'done') resolve(data.files)
        else reject(new BootError(data.message, data.hint))
      })
      worker.addEventListener('error', ({ message }) => fail(message || 'the worker could not be loaded'))
      worker.addEventListener('messageerror', () => fail('a message of the worker could not be read'))
      worker.postMessage(new URL(this.assets, location.href).href)
    }).finally(() => worker.terminate())
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
}
