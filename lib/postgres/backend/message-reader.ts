/** Picks messages of some kinds out of a stream of the protocol as it passes by; the others are skipped by their length. */

/** A letter, and a length that counts itself. */
const HEADER_BYTES = 5

export class MessageReader {
  private readonly header = new Uint8Array(HEADER_BYTES)
  private readonly view = new DataView(this.header.buffer)
  private headerBytes = 0
  /** Bytes of the message's body that have not come yet. */
  private missing = 0
  /** The message so far; null when it is none of those that are wanted. */
  private message: Uint8Array[] | null = null

  /** `read` gets each message whose letter is among `letters`, whole, with its header. */
  constructor(
    private readonly letters: ReadonlySet<number>,
    private readonly read: (letter: number, message: Uint8Array) => void,
  ) {}

  /** Bytes are copied. */
  pass(bytes: Uint8Array): void {
    for (let at = this.headerBytes === 0 ? this.passWhole(bytes) : 0; at < bytes.length; ) {
      if (this.headerBytes < HEADER_BYTES) {
        this.header[this.headerBytes++] = bytes[at++] ?? 0
        if (this.headerBytes < HEADER_BYTES) continue
        this.missing = this.view.getInt32(1) - (HEADER_BYTES - 1)
        this.message = this.letters.has(this.header[0] ?? 0) ? [this.header.slice()] : null
      } else {
        const part = Math.min(this.missing, bytes.length - at)
        this.message?.push(bytes.slice(at, at + part))
        this.missing -= part
        at += part
      }
      if (this.missing === 0) this.end()
    }
  }

  /** The short way, for messages that are not cut; answers where the first that is begins. */
  private passWhole(bytes: Uint8Array): number {
    const at = (index: number) => bytes[index] ?? 0
    for (let from = 0; ; ) {
      if (from + HEADER_BYTES > bytes.length) return from
      const length = (at(from + 1) << 24) | (at(from + 2) << 16) | (at(from + 3) << 8) | at(from + 4)
      const end = from + 1 + length
      if (end > bytes.length) return from
      const letter = at(from)
      if (this.letters.has(letter)) this.read(letter, bytes.slice(from, end))
      from = end
    }
  }

  private end(): void {
    this.headerBytes = 0
    const parts = this.message
    if (parts === null) return
    const message = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      message.set(part, at)
      at += part.length
    }
    this.message = null
    this.read(this.header[0] ?? 0, message)
  }
}
