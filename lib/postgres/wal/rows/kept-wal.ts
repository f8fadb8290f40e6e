/** WAL whose rows can still be asked for: up to a number of bytes, then the oldest goes. */

/** The bytes of one part; null when they are no longer kept. */
export interface KeptPart {
  bytes: Uint8Array | null
}

export class KeptWal {
  readonly #parts = new Set<KeptPart>()
  #size = 0
  /** Some part is no longer kept since this was last set to false. */
  dropped = false

  /** `budget` in bytes. */
  constructor(private readonly budget: number) {}

  /** Counts a part from now on; what is too much goes, this part too if it alone is too large. */
  keep(part: KeptPart): void {
    if (this.#parts.has(part) || !part.bytes) return
    this.#parts.add(part)
    this.#size += part.bytes.length
    for (const oldest of this.#parts) {
      if (this.#size <= this.budget) return
      this.#size -= oldest.bytes?.length ?? 0
      oldest.bytes = null
      this.dropped = true
      this.#parts.delete(oldest)
    }
  }
}
