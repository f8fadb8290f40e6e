/** Who wants to hear of something. */
export class Listeners<T> {
  private readonly all = new Set<(news: T) => void>()

  /** The answer takes the listener away again. */
  add(listener: (news: T) => void): () => void {
    this.all.add(listener)
    return () => this.all.delete(listener)
  }

  tell(news: T): void {
    for (const listener of [...this.all]) listener(news)
  }
}
