/** Stock PGlite in a worker of its own, so that the page stays free, as ours does. */
import { measure } from './result.ts'

const worker = new Worker('/stock-worker.js')
worker.postMessage({ snapshot: new URLSearchParams(location.search).has('snapshot') })

await measure(
  () =>
    new Promise((resolve, reject) => {
      worker.addEventListener(
        'message',
        ({ data }) => {
          if (typeof data === 'string') reject(new Error(data))
          else resolve(data)
        },
        { once: true },
      )
      worker.postMessage('SELECT 1')
    }),
)
