/** A TCP port that nobody listens on at the moment. */
import { listen } from './listen.ts'

export async function freePort(): Promise<number> {
  const server = await listen('127.0.0.1', 0, () => undefined)
  await server.close()
  return server.port
}
