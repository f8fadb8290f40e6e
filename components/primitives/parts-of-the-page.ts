/**
 * Code that a page gets in parts, when it is wanted. The network may be away by then: so parts are fetched ahead once the
 * page has come to rest, and what cannot be had is asked for again as soon as it may be there.
 */

/** Parts for every page, and those for one with Python cells. */
export type PartOf = 'every page' | 'Python'

/** Milliseconds after which a part that could not be loaded is tried again, when nobody says that the network is back. */
const AGAIN = 5000

const known: Record<PartOf, Set<() => Promise<unknown>>> = { 'every page': new Set(), Python: new Set() }

/** The part behind an `import()`. Asking for it never fails; it may take until the network is back. */
export function part<T>(load: () => Promise<T>, of: PartOf = 'every page'): () => Promise<T> {
  let loaded: Promise<T> | null = null
  const get = () => {
    loaded ??= patiently(load)
    return loaded
  }
  known[of].add(get)
  return get
}

/** Fetches all parts that are known, and those that they name, one after the other: nothing waits for them. */
export async function loadAhead(of: PartOf): Promise<void> {
  const done = new Set<() => Promise<unknown>>()
  for (;;) {
    const next = [...known[of]].find((get) => !done.has(get))
    if (!next) return
    done.add(next)
    await next()
  }
}

async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch (error) {
      console.warn('A part of this page could not be loaded and is tried again:', error)
      await networkMayBeBack()
    }
  }
}

function networkMayBeBack(): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer)
      removeEventListener('online', settle)
      resolve()
    }
    const timer = setTimeout(settle, AGAIN)
    addEventListener('online', settle)
  })
}
