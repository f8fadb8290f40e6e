/** A server in Node: a worker thread for each backend. Tests, the lessons command and the TCP server use it. */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '../../prepared.ts'
import type { BackendInit, BackendReport } from '../backend/messages.ts'
import type { Server } from '../client/server.ts'
import type { BackendWorker, EngineFile, EngineManifest, Host } from './host.ts'
import { Postmaster, type PostmasterOptions } from './postmaster.ts'

/** As many as a class room of clients over TCP; shared memory grows little with it. */
const DEFAULT_CONNECTIONS = 40
/** The keeper, and a place for who comes while another one is leaving: PostgreSQL itself counts and refuses. */
const SPARE_SLOTS = 3
const MANIFEST = join('build', 'engine', 'manifest.json')

export interface NodeServerOptions extends PostmasterOptions {
  /** PostgreSQL's setting max_connections: sessions, those of superusers included. */
  maxConnections?: number
}

/** Starts a server on a fresh cluster from the snapshot. Throws when `npm install` has not prepared the engine. */
export function startServer({
  maxConnections = DEFAULT_CONNECTIONS,
  ...options
}: NodeServerOptions = {}): Server {
  return new Postmaster(new NodeHost(projectRoot(MANIFEST), maxConnections), options)
}

class NodeHost implements Host {
  readonly manifest: EngineManifest

  readonly slots: number
  readonly sharedBuffers = '4MB'

  constructor(
    private readonly root: string,
    readonly maxConnections: number,
  ) {
    this.slots = maxConnections + SPARE_SLOTS
    this.manifest = JSON.parse(readFileSync(join(root, MANIFEST), 'utf8')) as EngineManifest
  }

  async load(progress: (receivedBytes: number, totalBytes: number) => void) {
    const { files } = this.manifest
    const read = (file: EngineFile) => readFile(join(this.root, 'public', 'engine', file.name))
    const [wasm, data, image] = await Promise.all([read(files.module), read(files.data), read(files.image)])
    progress(1, 1)
    const shared = new SharedArrayBuffer(data.length)
    new Uint8Array(shared).set(data)
    return { module: await WebAssembly.compile(wasm), data: shared, image }
  }

  spawn(onReport: (report: BackendReport) => void): BackendWorker {
    // The bundle needs none of the loaders that this process may have been started with, and each costs time.
    const worker = new Worker(join(this.root, 'build', 'engine', 'backend.mjs'), { execArgv: [] })
    worker.on('message', onReport)
    worker.on('error', (error) => onReport({ type: 'crashed', message: String(error) }))
    return {
      post: (init: BackendInit) => worker.postMessage(init),
      terminate: async () => {
        await worker.terminate()
      },
    }
  }
}
