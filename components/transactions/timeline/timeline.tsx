'use client'
/** The timeline: who did what in which order, who waits for whom, and what each mark means. */
import { useMemo, useRef, useState } from 'react'
import { selectTimeline } from '../../../lib/transactions/views/select-timeline.ts'
import { selectOrder, selectTimelineFrame } from '../../../lib/transactions/views/timeline-frame.ts'
import type { Mark } from '../../../lib/transactions/views/view.ts'
import { say } from '../../notebook/say.ts'
import { classes } from '../../primitives/classes.ts'
import { useCursor, useJournal, usePanel } from '../panel-context.tsx'
import { useLit } from '../use-lit.ts'
import { Detail } from './detail.tsx'
import { drawingOf } from './drawing.ts'
import { geometryOf } from './geometry.ts'
import { TimelineGrid } from './grid.tsx'
import { type Lane, lanesOf } from './lanes.ts'
import { Legend } from './legend.tsx'
import { markAt } from './marks.ts'
import { type Form, numberAfter } from './moves.ts'
import { Paint } from './paint.tsx'
import { labelsOf, signsOf } from './signs.ts'
import { useFollow, useWidth, useWindow } from './window.ts'

/** Time runs to the right, or down in a narrow sheet. */
export function Timeline({ form }: { form: Form }) {
  const { cursor } = usePanel()
  const { at, selected } = useCursor()
  const state = useJournal()
  const frame = selectTimelineFrame(state, { at: at ?? undefined })
  const [pointed, setPointed] = useState<{ number: number; mark: Mark } | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const count = frame.last === 0 ? 0 : frame.last - frame.first + 1
  const geometry = useMemo(() => geometryOf(form, frame.lanes, count, width), [form, frame, count, width])
  const { from, to } = useWindow(scroller, geometry, count)
  const chosen = selected !== null && selected >= frame.first && selected <= frame.last ? selected : null
  useFollow(scroller, geometry, frame.at === null, chosen === null ? null : chosen - frame.first)
  const first = frame.first + from
  const last = frame.first + to - 1
  const view = selectTimeline(state, { at: at ?? undefined, from: first, to: last })
  const lanes = useMemo(() => lanesOf(frame, view), [frame, view])
  const active = Math.max(first, Math.min(last, chosen ?? frame.last))
  const painted = useMemo(() => {
    const shown = { from: first, to: to === count ? last + 1 : last }
    return {
      drawing: drawingOf(view, lanes, shown),
      signs: signsOf(view, lanes, shown),
      labels: labelsOf(view, lanes, shown),
    }
  }, [view, lanes, first, last, to, count])
  const lit = useLit('timeline')
  const select = (number: number) => {
    setPointed(null)
    cursor.select(number)
  }
  const point = (lane: Lane, column: number) => {
    const found = markAt(lane, column)
    if (!found) return
    setPointed(found)
    cursor.select(found.number)
  }
  const lookBack = (number: number) => {
    cursor.lookBack(number)
    say(
      number === frame.last
        ? 'The panel shows what is so now'
        : `The panel shows what was so after #${number}`,
    )
  }
  const toNow = () => {
    cursor.toNow()
    say('The panel shows what is so now')
  }
  const isFlat = form === 'lanes'
  return (
    <section
      aria-label="Timeline"
      className="grid grid-cols-[minmax(0,1fr)] gap-2.5 border-line border-t px-5 pt-3 pb-3.5 max-sm:px-4 print:hidden"
      {...lit}
    >
      <div className="flex items-center gap-3">
        <h3 className="flex-1 font-semibold text-ink-2 text-small">Timeline</h3>
        <AsTable />
      </div>
      <div
        ref={scroller}
        className={classes(
          'relative',
          isFlat
            ? 'overflow-x-auto [scroll-padding-inline:64px]'
            : 'max-h-[60vh] overflow-auto [scroll-padding-block:40px]',
        )}
      >
        <div
          className="relative"
          style={
            isFlat
              ? { width: geometry.reach, height: geometry.breadth }
              : { width: geometry.breadth, height: geometry.reach }
          }
        >
          <TimelineGrid
            view={frame}
            lanes={lanes}
            geometry={geometry}
            columns={view.columns}
            before={from}
            after={count - to}
            active={active}
            selected={chosen}
            onSelect={select}
            onPoint={point}
            onLookBack={lookBack}
            onNow={toNow}
            numberAfter={(key) => numberAfter(key, form, active, selectOrder(state), frame.lanes)}
          />
          <Paint geometry={geometry} lanes={lanes} {...painted} />
        </div>
      </div>
      <Legend signs={painted.signs} drawing={painted.drawing} />
      {chosen !== null && (
        <Detail
          frame={frame}
          number={chosen}
          mark={pointed?.number === chosen ? pointed.mark : null}
          onMark={(mark) => setPointed({ number: chosen, mark })}
          onLookBack={lookBack}
        />
      )}
    </section>
  )
}

/** The same in words: for a screen reader, for paper, and for whoever prefers to read. */
function AsTable() {
  const { panel } = usePanel()
  return (
    <button
      type="button"
      onClick={() => panel.showTab('history')}
      className="min-h-6 cursor-pointer text-accent text-small underline underline-offset-2 hover:text-accent-hover"
    >
      As a table
    </button>
  )
}
