/** Follows where messages end in a stream of a backend's bytes, without reading what is in them. */

/** A letter, and a length that counts itself. */
const HEADER_BYTES = 5

export class MessageBoundaries {
  private readonly header = new Uint8Array(HEADER_BYTES)
  private readonly view = new DataView(this.header.buffer)
  private headerBytes = 0
  /** Bytes of the message's body that have not come yet. */
  private missing = 0

  /** Whether the stream so far ends where a message ends. */
  get areHere(): boolean {
    return this.headerBytes === 0
  }

  /** `ended` gets the letter of each message that ends in `bytes`, and the offset behind it. */
  pass(bytes: Uint8Array, ended: (letter: number, end: number) => void = () => {}): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.headerBytes < HEADER_BYTES) {
        this.header[this.headerBytes++] = bytes[at++] ?? 0
        if (this.headerBytes < HEADER_BYTES) continue
        this.missing = this.view.getInt32(1) - (HEADER_BYTES - 1)
      } else {
        const part = Math.min(this.missing, bytes.length - at)
        this.missing -= part
        at += part
      }
      if (this.missing > 0) continue
      this.headerBytes = 0
      ended(this.header[0] ?? 0, at)
    }
  }
}
