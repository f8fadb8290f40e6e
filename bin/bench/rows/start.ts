/** How soon there is something to work with. */
import type { Samples } from '../samples.ts'
import type { Row } from '../table.ts'

export function startRows(samples: Samples): Row[] {
  const stock = { name: 'PGlite with its own initdb', value: samples.page('stockInitdb', 'firstResult') }
  return [
    {
      what: 'cold page to the first result, keeper and one session',
      ours: samples.page('ours', 'firstResult'),
      reference: stock,
      unit: 'ms',
      budget: 0.36,
    },
    {
      what: 'the same',
      ours: samples.page('ours', 'firstResult'),
      reference: {
        name: 'PGlite restoring our snapshot',
        value: samples.page('stockSnapshot', 'firstResult'),
      },
      unit: 'ms',
      budget: 1.1,
    },
    {
      what: 'cold lesson page to the first output, Run pressed at once',
      ours: samples.lesson('firstOutput'),
      reference: stock,
      unit: 'ms',
      budget: null,
    },
    {
      what: 'a further connection to its first result, the others idle',
      ours: samples.page('oursTen', 'furtherConnection'),
      reference: { name: 'the first boot in the same page', value: samples.page('oursTen', 'firstResult') },
      unit: 'ms',
      budget: 0.25,
    },
    {
      what: 'a killed backend: recovery and a new connection to its first result',
      ours: samples.page('restart', 'restart'),
      reference: { name: 'the first boot in the same page', value: samples.page('restart', 'firstResult') },
      unit: 'ms',
      budget: null,
    },
  ]
}
