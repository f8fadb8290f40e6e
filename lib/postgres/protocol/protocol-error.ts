/** The one error of the codec: bytes that are not the protocol, or a message that cannot be put into bytes. */

/** Where in a stream a mistake is. */
export interface ProtocolPlace {
  /** What the decoder was waiting for, such as "start-up" or "session"; "encoding" when writing. */
  state: string
  /** The message's letter, or its first byte in hexadecimal if that is no letter; null for a packet without one. */
  letter: string | null
  /** The length as the message states it, itself included and the letter not; null while it is not known. */
  length: number | null
}

/**
 * A violation of the protocol. PostgreSQL manual, "PostgreSQL Error Codes", class 08: 08P01 is protocol_violation.
 * Message boundaries are lost with it, so the only answer is to end the connection.
 */
export class ProtocolError extends Error implements ProtocolPlace {
  readonly code = '08P01'
  readonly state: string
  readonly letter: string | null
  readonly length: number | null

  /** `reason` is the message without its place. */
  constructor(
    readonly reason: string,
    { state, letter, length }: ProtocolPlace,
  ) {
    const parts = [
      letter === null ? [] : [`message "${letter}"`],
      length === null ? [] : [`length ${length}`],
      [`state "${state}"`],
    ]
    super(`${reason} (${parts.flat().join(', ')})`)
    this.name = 'ProtocolError'
    this.state = state
    this.letter = letter
    this.length = length
  }
}

/** A message's first byte as people write it: Q, or 0x16. */
export function letterName(byte: number): string {
  return byte > 0x20 && byte < 0x7f
    ? String.fromCharCode(byte)
    : `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
