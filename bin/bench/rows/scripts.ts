/** What a lesson page loads. */
import type { Samples } from '../samples.ts'
import type { Row } from '../table.ts'

export function scriptRows(samples: Samples): Row[] {
  return [
    {
      what: 'JavaScript until the text is readable and Run works, gzip',
      ours: samples.lesson('scriptsUntilRun'),
      reference: null,
      unit: 'kB',
      budget: 180,
    },
    {
      what: 'JavaScript until a cell can be typed in, gzip',
      ours: samples.lesson('scriptsUntilTyping'),
      reference: null,
      unit: 'kB',
      budget: 330,
    },
  ]
}
