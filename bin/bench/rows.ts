/** From samples to rows: what is compared with what, and the budgets of the product. */
import type { LessonVisit } from './lesson-page.ts'
import { median, type Row } from './table.ts'
import type { Visit } from './visit.ts'

/** One sample for each round. */
export interface Samples {
  /** Our server from its snapshot: keeper and one session. */
  ours: Visit[]
  /** Stock PGlite, which runs initdb in the page. */
  stockInitdb: Visit[]
  /** Stock PGlite, which restores our snapshot. */
  stockSnapshot: Visit[]
  oursSelect: Visit[]
  stockSelect: Visit[]
  lesson: LessonVisit[]
}

export function noSamples(): Samples {
  return { ours: [], stockInitdb: [], stockSnapshot: [], oursSelect: [], stockSelect: [], lesson: [] }
}

export function rowsOf(samples: Samples): Row[] {
  const first = (visits: readonly Visit[]) => median(visits.map((visit) => visit.firstResult))
  const memory = (visits: readonly Visit[], kind: 'pss' | 'rss') =>
    median(visits.flatMap((visit) => (visit.memory ? [visit.memory[kind]] : [])))
  const select = (visits: readonly Visit[]) => median(visits.flatMap((visit) => visit.selectOne ?? []))
  const lesson = (name: keyof LessonVisit) => median(samples.lesson.map((visit) => visit[name]))
  const stock = { name: 'PGlite with its own initdb', value: first(samples.stockInitdb) }

  return [
    {
      what: 'cold page to the first result, keeper and one session',
      ours: first(samples.ours),
      reference: stock,
      unit: 'ms',
      budget: 0.36,
    },
    {
      what: 'the same',
      ours: first(samples.ours),
      reference: { name: 'PGlite restoring our snapshot', value: first(samples.stockSnapshot) },
      unit: 'ms',
      budget: 1.1,
    },
    {
      what: 'cold lesson page to the first output, Run pressed at once',
      ours: lesson('firstOutput'),
      reference: stock,
      unit: 'ms',
      budget: null,
    },
    {
      what: 'memory of the page with one session, proportional (PSS)',
      ours: memory(samples.ours, 'pss'),
      reference: { name: 'PGlite with its own initdb', value: memory(samples.stockInitdb, 'pss') },
      unit: 'MB',
      budget: 0.5,
    },
    {
      what: 'the same, resident (RSS)',
      ours: memory(samples.ours, 'rss'),
      reference: { name: 'PGlite with its own initdb', value: memory(samples.stockInitdb, 'rss') },
      unit: 'MB',
      budget: 0.5,
    },
    {
      what: 'SELECT 1 through a session, warm',
      ours: select(samples.oursSelect),
      reference: { name: 'PGlite’s query in a worker', value: select(samples.stockSelect) },
      unit: 'ms',
      budget: 1.2,
    },
    {
      what: 'JavaScript until the text is readable and Run works, gzip',
      ours: lesson('scriptsUntilRun'),
      reference: null,
      unit: 'kB',
      budget: 180,
    },
    {
      what: 'JavaScript until a cell can be typed in, gzip',
      ours: lesson('scriptsUntilTyping'),
      reference: null,
      unit: 'kB',
      budget: 330,
    },
  ]
}
