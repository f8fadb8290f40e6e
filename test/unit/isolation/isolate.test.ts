import { describe, expect, it } from 'vitest'
import { type Isolation, isolate, type Surroundings } from '../../../components/isolation/isolate.ts'

/** A browser tab: what it does is written down, and its mark lives through reloads. */
function tab(changes: Partial<Surroundings> = {}) {
  const done: string[] = []
  let reloaded = false
  const surroundings: Surroundings = {
    isolated: false,
    mayRegister: true,
    framed: false,
    secure: true,
    register: async () => {
      done.push('register')
    },
    reloadMark: {
      read: () => reloaded,
      write: (value) => {
        reloaded = value
      },
    },
    reload: () => done.push('reload'),
    ...changes,
  }
  return { done, visit: (next: Partial<Surroundings> = {}) => isolate({ ...surroundings, ...next }) }
}

describe('isolating a page', () => {
  it('does nothing where the host sends the headers', async () => {
    const { done, visit } = tab({ isolated: true })
    expect(await visit()).toEqual({ kind: 'isolated' })
    expect(done).toEqual([])
  })

  it('registers the worker, reloads once, and finds itself isolated', async () => {
    const { done, visit } = tab()
    expect(await visit()).toEqual({ kind: 'reloading' })
    expect(await visit({ isolated: true })).toEqual({ kind: 'isolated' })
    expect(done).toEqual(['register', 'reload'])
  })

  it('never reloads a second time when the first has not helped', async () => {
    const { done, visit } = tab()
    await visit()
    expect((await visit()).kind).toBe('impossible')
    expect((await visit()).kind).toBe('impossible')
    expect(done).toEqual(['register', 'reload'])
  })

  it('mends a forced reload, which goes past the worker, once more', async () => {
    const { done, visit } = tab()
    await visit()
    await visit({ isolated: true })
    expect(await visit()).toEqual({ kind: 'reloading' })
    expect(done).toEqual(['register', 'reload', 'register', 'reload'])
  })

  const refusals: [string, Partial<Surroundings>][] = [
    ['a frame', { framed: true }],
    ['plain HTTP', { secure: false }],
    ['development without headers', { mayRegister: false }],
    ['a browser without service workers', { register: null }],
    ['a refused worker', { register: () => Promise.reject(new Error('The operation is insecure.')) }],
    [
      'refused storage',
      {
        reloadMark: {
          read: () => {
            throw new Error('denied')
          },
          write: () => undefined,
        },
      },
    ],
  ]
  it.each(refusals)('gives a sentence and does not reload in %s', async (_name, changes) => {
    const { done, visit } = tab(changes)
    const result: Isolation = await visit()
    expect(done).not.toContain('reload')
    expect(result.kind === 'impossible' && result.reason).toMatch(/^Cells cannot run here, because .+; .+\.$/)
  })

  it('is isolated even where storage is refused', async () => {
    const refused = () => {
      throw new Error('denied')
    }
    const { visit } = tab({ isolated: true, reloadMark: { read: refused, write: refused } })
    expect(await visit()).toEqual({ kind: 'isolated' })
  })
})
