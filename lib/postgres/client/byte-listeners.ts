/** Who listens to the bytes of a connection. What comes while nobody does, or while it is held back, waits in order. */
export class ByteListeners {
  private readonly listeners = new Set<(bytes: Uint8Array) => void>()
  private unheard: Uint8Array[] = []
  private isHeld = false

  /** The first one hears what came before. The answer takes the listener away again. */
  add(listener: (bytes: Uint8Array) => void): () => void {
    this.listeners.add(listener)
    this.flush()
    return () => this.listeners.delete(listener)
  }

  hear(bytes: Uint8Array): void {
    this.unheard.push(bytes)
    this.flush()
  }

  hold(): void {
    this.isHeld = true
  }

  release(): void {
    this.isHeld = false
    this.flush()
  }

  private flush(): void {
    if (this.isHeld || this.listeners.size === 0) return
    const unheard = this.unheard
    this.unheard = []
    for (const bytes of unheard) for (const listener of this.listeners) listener(bytes)
  }
}
