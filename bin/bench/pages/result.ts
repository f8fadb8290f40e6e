/** How a page of the bench tells what it measured. */

export interface PageResult {
  /** Milliseconds from navigation to the first result. */
  firstResult: number
  /** Median milliseconds of one SELECT 1, once both sides are warm; absent where it was not asked for. */
  selectOne?: number
}

declare global {
  interface Window {
    /** Set when the page is done; a string is what went wrong. */
    benchResult?: PageResult | string
  }
}

const WARM_UP = 2500
const BATCHES = 25
const BATCH = 100

/** Runs the first query, then, with `?select-one`, thousands more. */
export async function measure(query: () => Promise<unknown>): Promise<void> {
  try {
    await query()
    const result: PageResult = { firstResult: performance.now() }
    if (new URLSearchParams(location.search).has('select-one')) result.selectOne = await selectOne(query)
    window.benchResult = result
  } catch (error) {
    window.benchResult = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

/** A batch is long enough for the clock, and the median batch has no pause of the garbage collector in it. */
async function selectOne(query: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await query()
  const batches: number[] = []
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now()
    for (let i = 0; i < BATCH; i++) await query()
    batches.push((performance.now() - start) / BATCH)
  }
  batches.sort((a, b) => a - b)
  return batches[BATCHES >> 1] ?? Number.NaN
}
