/** Times what is too short for the page's clock. */

const WARM_UP = 2500
const BATCHES = 25
const BATCH = 100

/**
 * Milliseconds of each of several kinds of query, warm: WebAssembly is compiled a second time when it has run for a while,
 * and until then everything takes longer. The kinds take turns, so that whatever else the machine does meets all
 * alike. A batch is long enough for the clock, and the median batch has no pause of the garbage collector in it.
 */
export async function timeWarm(...queries: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  for (const query of queries) for (let i = 0; i < WARM_UP; i++) await query()
  const batches = queries.map((): number[] => [])
  for (let batch = 0; batch < BATCHES; batch++) {
    for (const [kind, query] of queries.entries()) {
      const start = performance.now()
      for (let i = 0; i < BATCH; i++) await query()
      batches[kind]?.push((performance.now() - start) / BATCH)
    }
  }
  return batches.map(middle)
}

/** The median of an odd number of values; the upper of the two middle ones of an even number. */
export function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
