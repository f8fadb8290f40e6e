/** The packets before a session. They have no letter; the first Int32 after the length tells them apart. */
import { gssEncRequest, sslRequest } from './constant-messages.ts'
import type { CancelRequest, StartupMessage, StartupPacket } from './messages.ts'
import type { Reader } from './reader.ts'
import { readSecretKey, writeSecretKey } from './secret-key.ts'
import type { Writer } from './writer.ts'

/** MAX_STARTUP_PACKET_LENGTH of src/include/libpq/pqcomm.h is 10,000 and does not count the length itself. */
export const startupLimit = 10_004

// 1234 in the high half: the manual keeps such numbers free of protocol versions.
const cancelRequestCode = (1234 << 16) | 5678
const sslRequestCode = (1234 << 16) | 5679
const gssEncRequestCode = (1234 << 16) | 5680

const majorVersion = 3

/** Reads what follows a packet's length. */
export function readStartupPacket(reader: Reader): StartupPacket {
  const code = reader.int32()
  switch (code) {
    case cancelRequestCode:
      return readCancelRequest(reader)
    case sslRequestCode:
      return sslRequest
    case gssEncRequestCode:
      return gssEncRequest
    default:
      return readStartupMessage(reader, code)
  }
}

/** Writes what follows a packet's length. */
export function writeStartupPacket(writer: Writer, packet: StartupPacket): void {
  switch (packet.type) {
    case 'StartupMessage':
      writeStartupMessage(writer, packet)
      break
    case 'CancelRequest':
      writer.int32(cancelRequestCode)
      writer.int32(packet.processId)
      writeSecretKey(writer, packet.secretKey)
      break
    case 'SSLRequest':
      writer.int32(sslRequestCode)
      break
    case 'GSSENCRequest':
      writer.int32(gssEncRequestCode)
      break
  }
}

function readCancelRequest(reader: Reader): CancelRequest {
  return { type: 'CancelRequest', processId: reader.int32(), secretKey: readSecretKey(reader) }
}

function readStartupMessage(reader: Reader, code: number): StartupMessage {
  const version = { major: code >>> 16, minor: code & 0xffff }
  // What follows another major version is laid out in another way: nothing in it can be trusted.
  if (version.major !== majorVersion) {
    reader.fail(`unsupported frontend protocol ${version.major}.${version.minor}, expected ${majorVersion}`)
  }
  const parameters: [string, string][] = []
  for (let name = reader.string(); name !== ''; name = reader.string()) {
    parameters.push([name, reader.string()])
  }
  return {
    type: 'StartupMessage',
    majorVersion: version.major,
    minorVersion: version.minor,
    // A name that comes twice counts as the last, as in PostgreSQL; fromEntries is safe for the name __proto__.
    parameters: Object.fromEntries(parameters),
  }
}

function writeStartupMessage(writer: Writer, message: StartupMessage): void {
  if (message.majorVersion !== majorVersion) {
    writer.fail(`unsupported frontend protocol ${message.majorVersion}, expected ${majorVersion}`)
  }
  writer.uint16(message.majorVersion)
  writer.uint16(message.minorVersion)
  for (const [name, value] of Object.entries(message.parameters)) {
    if (name === '') writer.fail('start-up parameter without a name')
    writer.string(name)
    writer.string(value)
  }
  writer.string('')
}
