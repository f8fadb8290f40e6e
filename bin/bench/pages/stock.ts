/** Stock PGlite in a worker of its own, so that the page stays free, as ours does. */
import { measure } from './result.ts'
import { timeWarm } from './timing.ts'

const parameters = new URLSearchParams(location.search)
const worker = new Worker('/stock-worker.js')
worker.postMessage({ snapshot: parameters.has('snapshot') })

const query = () =>
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
  })

await measure(query, async () => {
  if (parameters.get('task') !== 'select-one') return {}
  const [selectOne = Number.NaN] = await timeWarm(query)
  return { selectOne }
})
