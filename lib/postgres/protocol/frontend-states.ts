/** What a server may be waiting for from its client. */
import { byLetter, takeMessage, takePacket } from './framing.ts'
import { frontendFormats } from './frontend-formats.ts'
import type { AuthenticationAnswer, FrontendMessage } from './messages.ts'
import { readStartupPacket, startupLimit } from './startup-format.ts'
import type { State } from './state.ts'

const { PasswordMessage, SASLInitialResponse, SASLResponse, GSSResponse, ...sessionFormats } = frontendFormats

/** Nothing may follow Terminate and CancelRequest. */
const ended: State<FrontendMessage> = {
  take: (pending) => takeMessage<FrontendMessage>(pending, [], 'ended'),
  after: () => ended,
}

const sessionLetters = byLetter<FrontendMessage>(Object.values(sessionFormats))

export const session: State<FrontendMessage> = {
  take: (pending) => takeMessage(pending, sessionLetters, 'session'),
  after: (message) => (message.type === 'Terminate' ? ended : session),
}

/** Packets without a letter. After a request for encryption that is refused, the next packet is one again. */
export const startUp: State<FrontendMessage> = {
  take: (pending) => takePacket(pending, startupLimit, 'start-up', readStartupPacket),
  after(message) {
    if (message.type === 'StartupMessage') return session
    return message.type === 'CancelRequest' ? ended : startUp
  },
}

/** The letter p only, of the kind that answers what the server has asked. */
export const answering: Record<AuthenticationAnswer['type'], State<FrontendMessage>> = {
  PasswordMessage: awaiting('PasswordMessage'),
  SASLInitialResponse: awaiting('SASLInitialResponse'),
  SASLResponse: awaiting('SASLResponse'),
  GSSResponse: awaiting('GSSResponse'),
}

function awaiting(type: AuthenticationAnswer['type']): State<FrontendMessage> {
  const letters = byLetter<FrontendMessage>([frontendFormats[type]])
  return {
    take: (pending) => takeMessage(pending, letters, `awaiting ${type}`),
    after: () => session,
  }
}
