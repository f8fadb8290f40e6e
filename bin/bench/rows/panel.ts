/** What the transaction panel costs a learner's statements. */
import type { Samples } from '../samples.ts'
import type { Row } from '../table.ts'

export function panelRows(samples: Samples): Row[] {
  const without = 'the same without a journal'
  return [
    {
      what: 'a statement that changes 10 rows, with the journal of the panel',
      ours: samples.journal('tenRows'),
      reference: { name: without, value: samples.journal('tenRowsWithout') },
      unit: 'ms',
      budget: 1.1,
    },
    {
      what: 'the statement after it, sent at once',
      ours: samples.journal('next'),
      reference: { name: without, value: samples.journal('nextWithout') },
      unit: 'ms',
      budget: 1.1,
    },
    {
      what: '100,000 rows changed, until the panel has their counts',
      ours: samples.journal('manyRowsCounted'),
      reference: { name: 'the statement itself', value: samples.journal('manyRows') },
      unit: 'ms',
      budget: 1.2,
    },
    {
      what: 'a timeline of 1,000 statements is scrolled through: the longest task over 50 ms',
      ours: samples.timeline('scrolling'),
      reference: null,
      unit: 'ms',
      budget: 50,
    },
    {
      what: 'further statements come to it: the longest task over 50 ms',
      ours: samples.timeline('coming'),
      reference: null,
      unit: 'ms',
      budget: 50,
    },
  ]
}
