/** How a session is, as the page says it: one word for looks and tests, one phrase for people. Pure. */

/** Keys of the looks in session-state.tsx. `waiting` outranks what its transaction is. */
export type Condition =
  | 'not-connected'
  | 'connecting'
  | 'idle'
  | 'in-transaction'
  | 'failed'
  | 'waiting'
  | 'closed'
  | 'lost'

/** `short` fits a chip; `long` says what can be done. `holder` is whom a waiting session waits for. */
export function conditionInWords(condition: Condition, holder: string): { short: string; long: string } {
  switch (condition) {
    case 'not-connected':
      return same('not connected')
    case 'connecting':
      return same('connecting')
    case 'idle':
      return same('idle')
    case 'in-transaction':
      return same('in transaction')
    case 'failed':
      return { short: 'failed', long: 'failed: only ROLLBACK is accepted' }
    case 'waiting':
      return same(`waits for ${holder}`)
    case 'closed':
      return same('closed')
    case 'lost':
      return same('connection lost')
  }
}

function same(words: string): { short: string; long: string } {
  return { short: words, long: words }
}
