/** The key of BackendKeyData and CancelRequest. It extends to the end of its message. */
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

// PostgreSQL manual 18, "Message Formats", BackendKeyData. Protocol 3.0 has 4 bytes always.
const leastLength = 4
const mostLength = 256

export function readSecretKey(reader: Reader): Uint8Array {
  const key = reader.rest()
  if (!hasAllowedLength(key)) reader.fail(complaint(key))
  return key
}

export function writeSecretKey(writer: Writer, key: Uint8Array): void {
  if (!hasAllowedLength(key)) writer.fail(complaint(key))
  writer.raw(key)
}

function hasAllowedLength(key: Uint8Array): boolean {
  return key.length >= leastLength && key.length <= mostLength
}

function complaint(key: Uint8Array): string {
  return `secret key of ${key.length} bytes, where ${leastLength} to ${mostLength} are allowed`
}
