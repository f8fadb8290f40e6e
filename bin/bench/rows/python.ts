/** psycopg2 in the page's Python. */
import type { PythonTimes } from '../python/python-bench.ts'
import type { Samples } from '../samples.ts'
import type { Row } from '../table.ts'

const works: Readonly<Record<keyof PythonTimes, string>> = {
  selectOne: 'Python: execute and fetchone of SELECT 1',
  fetchAll: 'Python: execute and fetchall of 10,000 rows of 5 columns',
  insertValues: 'Python: execute_values of 10,000 rows',
}

export function pythonRows(samples: Samples): Row[] {
  const stock = { name: 'PGlite with its own initdb', value: samples.page('stockInitdb', 'firstResult') }
  const rows: Row[] = [
    {
      what: 'Python in a page: from nothing to the first result',
      ours: samples.page('python', 'firstResult'),
      ...{ reference: stock, unit: 'ms', budget: null },
    },
    {
      what: 'the same once more, its files kept by the browser',
      ours: samples.page('python', 'again'),
      ...{ reference: stock, unit: 'ms', budget: null },
    },
    {
      what: 'what it loads',
      ours: samples.page('python', 'megabytes'),
      ...{ reference: null, unit: 'MB', budget: null },
    },
  ]
  const compared = (Object.keys(works) as (keyof PythonTimes)[]).map(
    (work): Row => ({
      what: works[work],
      ours: samples.python('ours', work),
      reference: { name: 'real psycopg2 over TCP', value: samples.python('real', work) },
      unit: 'ms',
      budget: 3,
    }),
  )
  return [...rows, ...compared]
}
