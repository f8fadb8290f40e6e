/**
 * Who wrote what all look at alike: whoever has ended, and before each of these snapshots was taken. Only what the others
 * wrote need be looked at with every session's own eyes.
 */
import { writerEnd } from './fate.ts'
import { values } from './int-map.ts'
import type { JournalState } from './model.ts'
import type { Point } from './point.ts'
import type { Version } from './table-model.ts'
import { type Eyes, isInProgress } from './visibility.ts'

/** Ids of the writers that some of these eyes may see and others not. */
export function unsettledWriters(
  state: JournalState,
  all: readonly (Eyes | null)[],
  point: Point,
): ReadonlySet<number> {
  const snapshots = all.flatMap((eyes) => eyes?.snapshot ?? [])
  const found = new Set<number>()
  for (const writer of values(state.writers)) {
    const end = writerEnd(state, writer.id, point)
    if (end?.how === 'rolled back') continue
    if (end === null || snapshots.some((snapshot) => isInProgress(state, writer, snapshot))) {
      found.add(writer.id)
    }
  }
  return found
}

/** Whether none of these has begun or ended the version. */
export function isSettled({ begin, ends, among }: Version, unsettled: ReadonlySet<number>): boolean {
  if (unsettled.size === 0) return true
  if (begin !== null && unsettled.has(begin.writer)) return false
  return (
    !ends.some(({ writer }) => unsettled.has(writer)) && !among.some(({ writer }) => unsettled.has(writer))
  )
}
