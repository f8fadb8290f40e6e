/** Works on several things at once, and takes what comes of them in the order of the things. */

/**
 * Work on at most `atOnce` things is under way. Rejects with the first error in that order, when all that has been
 * started is over; nothing is started after it.
 */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
  take: (result: Result, item: Item) => Promise<void>,
): Promise<void> {
  const started: { item: Item; result: Promise<Result> }[] = []
  const start = (item: Item) => {
    const result = work(item)
    // It is awaited in its turn; until then an error is nobody's.
    result.catch(() => undefined)
    started.push({ item, result })
  }
  for (const item of items.slice(0, atOnce)) start(item)
  try {
    // The list grows on the way.
    for (const { item, result } of started) {
      await take(await result, item)
      for (const next of items.slice(started.length, started.length + 1)) start(next)
    }
  } finally {
    await Promise.allSettled(started.map(({ result }) => result))
  }
}
