/** A client that sleeps in its own thread until the server has answered, as Python does. */
import { parentPort, workerData } from 'node:worker_threads'
import { Bell } from '../../../lib/postgres/client/bell.ts'
import { type Doorbells, type LentLine, makeLine } from '../../../lib/postgres/client/lent-line.ts'
import { ThreadConnection } from '../../../lib/postgres/client/thread-connection.ts'
import { BackendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'
import { transcript } from './raw-client.ts'

export type Order =
  | { do: 'connect'; role: string }
  /** Cancels when a message of this type comes. */
  | { do: 'query'; query: string; cancelAt?: BackendMessage['type'] }
  | { do: 'close' }

export type WorkerNews =
  | { type: 'lend'; line: LentLine }
  | { type: 'relay'; what: 'ring' | 'cancel' | 'close' }
  /** What was read; its length only, when it is very long. */
  | { type: 'answer'; lines: string[] }

const LONG = 1000
const bell = new Bell(workerData.bell)
const post = (news: WorkerNews) => parentPort?.postMessage(news)
let doorbells: Doorbells | null = null
let connection: ThreadConnection | null = null
let decoder = new BackendDecoder()

parentPort?.on('message', (message: Order | { do: 'doorbells'; doorbells: Doorbells }) => {
  if (message.do === 'doorbells') doorbells = message.doorbells
  else post({ type: 'answer', lines: obey(message) })
})

function obey(order: Order): string[] {
  switch (order.do) {
    case 'connect': {
      const line = makeLine(bell.buffer)
      decoder = new BackendDecoder()
      const relay = (what: 'ring' | 'cancel' | 'close') => () => post({ type: 'relay', what })
      const ways = { ring: relay('ring'), cancel: relay('cancel'), close: relay('close') }
      connection = new ThreadConnection(line, ways, () => doorbells)
      post({ type: 'lend', line })
      const parameters = { user: order.role, database: 'postgres' }
      return exchange({ type: 'StartupMessage', majorVersion: 3, minorVersion: 0, parameters })
    }
    case 'query':
      return exchange({ type: 'Query', query: order.query }, order.cancelAt)
    case 'close':
      connection?.close()
      return []
  }
}

/** Sends, and sleeps until the server is ready for more, or has ended. */
function exchange(message: FrontendMessage, cancelAt?: BackendMessage['type']): string[] {
  const lines: string[] = []
  if (!connection) throw new Error('there is no connection')
  let rest: Uint8Array = encodeFrontend(message)
  for (;;) {
    const heard = bell.count
    rest = rest.subarray(connection.send(rest))
    const bytes = connection.receive()
    const messages = decoder.push(bytes ?? connection.lastWords())
    lines.push(...transcript(messages).map((line) => (line.length > LONG ? String(line.length) : line)))
    if (bytes === null) return [...lines, 'ended']
    if (messages.some(({ type }) => type === cancelAt)) connection.cancel()
    if (messages.some(({ type }) => type === 'ReadyForQuery')) return lines
    if (bytes.length === 0 && !(rest.length > 0 && connection.hasRoom)) bell.sleep(heard)
  }
}
