import { expect, test } from 'vitest'
import type { NotebookEvent } from '../../../lib/notebook/events.ts'
import { Store } from '../../../lib/notebook/store.ts'
import { opened, picture } from './notation.ts'

/** A store whose server is up as soon as it is asked for, and whose runs start at once. */
function storeOf(cells: string) {
  const refused: string[] = []
  const pictures: string[] = []
  const store: Store = new Store({
    initial: opened(cells),
    perform: (effect) => {
      if (effect.type === 'start-server')
        store.dispatch({ type: 'server-changed', server: { kind: 'ready' } })
      if (effect.type !== 'run') return
      const { cell, ticket } = effect.request
      store.dispatch({ type: 'run-started', cell, ticket, at: 0, status: 'I' })
    },
    onRefused: (event: NotebookEvent, reason) => refused.push(`${event.type}: ${reason}`),
  })
  const stop = store.subscribe(() => pictures.push(picture(store.getState())))
  return { store, refused, pictures, stop }
}

test('events that effects lead to are worked off before anybody is told, once', () => {
  const { store, pictures } = storeOf('a b')
  store.dispatch({ type: 'run-requested', cell: 'a', part: null })
  expect(pictures).toEqual(['a*1 b'])
})

test('nobody is told of an event that changes nothing; its refusal is heard', () => {
  const { store, pictures, refused } = storeOf('a')
  store.dispatch({ type: 'unqueue-requested', cell: 'a' })
  store.dispatch({ type: 'source-changed', cell: 'a', source: '-- a' })
  expect(pictures).toEqual([])
  expect(refused).toEqual(['unqueue-requested: cell "a" is not queued'])
})

test('who has stopped listening hears nothing', () => {
  const { store, pictures, stop } = storeOf('a')
  stop()
  store.dispatch({ type: 'start-requested' })
  expect(pictures).toEqual([])
})
