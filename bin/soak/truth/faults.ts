/**
 * Faults put in between the server and the journal's model: each is what a mistake in reading the WAL would look like.
 * A judge that gets a recording with one of them must see it.
 */
import type { StatementId } from '../../../lib/postgres/client/journal.ts'
import type { Fact } from '../../../lib/transactions/facts.ts'

/** Made anew for each recording: some have a memory. Gives what the model is told instead of a fact. */
export type Fault = () => (fact: Fact) => readonly Fact[]

type Of<K extends Fact['type']> = Extract<Fact, { type: K }>

/** Changes the facts of one kind. */
function onFacts<K extends Fact['type']>(type: K, change: (fact: Of<K>) => readonly Fact[]): Fault {
  const isOf = (fact: Fact): fact is Of<K> => fact.type === type
  return () => (fact) => (isOf(fact) ? change(fact) : [fact])
}

export const faults: Readonly<Record<string, Fault>> = {
  'rollbacks are ignored': onFacts('transaction-ended', (fact) => (fact.how === 'rolled back' ? [] : [fact])),
  'commits are ignored': onFacts('transaction-ended', (fact) => (fact.how === 'committed' ? [] : [fact])),
  'lists of subtransactions are ignored': onFacts('transaction-ended', (fact) => [
    { ...fact, subtransactions: [] },
  ]),
  'subtransactions that end alone are ignored': onFacts('transaction-ended', (fact) =>
    fact.xid === fact.top ? [fact] : [],
  ),
  'a rollback is taken for a commit': onFacts('transaction-ended', (fact) => [{ ...fact, how: 'committed' }]),
  'marks of one session are taken for those of another': misattributed,
  'inserts of many rows are ignored': onFacts('rows', (fact) =>
    fact.operation === 'insert' && fact.count > 1 ? [] : [fact],
  ),
  'only the first row of many is told': onFacts('rows', (fact) => [
    { ...fact, count: 1, rows: fact.rows.slice(0, 1) },
  ]),
  'the old version of an update stays': onFacts('rows', (fact) => [
    {
      ...fact,
      rows: fact.rows.map((row) => (row.operation === 'update' ? { ...row, oldPlace: null } : row)),
    },
  ]),
  'deletes are ignored': onFacts('rows', (fact) => (fact.operation === 'delete' ? [] : [fact])),
  'old rows are those of the new version': onFacts('rows', (fact) => [
    {
      ...fact,
      rows: fact.rows.map((row) => (row.newRow && row.oldRow ? { ...row, oldRow: row.newRow } : row)),
    },
  ]),
  'TRUNCATE is ignored': onFacts('truncated', () => []),
  'rewrites are ignored': onFacts('rewritten', () => []),
  'a rewrite begins all rows anew': onFacts('rewritten', (fact) => [
    { ...fact, rows: fact.rows?.map(({ place, row }) => ({ place, row })) ?? null },
  ]),
  'columns are told apart by name': () => withoutNumbers,
  'changes of columns are ignored': onFacts('catalogue', (fact) =>
    fact.change.kind === 'column' ? [] : [fact],
  ),
  'rows are taken for those of another table': onFacts('rows', (fact) => [
    { ...fact, table: { ...fact.table, oid: fact.table.oid + 1 } },
  ]),
  'tables of one name are one table': () => {
    const first = new Map<string, number>()
    return (fact) => {
      if (fact.type !== 'rows') return [fact]
      const { table } = fact
      const oid = first.get(table.name) ?? table.oid
      first.set(table.name, oid)
      return [{ ...fact, table: { ...table, oid } }]
    }
  },
  'snapshots are never told': onFacts('statement-ended', (fact) => [
    { ...fact, transaction: fact.transaction && { ...fact.transaction, snapshot: null } },
  ]),
  'snapshots know nobody who is in progress': onFacts('statement-ended', (fact) => {
    const { transaction } = fact
    if (!transaction?.snapshot) return [fact]
    return [
      { ...fact, transaction: { ...transaction, snapshot: { ...transaction.snapshot, inProgress: [] } } },
    ]
  }),
  'every transaction is READ COMMITTED': onFacts('statement-ended', (fact) => [
    { ...fact, transaction: fact.transaction && { ...fact.transaction, isolation: 'read committed' } },
  ]),
  'no block ever fails': onFacts('statement-ended', (fact) => [
    { ...fact, status: fact.status === 'E' ? 'T' : fact.status },
  ]),
  'crashes are ignored': () => (fact) =>
    fact.type === 'crashed' || fact.type === 'session-ended' ? [] : [fact],
}

/** What the first session writes is taken for the second's. */
function misattributed(): (fact: Fact) => readonly Fact[] {
  const pids: number[] = []
  return (fact) => {
    if (fact.type === 'session-named') pids.push(fact.pid)
    const [whose, whoseElse] = pids
    const by = 'written' in fact ? fact.written.statement : null
    if (!('written' in fact) || by === null || by.pid !== whose || whoseElse === undefined) return [fact]
    const statement: StatementId = { ...by, pid: whoseElse }
    return [{ ...fact, written: { ...fact.written, statement } }]
  }
}

function withoutNumbers(fact: Fact): readonly Fact[] {
  if (!('table' in fact) || !fact.table) return [fact]
  const columns = fact.table.columns.map(({ name, type }) => ({ name, type }))
  return [{ ...fact, table: { ...fact.table, columns } }]
}
