/** How this page stands, found out once however often it is asked. */
import { browserSurroundings } from './browser-surroundings.ts'
import { type Isolation, isolate } from './isolate.ts'

let known: Promise<Isolation> | undefined

/** Isolates the page at the first call. A notebook waits for this before it starts a server. Never rejects. */
export function pageIsolation(): Promise<Isolation> {
  known ??= isolate(browserSurroundings())
  return known
}
