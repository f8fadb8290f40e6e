/** Sentences for the page's one live region, from whoever has something to say that no cell's end tells. */

const listeners = new Set<(sentence: string) => void>()

/** Heard once, politely. Nothing where no Announcer listens. */
export function say(sentence: string): void {
  for (const listener of listeners) listener(sentence)
}

/** Returns how to listen no more. */
export function onSaid(listener: (sentence: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
