/** What a client may be waiting for from its server. */
import { readableBackendFormats } from './backend-formats.ts'
import { byLetter, takeMessage } from './framing.ts'
import type { BackendMessage, EncryptionResponse } from './messages.ts'
import type { PendingBytes } from './pending-bytes.ts'
import type { State } from './state.ts'

const letters = byLetter(readableBackendFormats)
const errorLetter = byLetter(readableBackendFormats.filter((format) => format.letter === 'E'))

export const session: State<BackendMessage> = {
  take: (pending) => takeMessage(pending, letters, 'session'),
  after: () => session,
}

/** The peer agreed to encrypt: a plain byte after that was put in by somebody else (CVE-2021-23222). */
const encrypted: State<BackendMessage> = {
  take: (pending) => takeMessage<BackendMessage>(pending, [], 'encrypted'),
  after: () => encrypted,
}

/** One byte without a length answers a request for encryption; a server that knows no such request sends an error. */
export const answering: Record<'SSLRequest' | 'GSSENCRequest', State<BackendMessage>> = {
  SSLRequest: awaitingAnswer('SSLRequest', 'S'),
  GSSENCRequest: awaitingAnswer('GSSENCRequest', 'G'),
}

function awaitingAnswer(request: string, agreed: 'S' | 'G'): State<BackendMessage> {
  return {
    take: (pending) =>
      takeAnswer(pending, agreed) ??
      takeAnswer(pending, 'N') ??
      takeMessage(pending, errorLetter, `awaiting answer to ${request}`),
    after: (message) =>
      message.type === 'EncryptionResponse' && message.answer === agreed ? encrypted : session,
  }
}

function takeAnswer(
  pending: PendingBytes,
  answer: EncryptionResponse['answer'],
): EncryptionResponse | undefined {
  if (pending.start === pending.end || pending.bytes[pending.start] !== answer.charCodeAt(0)) return undefined
  pending.consume(1)
  return { type: 'EncryptionResponse', answer }
}
