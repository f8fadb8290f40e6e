/** Names for the process ids that PostgreSQL's own words contain: "process 22200 is alice, 22201 is bob". */
import type { ErrorFields } from '../../postgres/protocol/error-fields.ts'
import { get } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { sessionRef } from '../names.ts'

export function whoIsWho(state: JournalState, error: ErrorFields | null): string {
  const text = `${error?.message ?? ''} ${error?.detail ?? ''} ${error?.where ?? ''}`
  const pids = new Set([...text.matchAll(/\bprocess (\d+)/gi)].map(([, pid]) => Number(pid)))
  const known = [...pids].flatMap((pid) => {
    const session = get(state.pids, pid)
    return session === undefined ? [] : `${pid} is ${sessionRef(state, session).name}`
  })
  return known.length === 0 ? '' : `process ${known.join(', ')}`
}
