/** What was asked before the page had come alive: Runs that public/theme.js has kept, and events of live buttons. */
import type { NotebookEvent } from '../../lib/notebook/events.ts'

declare global {
  var takeEarlyRuns: (() => string[]) | undefined
}

/**
 * What to dispatch now, given the events that came while there was no notebook. A press of Run is in both when its
 * button was alive already: it counts once. From now on presses are the page's own.
 */
export function earlyEvents(kept: readonly NotebookEvent[]): NotebookEvent[] {
  const asked = new Set(kept.map((event) => (event.type === 'run-requested' ? event.cell : null)))
  const pressed = globalThis.takeEarlyRuns?.().filter((cell) => !asked.has(cell)) ?? []
  return [...pressed.map((cell): NotebookEvent => ({ type: 'run-requested', cell, part: null })), ...kept]
}
