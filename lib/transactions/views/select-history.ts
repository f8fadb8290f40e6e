/** The journal as a plain table, as of any statement. */
import { fateOf, numberOf } from '../fate.ts'
import { values } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { Change, JournalState, Statement, WaitState } from '../model.ts'
import { completeness, firstLine, sessionRef } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import { waitText } from '../wait-text.ts'
import { changeText, endText } from './effect-words.ts'
import type { HistoryLine, HistoryOptions, HistoryView } from './history-view.ts'
import { seenByOf } from './seen-by.ts'
import { statementsOf } from './select-timeline.ts'

/** Changes that a line tells one by one. */
const told = 5

export const selectHistory = remembered((state: JournalState, options: HistoryOptions = {}): HistoryView => {
  const point = pointOf(state, options.at)
  const from = Math.max(options.from ?? 1, state.keptFrom)
  const to = Math.min(options.to ?? state.count, state.count)
  const changes = grouped(values(state.changes), ({ statement }) => numberOf(state, statement))
  const waits = grouped(values(state.waits), ({ statement }) => statement)
  return {
    at: point.past ? point.number : null,
    first: state.count === 0 ? 0 : Math.min(state.keptFrom, state.count),
    last: state.count,
    lines: statementsOf(state, { from, to }).map((statement) =>
      lineOf(
        state,
        statement,
        (changes.get(statement.number) ?? []).filter(({ position }) => position <= point.position),
        (waits.get(statement.number) ?? []).filter(({ from: since }) => since <= point.number),
        point,
      ),
    ),
    completeness: completeness(state),
  }
})

function lineOf(
  state: JournalState,
  statement: Statement,
  changes: readonly Change[],
  waits: readonly WaitState[],
  point: Point,
): HistoryLine {
  const { number, session, cell, count, text } = statement
  const fates = new Set(changes.map(({ writer }) => fateOf(state, writer, point)))
  const [fate = null] = fates
  const more = changes.length > told ? [`${changes.length - told} changes more`] : []
  return {
    number,
    session: sessionRef(state, session),
    cell,
    count,
    text: firstLine(text),
    whole: text,
    effects:
      number > point.number
        ? []
        : [
            ...waits.map((wait) => waitText(state, wait).sentence),
            ...endText(state, statement, point),
            ...changes.slice(0, told).map((change) => changeText(state, change, point)),
            ...more,
          ],
    fate: fates.size > 1 ? 'mixed' : fate,
    seenBy: seenByOf(state, changes, point),
    future: number > point.number,
  }
}

function grouped<Part>(
  parts: readonly Part[],
  numberOfPart: (part: Part) => number | null,
): Map<number, Part[]> {
  const groups = new Map<number, Part[]>()
  for (const part of parts) {
    const number = numberOfPart(part)
    if (number === null) continue
    const group = groups.get(number)
    if (group) group.push(part)
    else groups.set(number, [part])
  }
  return groups
}
