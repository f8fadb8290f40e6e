/** Values as they travel, to text. Results of simple queries are always in text format and in the client's encoding, UTF-8. */
import type { WireValue } from '../protocol/messages.ts'
import type { Value } from './outcome.ts'

// A learner may set another client_encoding; bytes that are not UTF-8 show as U+FFFD then, as in a terminal.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Up to here a loop is quicker than a call of TextDecoder. */
const shortValue = 24

export function decodeValue(bytes: WireValue): Value {
  return bytes === null ? null : decodeText(bytes)
}

/** Most values are short and ASCII. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > shortValue) return utf8.decode(bytes)
  let text = ''
  for (const byte of bytes) {
    if (byte > 0x7f) return utf8.decode(bytes)
    text += String.fromCharCode(byte)
  }
  return text
}
