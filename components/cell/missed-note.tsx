'use client'
/** A cell that has run otherwise than the lesson means it to: it did not wait, or there was nobody to let go on. */
import type { NotebookState } from '../../lib/notebook/model.ts'
import { missedFree, missedWait, waitOfSession } from '../../lib/notebook/select-sessions.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Aside } from '../primitives/message.tsx'
import { partyName } from '../session/session-view.ts'

/** Nothing as a rule. The order of the text is the schedule: another order is allowed, and shows other things. */
export function MissedNote({ id }: { id: string }) {
  const waitsFor = useNotebookValue((state) =>
    missedWait(state, id) ? (state.cells[id]?.spec.waitsFor ?? null) : null,
  )
  const frees = useNotebookValue((state) =>
    missedFree(state, id) ? notWaiting(state, state.cells[id]?.spec.frees ?? null) : null,
  )
  if (waitsFor === null && frees === null) return null
  return (
    <Aside>
      {waitsFor !== null &&
        `In the lesson’s order this cell waits for ${partyName(waitsFor)}; this time it did not have to. `}
      {frees !== null &&
        `In the lesson’s order this cell lets ${partyName(frees)} go on; this time ${partyName(frees)} was not waiting. `}
      <em>Run to here</em>, in the cell’s menu, runs all above it first.
    </Aside>
  )
}

/** While it waits it may be let go in this moment: only who does not wait at all was not waiting. */
function notWaiting(state: NotebookState, session: string | null): string | null {
  return session !== null && waitOfSession(state, session) === null ? session : null
}
