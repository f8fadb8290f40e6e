/** What is measured in a round, one after the other: so that whatever else the machine does meets all alike. */
import type { LessonVisit } from './lesson-page.ts'
import { median } from './median.ts'
import type { PageResult } from './pages/result.ts'
import type { LongTimelineResult } from './panel/long-timeline.ts'
import type { PanelResult } from './panel/panel-bench.ts'
import type { PythonResult, PythonTimes } from './python/python-bench.ts'
import type { TcpResult } from './tcp/tcp-bench.ts'
import type { Visit } from './visit.ts'

/** The bench's own pages. */
export const pages = {
  /** Stock PGlite, which runs initdb in the page. */
  stockInitdb: '/stock.html',
  /** Stock PGlite, which restores our snapshot. */
  stockSnapshot: '/stock.html?snapshot',
  stockSelect: '/stock.html?snapshot&task=select-one',
  /** Our server from its snapshot: keeper and one session. */
  ours: '/ours.html',
  oursThree: '/ours.html?task=further-connections&sessions=3',
  oursTen: '/ours.html?task=further-connections&sessions=10',
  oursSelect: '/ours.html?task=select-one',
  switching: '/ours.html?task=switching',
  sideBySide: '/ours.html?task=side-by-side',
  stop: '/ours.html?task=stop',
  restart: '/ours.html?task=restart',
  python: '/python.html',
} as const

export type PageName = keyof typeof pages

/** One sample for each round. */
export class Samples {
  readonly visits: Readonly<Record<PageName, Visit[]>> = {
    ...{ stockInitdb: [], stockSnapshot: [], stockSelect: [] },
    ...{ ours: [], oursThree: [], oursTen: [], oursSelect: [] },
    ...{ switching: [], sideBySide: [], stop: [], restart: [], python: [] },
  }
  readonly lessons: LessonVisit[] = []
  readonly tcp: TcpResult[] = []
  readonly journals: PanelResult[] = []
  readonly pythons: PythonResult[] = []
  readonly timelines: LongTimelineResult[] = []

  /** The median of what a page measured; null when it was not measured. */
  page(page: PageName, measure: keyof PageResult): number | null {
    return median(this.visits[page].flatMap((visit) => visit[measure] ?? []))
  }

  /** The most that a page measured. */
  most(page: PageName, measure: keyof PageResult): number | null {
    const values = this.visits[page].flatMap((visit) => visit[measure] ?? [])
    return values.length === 0 ? null : Math.max(...values)
  }

  /** Megabytes of a page's process. */
  memory(page: PageName, kind: 'pss' | 'rss'): number | null {
    return median(this.visits[page].flatMap(({ memory }) => (memory === null ? [] : [memory[kind]])))
  }

  lesson(measure: keyof LessonVisit): number | null {
    return median(this.lessons.map((visit) => visit[measure]))
  }

  journal(measure: keyof PanelResult): number | null {
    return median(this.journals.map((result) => result[measure]))
  }

  timeline(measure: keyof LongTimelineResult): number | null {
    return median(this.timelines.map((result) => result[measure]))
  }

  python(side: keyof PythonResult, measure: keyof PythonTimes): number | null {
    return median(this.pythons.flatMap((result) => result[side]?.[measure] ?? []))
  }

  transactions(measure: keyof TcpResult): number | null {
    return median(this.tcp.map((result) => result[measure]))
  }
}
