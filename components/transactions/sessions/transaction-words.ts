/** A session's transaction in one line: changes that are pending, isolation level, savepoints. Pure. */
import type { SessionEntry } from '../../../lib/transactions/views/sessions-view.ts'

/**
 * Empty where nothing is open and nothing need be said of the last one, and where the state has said it all: a failed
 * block holds nothing any more, and a crash is said once for all. Numbers are for a second look.
 */
export function transactionInWords({ transaction, state, last, sentence, ended }: SessionEntry): string {
  if (ended === 'crashed') return last?.cause?.kind === 'crash' ? 'Its transaction was rolled back.' : ''
  if (ended !== null) return sentence
  if (state === 'failed') return ''
  if (transaction === null) {
    if (state !== 'idle' || last === null) return ''
    if (last.outcome === 'rolled back') return sentence
    return last.statement === null ? 'committed' : `committed at #${last.statement.number}`
  }
  const { pending, told, isolation, readOnly, savepoints } = transaction
  const count = pending.rows + pending.objects + pending.truncated
  const names = savepoints.flatMap((name) => name ?? [])
  return [
    told ? `${counted(count)} pending` : 'changes not told yet',
    isolation,
    readOnly ? 'read only' : '',
    names.length === 0 ? '' : `${names.length === 1 ? 'savepoint' : 'savepoints'} ${names.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function counted(count: number): string {
  if (count === 0) return 'no change'
  return `${count.toLocaleString('en')} ${count === 1 ? 'change' : 'changes'}`
}

/** For the second look: its facts by name. */
export function transactionFacts({ transaction }: SessionEntry): { name: string; value: string }[] {
  if (transaction === null) return []
  const { isolation, xid, since, snapshot, deferrable } = transaction
  return [
    { name: 'Isolation', value: deferrable ? `${isolation}, deferrable` : isolation },
    { name: 'Transaction', value: xid === null ? 'no xid yet: it has written nothing' : `xid ${xid}` },
    ...(since === null ? [] : [{ name: 'Since', value: `#${since.number}` }]),
    { name: 'Snapshot', value: snapshotInWords(snapshot) },
  ]
}

function snapshotInWords(snapshot: NonNullable<SessionEntry['transaction']>['snapshot']): string {
  switch (snapshot.kind) {
    case 'each statement':
      return 'a new one for each statement'
    case 'not yet':
      return 'none yet: its first query takes it'
    case 'failed':
      return 'none: it sees nothing until ROLLBACK'
    case 'unknown':
      return 'unknown'
    case 'taken': {
      const at = snapshot.statement === null ? '' : `taken at #${snapshot.statement.number}, `
      return `${at}xmin ${snapshot.xmin}, xmax ${snapshot.xmax}`
    }
  }
}
