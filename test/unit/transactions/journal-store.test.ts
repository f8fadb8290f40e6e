/** The journal's state outside React: who listens hears once of facts that came together, and of none that change nothing. */
import { expect, test, vi } from 'vitest'
import { JournalStore } from '../../../components/transactions/journal-store.ts'
import { replay } from '../../../lib/transactions/reduce.ts'
import { Scene } from './scene.ts'

test('facts wait for what takes them, then listeners hear once of each lot', async () => {
  const { facts } = new Scene().open('alice').query('alice').told()
  const store = new JournalStore()
  let heard = 0
  const stop = store.subscribe(() => heard++)
  // What makes a state of facts is loaded with the first of them.
  store.tell(facts.slice(0, 2))
  store.tell(facts.slice(2))
  await vi.waitUntil(() => heard > 0)
  expect(heard).toBe(1)
  expect(store.getState()).toEqual(replay(facts))
  store.tell([])
  store.tell([{ type: 'told', lsn: 1 }])
  expect(heard).toBe(1)
  stop()
  store.tell([{ type: 'server-restarted' }])
  expect(heard).toBe(1)
  expect(store.getState().count).toBe(0)
})

test('without a server that keeps a journal there are no further rows', async () => {
  const store = new JournalStore()
  expect(store.isKept).toBe(false)
  await expect(store.rows(1, 0, 5)).rejects.toThrow('these rows are no longer kept: their server has ended')
})
