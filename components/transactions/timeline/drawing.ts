/**
 * What is drawn of the timeline, in units of one column along it and by number of lane across: what lies where, and in
 * which look. Two forms draw it, one to the right and one down. Pure.
 */
import type { Span, TimelineView, WaitGap } from '../../../lib/transactions/views/timeline-view.ts'
import { type Lane, laneOf } from './lanes.ts'

/** A stretch of a lane. Units: 0 is the left edge of the first column, 0.5 its middle. */
export interface Stretch {
  key: string
  lane: number
  from: number
  to: number
}

export interface Band extends Stretch {
  /** `failed`: only ROLLBACK is accepted. */
  look: Span['state']
  /** It goes on, or is cut by a wait: that edge is left open. */
  opens: boolean
  closes: boolean
}

export interface Gap extends Stretch {
  lasts: boolean
}

export interface Bracket extends Stretch {
  name: string
  /** 0 for the outermost. */
  level: number
  look: 'open' | 'merged' | 'rolled back'
}

/** From the lane of who waits to the lane of who holds the lock. */
export interface Arrow {
  key: string
  from: number
  to: number
  at: number
  /** `ring`: a part of a deadlock. */
  kind: 'lasts' | 'over' | 'ring'
}

/** The server has crashed: across all lanes. */
export interface Break {
  key: string
  at: number
}

/** A connection has ended. */
export interface Stop {
  key: string
  lane: number
  at: number
}

export interface Drawing {
  bands: readonly Band[]
  gaps: readonly Gap[]
  brackets: readonly Bracket[]
  arrows: readonly Arrow[]
  breaks: readonly Break[]
  stops: readonly Stop[]
}

/** Of the journal's numbers, what a form shows. */
export interface Shown {
  /** Number of the first and of the last column that is drawn. */
  from: number
  to: number
}

/** The middle of a statement's column. */
export function placeOf(view: Pick<TimelineView, 'first'>, number: number): number {
  return number - view.first + 0.5
}

/** The middle of the column *now*. */
export function nowOf(view: Pick<TimelineView, 'first' | 'last'>): number {
  return placeOf(view, view.last + 1)
}

/** Only what reaches into the columns that are shown. */
export function drawingOf(view: TimelineView, lanes: readonly Lane[], shown: Shown): Drawing {
  const start = placeOf(view, shown.from) - 0.5
  const end = placeOf(view, shown.to) + 0.5
  const isSeen = ({ from, to }: Stretch) => to >= start && from <= end
  const isAt = ({ at }: { at: number }) => at >= start - 1 && at <= end + 1
  const gaps = lanes.flatMap((lane, index) => lane.gaps.map((gap) => gapOf(view, gap, index)))
  return {
    bands: lanes.flatMap((lane, index) =>
      lane.spans
        .filter((span) => isSeen(spanStretch(view, span, index)))
        .flatMap((span) => bandsOf(view, span, index, gaps)),
    ),
    gaps: gaps.filter(isSeen),
    brackets: lanes.flatMap((lane, index) =>
      lane.spans.flatMap((span) => bracketsOf(view, span, index)).filter(isSeen),
    ),
    arrows: arrowsOf(view, lanes).filter(isAt),
    breaks: view.crashes
      .map(({ crash, after }) => ({ key: `crash ${crash}`, at: placeOf(view, after) + 0.5 }))
      .filter(isAt),
    stops: lanes.flatMap((lane, index) =>
      lane.ends
        .map(({ after }) => ({ key: `end ${index} ${after}`, lane: index, at: placeOf(view, after) + 0.5 }))
        .filter(isAt),
    ),
  }
}

/** Where that which is not over ends: in *now*, or just after the moment that is shown. */
function edgeOf(view: TimelineView): number {
  return view.at === null ? nowOf(view) : placeOf(view, view.at) + 0.5
}

function spanStretch(view: TimelineView, span: Span, lane: number): Stretch {
  const isOver = span.state !== 'open' && span.state !== 'failed'
  const last = span.to === null ? placeOf(view, span.until) + 0.5 : placeOf(view, span.until)
  return {
    key: `span ${span.transaction}`,
    lane,
    from: placeOf(view, span.from),
    to: isOver ? last : edgeOf(view),
  }
}

