/** Starts the journal of a life: where it begins, what of the life before is still to be told, what the decoder needs. */
import { lastRedo } from '../files/control-file.ts'
import type { Store } from '../files/store.ts'
import { WAL_SEGMENT_BYTES } from '../files/wal-progress.ts'
import { BytePositions } from '../wal/byte-positions.ts'
import { WalSource } from '../wal/source.ts'
import { ClusterPages } from './cluster-pages.ts'
import type { Control } from './control.ts'
import { JournalKeeper } from './journal-keeper.ts'
import type { Memory } from './memory.ts'
import type { BackendInit, BackendReport, JournalInit } from './messages.ts'
import { OutputFunctions } from './output-functions.ts'
import { RowRequests } from './row-requests.ts'
import type { RunLock } from './run-lock.ts'
import { WalMarks } from './wal-marks.ts'
import { WalPosition } from './wal-position.ts'

export interface JournalStartOptions {
  init: BackendInit
  journal: JournalInit
  memory: Memory
  control: Control
  lock: RunLock
  store: Store
  post: (report: BackendReport) => void
}

/** Call it in the keeper when the cluster is up, before anybody else joins. It asks no SQL: that would write to the WAL. */
export function startJournal(options: JournalStartOptions): JournalKeeper {
  const { init, journal, memory, control, lock, store, post } = options
  const positions = new BytePositions(WAL_SEGMENT_BYTES)
  const position = new WalPosition(memory, control)
  const source = new WalSource(store, positions)
  const marks = new WalMarks(journal.marks)
  const begin = position.value
  marks.begin(begin)
  const keeper = new JournalKeeper({
    marks,
    requests: new RowRequests(journal.requests),
    source,
    lock,
    decoder: {
      pages: new ClusterPages(store, control, init.memories, lock),
      output: new OutputFunctions(memory, memory.variable('TopMemoryContext')),
    },
    copyBuffers: (slot) => {
      const of = init.memories[slot]
      if (of) source.copyBuffers(of.buffer, position.address)
    },
    begin,
    post,
  })
  const openAll = () => {
    for (const database of store.list(store.lookup(store.root, 'base'))) keeper.open(Number(database))
  }
  openAll()
  if (journal.before) {
    keeper.tellOfLifeBefore(journal.before, positions.toPosition(lastRedo(store)))
    // What it knew of the catalogues was that life's: they are read anew before this one writes.
    openAll()
  }
  keeper.begin()
  return keeper
}
