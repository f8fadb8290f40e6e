import { describe, expect, it } from 'vitest'
import type { Observation } from '../../../lib/postgres/client/journal.ts'
import { FactOrder } from '../../../lib/postgres/host/fact-order.ts'

const started = (ordinal: number, lsn: number): Observation => ({
  ...{ type: 'statement-started', statement: { pid: 102, ordinal }, text: '', lsn },
})
const told = (lsn: number): Observation => ({ type: 'told', lsn })
const ended = (xid: number, lsn: number): Observation => ({
  ...{ type: 'transaction-ended', written: { lsn, statement: null }, xid, top: xid },
  ...{ subtransactions: [], how: 'committed' },
})

describe('facts of backends and of the keeper', () => {
  const order = () => {
    const facts: string[] = []
    const name = (fact: Observation) =>
      fact.type === 'statement-started'
        ? `s${fact.statement.ordinal}`
        : fact.type === 'transaction-ended'
          ? `x${fact.xid}`
          : fact.type
    return { facts, order: new FactOrder((fact) => facts.push(name(fact))) }
  }

  it('stand where they belong in the WAL', () => {
    const { facts, order: to } = order()
    to.fromKeeper(told(100))
    to.fromBackends([
      { number: 1, fact: started(1, 100) },
      { number: 2, fact: started(2, 120) },
      { number: 3, fact: started(3, 150) },
    ])
    expect(facts).toEqual(['told', 's1'])
    for (const fact of [ended(7, 120), ended(8, 140), told(150)]) to.fromKeeper(fact)
    expect(facts).toEqual(['told', 's1', 'x7', 's2', 'x8', 's3', 'told'])
  })

  it('of backends keep their order, also when one comes late because it was too long', () => {
    const { facts, order: to } = order()
    to.fromKeeper(told(100))
    to.fromBackends([{ number: 2, fact: started(2, 100) }])
    to.fromKeeper(told(200))
    expect(facts).toEqual(['told', 'told'])
    to.fromBackends([{ number: 1, fact: started(1, 100) }])
    expect(facts).toEqual(['told', 'told', 's1', 's2'])
  })

  it('are all told at the end of a life', () => {
    const { facts, order: to } = order()
    to.fromBackends([{ number: 3, fact: started(3, 900) }])
    to.endLife()
    to.fromBackends([{ number: 1, fact: started(1, 50) }])
    to.fromKeeper(told(50))
    expect(facts).toEqual(['s3', 's1', 'told'])
  })
})
