/** Python in a page: until the first cell has its result, from nothing, and once more with what the browser has kept. */
import { startKernel } from '../../../lib/python/host/web.ts'
import { measure } from './result.ts'

let bytes = 0

/** Starts an interpreter and runs a first cell. */
async function firstResult(): Promise<void> {
  const kernel = startKernel({
    assets: '/pyodide/',
    server: async () => {
      throw new Error('there is no server in this page')
    },
  })
  kernel.onProgress(({ receivedBytes }) => {
    bytes = receivedBytes
  })
  const { outcome } = await kernel.run({ id: 'first', count: 1, source: '6 * 7' }, () => {})
  await kernel.dispose()
  if (outcome !== 'ok') throw new Error(`the first cell has ${outcome}`)
}

await measure(firstResult, async () => {
  const begun = performance.now()
  await firstResult()
  return { again: performance.now() - begun, megabytes: bytes / 1e6 }
})
