/** A server that answers nothing and notes down what a client sends. */
import { createServer, type Socket } from 'node:net'
import { FrontendDecoder } from '../../../../lib/postgres/protocol/decoder.ts'
import { encodeBackendAll } from '../../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../../lib/postgres/protocol/messages.ts'

/** A statement, or the data that followed one. */
export type Sent = { query: string } | { copy: string }

const ready: BackendMessage = { type: 'ReadyForQuery', status: 'I' }
const parameters = {
  server_version: '18.0',
  server_encoding: 'UTF8',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
}

export async function startSink(): Promise<{ port: number; stop: () => Promise<Sent[]> }> {
  const sent: Sent[] = []
  const server = createServer((socket) => receive(socket, sent))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the sink has no port')
  return {
    port: address.port,
    stop: () => new Promise((resolve) => server.close(() => resolve(sent))),
  }
}

function receive(socket: Socket, sent: Sent[]): void {
  const decoder = new FrontendDecoder()
  const answer = (...messages: BackendMessage[]) => socket.write(encodeBackendAll(messages))
  let copied = ''
  const take = (message: FrontendMessage) => {
    switch (message.type) {
      case 'StartupMessage':
        answer({ type: 'AuthenticationOk' }, ...statuses(), ready)
        return
      case 'Query':
        sent.push({ query: message.query })
        copied = ''
        if (/^copy \w+ from stdin;$/.test(message.query)) {
          answer({ type: 'CopyInResponse', format: 0, columnFormats: [] })
        } else {
          answer({ type: 'EmptyQueryResponse' }, ready)
        }
        return
      case 'CopyData':
        copied += Buffer.from(message.data).toString()
        return
      case 'CopyDone':
        // psql 15 sends the line with the end mark, too; 18 does not.
        sent.push({ copy: copied.replace(/^\\\.\n/m, '') })
        answer({ type: 'CommandComplete', tag: 'COPY 0' }, ready)
        return
      case 'Terminate':
        socket.end()
        return
    }
  }
  socket.on('data', (bytes) => decoder.decode(bytes, take))
}

function statuses(): BackendMessage[] {
  return Object.entries(parameters).map(([name, value]) => ({ type: 'ParameterStatus', name, value }))
}
