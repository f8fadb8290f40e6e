/** Opens a port for HTTP, says in a sentence why it cannot, and closes it without waiting for idle browsers. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CommandError } from '../command.ts'
import type { RequestListener } from './site.ts'

export interface ListeningServer {
  /** `http://host:port`, without a slash at the end. */
  url: string
  port: number
  /** Whether other machines may reach it. */
  exposed: boolean
  close(): Promise<void>
}

/**
 * Listens on the host and port; port 0 takes any free one. `localhost` means both loopback addresses, since browsers
 * try both.
 */
export async function listen(
  host: string,
  port: number,
  listener: RequestListener,
): Promise<ListeningServer> {
  const first = await bind(host === 'localhost' ? '127.0.0.1' : host, port, listener)
  const { port: taken, address } = first.address() as AddressInfo
  const servers = [first]
  if (host === 'localhost' && port !== 0) {
    try {
      servers.push(await bind('::1', taken, listener))
    } catch (error) {
      // A machine may have no IPv6; that another program has this port there is as bad as on IPv4.
      if (isTaken(error)) {
        await close(first)
        throw explained(error, host, port)
      }
    }
  }
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: `http://${name}:${taken}`,
    port: taken,
    exposed: !(address.startsWith('127.') || address === '::1'),
    close: async () => {
      await Promise.all(servers.map(close))
    },
  }

  async function bind(address: string, wanted: number, onRequest: RequestListener): Promise<Server> {
    const server = createServer(onRequest)
    try {
      return await new Promise<Server>((resolve, reject) => {
        server.once('error', reject)
        server.listen(wanted, address, () => resolve(server))
      })
    } catch (error) {
      throw address === '::1' && host === 'localhost' ? error : explained(error, host, port)
    }
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function explained(error: unknown, host: string, port: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  switch (code) {
    case 'EADDRINUSE':
      return new CommandError(
        `port ${port} is in use by another program`,
        `take another one with --port ${port === 65535 ? 3000 : port + 1}, or end that program`,
      )
    case 'EACCES':
      return new CommandError(
        `this user may not open port ${port}`,
        'ports below 1024 are reserved; take another one with --port 3000',
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CommandError(
        `"${host}" is not an address of this machine`,
        'use --host localhost for this machine only, or --host 0.0.0.0 for all its networks',
      )
    default:
      return error instanceof Error ? error : new Error(String(error))
  }
}