/** A transaction without its waits, and from the statement that failed on in another look. */
function bandsOf(view: TimelineView, span: Span, lane: number, gaps: readonly Gap[]): Band[] {
  const whole = spanStretch(view, span, lane)
  const isOver = span.state !== 'open' && span.state !== 'failed'
  if (span.single && whole.to - whole.from < 1) return []
  const failed = span.failed.map(({ from, until }) => ({
    from: placeOf(view, from),
    to: isOver || until !== span.until ? placeOf(view, until) : whole.to,
  }))
  const look: Band['look'] = span.state === 'failed' ? 'open' : span.state
  const cuts = gaps.filter((gap) => gap.lane === lane && gap.from < whole.to && gap.to > whole.from)
  return without([whole], cuts).flatMap((piece) => {
    const sound = without([piece], failed).map((part) => ({ ...part, look }))
    const ill = failed
      .map(({ from, to }) => ({ from: Math.max(from, piece.from), to: Math.min(to, piece.to) }))
      .filter(({ from, to }) => to > from)
      .map((part) => ({ ...part, look: 'failed' as const }))
    return [...sound, ...ill].map((part) => ({
      ...part,
      key: `${whole.key} ${part.from}`,
      lane,
      opens: part.from > whole.from,
      closes: part.to < whole.to || (!isOver && part.to === whole.to),
    }))
  })
}

/** Stretches less others. */
function without(
  stretches: readonly { from: number; to: number }[],
  cuts: readonly { from: number; to: number }[],
): { from: number; to: number }[] {
  return cuts.reduce<{ from: number; to: number }[]>(
    (rest, cut) =>
      rest.flatMap(({ from, to }) => {
        if (cut.to <= from || cut.from >= to) return [{ from, to }]
        const before = { from, to: cut.from }
        const after = { from: cut.to, to }
        return [before, after].filter((part) => part.to > part.from)
      }),
    [...stretches],
  )
}

/** A wait that was over before the next statement began still has a width. */
function gapOf(view: TimelineView, gap: WaitGap, lane: number): Gap {
  const lasts = gap.to === null
  const from = placeOf(view, gap.statement)
  const to = lasts ? edgeOf(view) : placeOf(view, gap.until)
  return { key: `wait ${gap.wait}`, lane, from, to: Math.max(to, from + 0.5), lasts }
}

function bracketsOf(view: TimelineView, span: Span, lane: number): Bracket[] {
  return span.savepoints.map(({ savepoint, name, level, from, until, state }) => ({
    key: `savepoint ${span.transaction} ${savepoint}`,
    lane,
    from: placeOf(view, from),
    to: state === 'open' ? edgeOf(view) : Math.max(placeOf(view, until), placeOf(view, from) + 0.5),
    name: name ?? 'exception block',
    level: level - 2,
    look: state,
  }))
}

/** One for each wait and holder; those of a deadlock are its ring's. */
function arrowsOf(view: TimelineView, lanes: readonly Lane[]): Arrow[] {
  const inRing = new Set(view.deadlocks.flatMap(({ edges }) => edges.map(({ statement }) => statement)))
  const waits = lanes.flatMap((lane, index) =>
    lane.gaps
      .filter(({ statement }) => !inRing.has(statement))
      .flatMap((gap) => {
        const { lasts, to } = gapOf(view, gap, index)
        return gap.holders.map((holder): Arrow => {
          const kind = lasts ? 'lasts' : 'over'
          const key = `wait ${gap.wait} ${holder.key}`
          return { key, from: index, to: laneOf(lanes, holder), at: to, kind }
        })
      }),
  )
  const rings = view.deadlocks.flatMap(({ victim, edges }) =>
    edges.flatMap((edge, turn): Arrow[] => {
      if (edge.statement === null) return []
      const [from, to] = [laneOf(lanes, edge.waiter), laneOf(lanes, edge.holder)]
      // Beside the statement's word, and before the next column.
      const at = placeOf(view, edge.statement) + 0.4
      return [{ key: `ring ${victim} ${turn}`, from, to, at, kind: 'ring' }]
    }),
  )
  return [...waits, ...rings].filter(({ from, to }) => from >= 0 && to >= 0 && from !== to)
}
