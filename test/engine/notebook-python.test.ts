/** A notebook with Python in it, on a real kernel and a real server: what is started when, and what ends with what. */
import { afterEach, expect, it } from 'vitest'
import type { NotebookObserver } from '../../lib/notebook/observer.ts'
import { printCell } from '../../lib/notebook/print-cell.ts'
import { inputOf } from '../../lib/notebook/select-sessions.ts'
import { createMemoryStorage } from '../../lib/notebook/storage/memory-storage.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { goHome, learner } from './support/learner.ts'

afterEach(goHome)

const connect = `
import psycopg2
conn = psycopg2.connect("dbname=postgres user=postgres")
cur = conn.cursor()`

it('needs a server when psycopg2 connects; its statements are told to be those of their cells', async () => {
  const told: string[] = []
  const observer: NotebookObserver = {
    cellStarted: (session, cell, { ordinal }) => told.push(`${session} ${cell} ${ordinal}`),
    cellEnded: () => {},
    waitsTold: () => {},
  }
  const ann = learner(
    {
      'plain@python': 'x = 41\nx + 1',
      'connects@python': connect,
      'asks@python': 'cur.execute("SELECT %s + 1", (x,))\ncur.fetchone()',
    },
    createMemoryStorage(),
    startServer,
    observer,
  )
  await ann.runs('plain')
  expect(printCell(ann.cell('plain').run?.outputs ?? [])).toBe('42\n')
  expect(ann.state.server.kind).toBe('off')

  await ann.runsAll()
  expect(printCell(ann.cell('asks').run?.outputs ?? [])).toBe('(42,)\n')
  expect(ann.state).toMatchObject({
    server: { kind: 'ready' },
    connections: [{ name: 'conn', open: { cell: 'connects', status: 'T' } }],
    batchDone: true,
  })
  expect(told).toEqual([expect.stringMatching(/^Python #\d+ connects 1$/), 'conn asks 1'])
})

it('goes on with a fresh one when Python has ended itself; its transaction is rolled back', async () => {
  const ann = learner({
    'connects@python': `${connect}\ncur.execute("CREATE TABLE gone (a int)")`,
    'ends@python': 'import os\nos._exit(7)',
    'later@python': '"conn" in globals()',
    look: 'SELECT * FROM gone;',
  })
  await ann.runs('connects')
  await ann.runs('ends')
  expect(ann.cell('ends').run).toMatchObject({
    result: { outcome: 'lost' },
    outputs: [{ kind: 'lost', message: expect.stringContaining('7') }],
  })
  expect(ann.state).toMatchObject({
    kernel: { kind: 'ended' },
    connections: [{ name: 'conn', open: null }],
  })
  await ann.runs('later')
  expect(printCell(ann.cell('later').run?.outputs ?? [])).toBe('False\n')
  await ann.runs('look')
  expect(ann.cell('look').run?.result?.code).toBe('42P01')
})

it('asks for a line, and is restarted alone in the middle of a cell', async () => {
  const ann = learner({
    'asks@python': 'who = input("Who? ")\nwho',
    'sleeps@python': 'import time\ntime.sleep(3600)',
    'uses@python!NameError': 'who',
  })
  ann.starts('asks')
  await ann.until((state) => inputOf(state, 'asks') !== null)
  ann.does({ type: 'input-answered', cell: 'asks', text: 'Ann' })
  await ann.atRest()
  expect(printCell(ann.cell('asks').run?.outputs ?? [])).toBe("Who? Ann\n'Ann'\n")

  ann.starts('sleeps')
  await ann.isRunning('sleeps')
  ann.does({ type: 'kernel-restart-requested', at: Date.now() })
  expect(ann.cell('sleeps').run?.result?.outcome).toBe('lost')
  await ann.runs('uses')
  expect(ann.cell('uses').run?.result?.code).toBe('NameError')
})
