import { expect, test } from 'vitest'
import { inOrder } from '../../../bin/lessons/in-order.ts'

/** Work that ends when it is told to. */
class Bench {
  readonly log: string[] = []
  readonly #ends = new Map<string, { well: () => void; badly: () => void }>()

  work = (item: string): Promise<string> => {
    this.log.push(`starts ${item}`)
    return new Promise((resolve, reject) => {
      this.#ends.set(item, { well: () => resolve(item), badly: () => reject(new Error(item)) })
    })
  }

  take = async (result: string): Promise<void> => {
    this.log.push(`takes ${result}`)
  }

  async end(item: string, how: 'well' | 'badly' = 'well'): Promise<void> {
    this.#ends.get(item)?.[how]()
    await new Promise(setImmediate)
  }
}

test('results are taken in order, and the next thing is begun when one has been taken', async () => {
  const bench = new Bench()
  const all = inOrder(['a', 'b', 'c'], 2, bench.work, bench.take)
  await bench.end('b')
  await bench.end('a')
  await bench.end('c')
  await all
  expect(bench.log).toEqual(['starts a', 'starts b', 'takes a', 'starts c', 'takes b', 'takes c'])
})

test('an error ends it when what has been started is over', async () => {
  const bench = new Bench()
  let over = false
  const all = inOrder(['a', 'b', 'c'], 2, bench.work, bench.take).finally(() => {
    over = true
  })
  const failure = expect(all).rejects.toThrow('a')
  await bench.end('a', 'badly')
  expect(over).toBe(false)
  await bench.end('b')
  await failure
  expect(bench.log).toEqual(['starts a', 'starts b'])
})

test('nothing is no work', async () => {
  const bench = new Bench()
  await inOrder([], 2, bench.work, bench.take)
  expect(bench.log).toEqual([])
})
