import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'vitest'
import { BackendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'
import { transcript } from '../support/raw-client.ts'
import type { Proofs } from './world.ts'

/** The first bytes that the server sends over TCP to a client that says this. */
async function firstAnswer(port: number, message: FrontendMessage): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  socket.write(encodeFrontend(message))
  const [bytes] = await once(socket, 'data')
  socket.destroy()
  return bytes
}

export const connecting: Proofs = {
  'no-password': async ({ client, ask }) => {
    await ask(`CREATE ROLE secretive LOGIN PASSWORD 'secret'`)
    const secretive = await client({ user: 'secretive' })
    expect(transcript(await secretive.query('SELECT current_user'))).toContain('secretive')
  },

  'no-encryption': async ({ port, ask }) => {
    for (const type of ['SSLRequest', 'GSSENCRequest'] as const)
      expect((await firstAnswer(port, { type })).toString()).toBe('N')
    expect(await ask('SHOW ssl')).toContain('off')
  },

  'no-addresses': async ({ ask }) => {
    expect(await ask('SELECT inet_client_addr(), inet_server_port(); SHOW port')).toEqual([
      'NULL|NULL',
      'SELECT 1',
      '5432',
      'SHOW',
    ])
  },

  'protocol-version': async ({ port }) => {
    const parameters = { user: 'postgres' }
    const answer = await firstAnswer(port, {
      type: 'StartupMessage',
      majorVersion: 3,
      minorVersion: 2,
      parameters,
    })
    expect(new BackendDecoder().push(answer)[0]).toEqual({
      type: 'NegotiateProtocolVersion',
      majorVersion: 3,
      minorVersion: 0,
      unrecognizedOptions: [],
    })
  },

  'waits-for-recovery': async ({ server, client }) => {
    const doomed = await client()
    const crashed = new Promise((resolve) => server.onCrash(resolve))
    doomed.connection.kill()
    await crashed
    const patient = await client()
    expect(transcript(await patient.query('SELECT 1'))).toEqual(['1', 'SELECT 1', 'I'])
  },
}
