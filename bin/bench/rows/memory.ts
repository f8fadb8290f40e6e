/** What the page's process needs. */
import type { PageName, Samples } from '../samples.ts'
import type { Row } from '../table.ts'

export function memoryRows(samples: Samples): Row[] {
  const row = (what: string, page: PageName, kind: 'pss' | 'rss', budget: number | null): Row => ({
    what,
    ours: samples.memory(page, kind),
    reference: { name: 'PGlite with its own initdb', value: samples.memory('stockInitdb', kind) },
    unit: 'MB',
    budget,
  })
  return [
    row('memory of the page with one session, keeper included, proportional (PSS)', 'ours', 'pss', 0.5),
    row('the same, resident (RSS)', 'ours', 'rss', 0.5),
    row('memory with three sessions (PSS)', 'oursThree', 'pss', 0.6),
    row('the same, resident (RSS)', 'oursThree', 'rss', 0.6),
    row('memory with ten sessions (PSS)', 'oursTen', 'pss', null),
    {
      what: 'memory of each further connection (PSS)',
      ours: ofEach(samples.memory('ours', 'pss'), samples.memory('oursTen', 'pss')),
      reference: null,
      unit: 'MB',
      budget: 25,
    },
  ]
}

function ofEach(one: number | null, ten: number | null): number | null {
  return one === null || ten === null ? null : (ten - one) / 9
}
