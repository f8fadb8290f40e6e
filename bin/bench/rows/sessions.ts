/** How quick statements are, alone and beside others. */
import type { Samples } from '../samples.ts'
import type { Row } from '../table.ts'

export function sessionRows(samples: Samples): Row[] {
  const [same, other] = [samples.page('switching', 'sameSession'), samples.page('switching', 'otherSession')]
  return [
    {
      what: 'SELECT 1 through a session, warm',
      ours: samples.page('oursSelect', 'selectOne'),
      reference: { name: 'PGlite’s query in a worker', value: samples.page('stockSelect', 'selectOne') },
      unit: 'ms',
      budget: 1.2,
    },
    {
      what: 'SELECT 1 alternating between two sessions, what it takes longer',
      ours: same === null || other === null ? null : other - same,
      reference: { name: 'SELECT 1 in the same session', value: same },
      unit: 'ms',
      budget: 2,
    },
    {
      what: 'two queries that compute, side by side',
      ours: samples.page('sideBySide', 'sideBySide'),
      reference: {
        name: 'one after the other',
        value: samples.page('sideBySide', 'oneAfterTheOther'),
      },
      unit: 'ms',
      budget: 1.2,
    },
    {
      what: 'the first of the two to end (1 is fair, 0.5 one after the other)',
      ours: samples.page('sideBySide', 'sideBySideFirst'),
      reference: { name: 'the last', value: samples.page('sideBySide', 'sideBySide') },
      unit: 'ms',
      budget: 0.8,
      atLeast: true,
    },
    {
      what: 'Stop in a wait (lock, advisory lock, pg_sleep), the longest',
      ours: samples.most('stop', 'stopInWait'),
      reference: null,
      unit: 'ms',
      budget: 100,
    },
    {
      what: 'Stop in computing (join, sort, generate_series, PL/pgSQL), the longest',
      ours: samples.most('stop', 'stopInComputing'),
      reference: null,
      unit: 'ms',
      budget: 1000,
    },
  ]
}
