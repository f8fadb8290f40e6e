/** How a page of the bench tells what it measured. */

/** What a page may measure besides its first result; each task names its own. */
export interface Measures {
  /** Milliseconds of one SELECT 1, once both sides are warm. */
  selectOne?: number
  /** Milliseconds from asking for one more connection to its first result, while the others are idle. */
  furtherConnection?: number
  /** Milliseconds of one SELECT 1 in the session that ran last, and of one in a session that did not. */
  sameSession?: number
  otherSession?: number
  /** Milliseconds of two queries that compute: one after the other, and both at once. */
  oneAfterTheOther?: number
  sideBySide?: number
  /** When the first of both was done, while they ran at once. */
  sideBySideFirst?: number
  /** Milliseconds from Stop to the end of the run, the longest of some. */
  stopInWait?: number
  stopInComputing?: number
  /** Milliseconds from the death of a backend to the first result over a new connection. */
  restart?: number
  /** Milliseconds of the same once more in the same page, whose files the browser has kept; what it had to load. */
  again?: number
  megabytes?: number
}

export interface PageResult extends Measures {
  /** Milliseconds from navigation to the first result. */
  firstResult: number
}

declare global {
  interface Window {
    /** Set when the page is done; a string is what went wrong. */
    benchResult?: PageResult | string
  }
}

/** Runs the first query, then what the page is for. */
export async function measure(query: () => Promise<unknown>, task: () => Promise<Measures>): Promise<void> {
  try {
    await query()
    const firstResult = performance.now()
    window.benchResult = { firstResult, ...(await task()) }
  } catch (error) {
    window.benchResult = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}
