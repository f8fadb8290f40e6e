/** Lines that were typed for `input()`, on their way through a ring in shared memory: a length in four bytes, and UTF-8. */
import type { Ring } from '../../postgres/client/ring.ts'

const LENGTH_BYTES = 4

export class TypedLines {
  constructor(private readonly ring: Ring) {}

  /** A line that is longer than the ring loses its end. */
  write(line: string): void {
    const bytes = new TextEncoder().encode(line).subarray(0, this.ring.capacity - LENGTH_BYTES)
    const whole = new Uint8Array(LENGTH_BYTES + bytes.length)
    new DataView(whole.buffer).setUint32(0, bytes.length)
    whole.set(bytes, LENGTH_BYTES)
    // A line that nobody reads any more is in the way.
    if (whole.length <= this.ring.capacity - this.ring.available) this.ring.write(whole)
  }

  /** The next line; undefined when none has come. */
  take(): string | undefined {
    if (this.ring.available < LENGTH_BYTES) return undefined
    const length = new Uint8Array(LENGTH_BYTES)
    this.ring.read(length)
    const bytes = new Uint8Array(new DataView(length.buffer).getUint32(0))
    this.ring.read(bytes)
    return new TextDecoder().decode(bytes)
  }

  /** Takes all away that was typed too early. */
  forget(): void {
    while (this.take() !== undefined);
  }
}
