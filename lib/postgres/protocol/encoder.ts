/** Messages to bytes, in both directions. */
import { backendFormats } from './backend-formats.ts'
import { frontendFormats } from './frontend-formats.ts'
import type { Writable } from './message-format.ts'
import type { BackendMessage, FrontendMessage, SessionMessage, StartupPacket } from './messages.ts'
import { startupLimit, writeStartupPacket } from './startup-format.ts'
import { Writer } from './writer.ts'

/** One message of a client. Throws ProtocolError for what cannot be sent, such as a query with a zero byte. */
export function encodeFrontend(message: FrontendMessage): Uint8Array<ArrayBuffer> {
  return encodeFrontendAll([message])
}

/** Several messages of a client in one buffer. */
export function encodeFrontendAll(messages: Iterable<FrontendMessage>): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  for (const message of messages) writeFrontend(writer, message)
  return writer.bytes()
}

/** One message of a server. Throws ProtocolError for what cannot be sent. */
export function encodeBackend(message: BackendMessage): Uint8Array<ArrayBuffer> {
  return encodeBackendAll([message])
}

/** Several messages of a server in one buffer. */
export function encodeBackendAll(messages: Iterable<BackendMessage>): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  for (const message of messages) writeBackend(writer, message)
  return writer.bytes()
}

function writeFrontend(writer: Writer, message: FrontendMessage): void {
  if (isStartupPacket(message)) {
    writer.begin(null)
    writeStartupPacket(writer, message)
    writer.end(startupLimit)
  } else {
    writeMessage<SessionMessage>(writer, frontendFormats[message.type], message)
  }
}

function writeBackend(writer: Writer, message: BackendMessage): void {
  if (message.type === 'EncryptionResponse') writer.letter(message.answer)
  else writeMessage<BackendMessage>(writer, backendFormats[message.type], message)
}

function writeMessage<M>(writer: Writer, format: Writable<M>, message: M): void {
  writer.begin(format.letter)
  format.write(writer, message)
  writer.end(format.limit)
}

function isStartupPacket(message: FrontendMessage): message is StartupPacket {
  return !(message.type in frontendFormats)
}
