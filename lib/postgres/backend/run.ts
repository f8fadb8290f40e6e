/** One backend in one worker: joins the run lock, the shared memory and the files, boots, serves, and ends. */
import { Bell } from '../client/bell.ts'
import { Ring } from '../client/ring.ts'
import { Store } from '../files/store.ts'
import { filedWal, WAL_SEGMENT_BYTES } from '../files/wal-progress.ts'
import { BytePositions } from '../wal/byte-positions.ts'
import { type Booted, boot } from './boot.ts'
import { ClientWire } from './client-wire.ts'
import { allowSharedMemory } from './compatibility.ts'
import { CLIENT_BIT, Control, JOURNAL_BIT, word } from './control.ts'
import { refuseHalfLoaded } from './dynamic-loading.ts'
import type { EmscriptenModule, ImportedFunctions } from './emscripten.ts'
import { ClientEncoding } from './encodings/client-encoding.ts'
import { addEncodingFunctions } from './encodings/encoding-functions.ts'
import { FactRing } from './fact-ring.ts'
import { hookImports } from './imports.ts'
import { clientNames, joinCluster } from './join.ts'
import type { JournalKeeper } from './journal-keeper.ts'
import { startJournal } from './journal-start.ts'
import { hideKeeper, takeSparePlace } from './keeper.ts'
import { Memory } from './memory.ts'
import type { BackendInit, BackendReport } from './messages.ts'
import { RunLock } from './run-lock.ts'
import { greetKeeper, serve } from './serve.ts'
import { type Allocation, findLayout, layoutToWords, regionOf } from './shared-layout.ts'
import { SharedMemory } from './shared-memory.ts'
import { Signals } from './signals.ts'
import { reportFullStacks } from './stack-depth.ts'
import { StatementNotes } from './statement-notes.ts'
import { TransactionStates } from './transaction-state.ts'
import { WalMarks } from './wal-marks.ts'
import { WalPosition } from './wal-position.ts'

/** Milliseconds after which a wait for a word looks again. */
const LOOK_AGAIN = 1000
/** Bytes of WAL in the files after which the journal's reader is told while a statement goes on. */
const MUCH_WAL = 512 << 10

/** Settles when the backend has ended; everything that happens is posted. Never rejects. */
export async function runBackend(init: BackendInit, post: (report: BackendReport) => void): Promise<void> {
  try {
    await new Backend(init, post).run()
  } catch (error) {
    post({
      type: 'crashed',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

class Backend {
  private readonly control: Control
  private readonly memory: Memory
  private readonly shared: SharedMemory
  private readonly lock: RunLock
  private readonly signals: Signals
  private readonly store: Store
  private module: EmscriptenModule | null = null
  private wire: ClientWire | null = null
  /** The client can be spoken to, and others may run at PostgreSQL's safe points. */
  private connected = false
  /** It ended while it logged in, without a word to its client: it was terminated. */
  private hasExited = false
  /** What PostgreSQL gets from JavaScript, and its side modules too. */
  private importNames: ReadonlySet<string> = new Set()
  /** Null where no journal is kept. */
  private readonly notes: StatementNotes | null
  /** The keeper's. */
  private journal: JournalKeeper | null = null
  /** LSN up to which the files had all WAL when the journal's reader was told last. */
  private toldOfFiled = 0

  constructor(
    private readonly init: BackendInit,
    private readonly post: (report: BackendReport) => void,
  ) {
    const { slot, memories } = init
    const memory = memories[slot]
    if (!memory) throw new RangeError(`there is no backend slot ${slot}`)
    this.control = new Control(init.control)
    this.memory = new Memory(memory)
    this.shared = new SharedMemory(this.control, memories, slot)
    this.lock = new RunLock(this.control, this.shared, slot)
    this.signals = new Signals(this.control, this.memory, slot, init.errnoAddress)
    this.store = new Store(init.store, { isKeeper: init.keeper })
    this.notes = this.takeNotes()
  }

  async run(): Promise<void> {
    const { init, lock } = this
    allowSharedMemory((name) => this.memory.exports(name) || this.importNames.has(name))
    this.waitForHandOver()
    let booted: Booted
    try {
      booted = await boot(init, {
        store: this.store,
        guard: () => {
          lock.parkIfDead()
          this.watchWal()
        },
        words: () => this.memory.words,
        log: (line) => this.post({ type: 'log', line }),
        wrap: (env) => this.wrap(env),
        instantiated: (instance) => this.memory.attach(instance),
        created: (module) => {
          this.module = module
        },
        beforeStart: () => this.beforeStart(),
      })
    } catch (error) {
      const { refusal = null, gone = false } = this.wire ?? {}
      if (!refusal && !gone && !this.hasExited) throw error
      this.leave()
      this.post(refusal ? { type: 'refused', message: refusal.message } : { type: 'ended' })
      return
    }
    if (init.keeper) await this.welcomeOthers(booted)
    this.post({ type: 'ready' })
    this.serve(booted.module)
    this.leave()
    this.post({ type: 'ended' })
  }

  /** The slot's last backend may be the last that ran: its shared memory must be taken over before we clear it. */
  private waitForHandOver(): void {
    const { control, init } = this
    while (control.get(word.lastHolder) === init.slot + 1) {
      const served = control.get(word.serving)
      control.post(0, CLIENT_BIT)
      Atomics.wait(control.words, word.serving, served, LOOK_AGAIN)
    }
    // Only C's variables must be zero: no allocation is taken for clean.
    this.memory.bytes.fill(0, 0, control.memoryTop(init.slot))
    control.setMemoryTop(init.slot, 0)
  }

  private wrap(env: ImportedFunctions): void {
    const { init, control, memory, lock, signals } = this
    hookImports(env, {
      pid: init.pid,
      memory,
      lock,
      signals,
      sleep: (milliseconds) => {
        if (this.journal) this.attendWhileAsleep(this.journal, milliseconds)
        else Atomics.wait(control.words, control.mailbox(init.slot), 0, milliseconds)
      },
      isServing: () => this.connected,
      timerSet: (milliseconds) => this.post({ type: 'timer', milliseconds }),
    })
    addEncodingFunctions(env, memory, init.variables)
    refuseHalfLoaded(env, memory)
    reportFullStacks(env, memory, () => this.emscripten)
    this.importNames = new Set(Object.keys(env))
    if (init.keeper) takeSparePlace(env, memory)
    else this.join(env)
  }

  private join(env: ImportedFunctions): void {
    const { init, control, memory, lock } = this
    joinCluster(env, {
      memory,
      module: () => this.emscripten,
      attach: () => {
        lock.copy({ everything: true })
        // From now on it takes part: it can be asked for the run lock, and gets signals.
        control.setAlive(init.slot, true)
      },
      connect: () => this.connect(),
      gone: () => this.wire?.giveUp(),
      exited: () => {
        this.hasExited = true
      },
    })
  }

  private beforeStart(): void {
    const { init, control, lock } = this
    if (!init.keeper)
      while (!control.get(word.keeperUp)) {
        lock.parkIfDead()
        Atomics.wait(control.words, word.keeperUp, 0, LOOK_AGAIN)
      }
    lock.acquire({ copy: false })
  }

  /** Emscripten's module; there is one before PostgreSQL starts. */
  private get emscripten(): EmscriptenModule {
    if (!this.module) throw new Error('the module is not created yet')
    return this.module
  }

  /** Others may join now; whoever waits gets its turn before the keeper looks for its first bytes. */
  private async welcomeOthers(booted: Booted): Promise<void> {
    const { init, control, lock } = this
    await this.publish(booted)
    control.setAlive(init.slot, true)
    Atomics.notify(control.words, word.keeperUp)
    lock.yield()
  }

  /** The keeper tells the others where shared memory lies. */
  private async publish({ pglite, mappings }: Booted): Promise<void> {
    const { init, control, memory } = this
    const { rows } = await pglite.query<Allocation>(
      'SELECT name, off::int AS off, size::int AS size FROM pg_shmem_allocations WHERE off IS NOT NULL',
    )
    const layout = findLayout(memory, mappings, rows)
    control.layout.set(layoutToWords(layout))
    const { journal } = init
    if (journal)
      this.journal = startJournal({
        ...{ init, journal, memory, control },
        ...{ lock: this.lock, store: this.store, post: this.post },
      })
    const statuses = regionOf(layout.main, rows, 'Backend Status Array')
    this.connect({ beforeEnd: hideKeeper(memory, statuses, init.pid) })
    control.set(word.interruptPending, memory.address('InterruptPending'))
    control.set(word.keeperUp, 1)
  }

  private connect({ beforeEnd = () => {} } = {}): ClientWire {
    const { init, memory, post, emscripten: module } = this
    const rings = {
      requests: new Ring(init.rings.requests),
      answers: new Ring(init.rings.answers),
    }
    const wire = new ClientWire({
      ...{ module, memory, rings, post, beforeEnd },
      bell: init.bell ? new Bell(init.bell) : null,
      errnoAddress: init.errnoAddress,
      notes: init.keeper ? null : this.notes,
    })
    this.wire = wire
    wire.open()
    this.connected = true
    return wire
  }

  private serve(module: EmscriptenModule): void {
    const wire = this.wire ?? this.connect()
    if (this.init.keeper) greetKeeper(module)
    wire.letIn()
    this.openSession()
    serve(module, this.memory, wire)
  }

  /** For the journal: whose session this is. */
  private openSession(): void {
    const { init, memory, notes } = this
    if (!init.journal || init.keeper) return
    const databaseOid = memory.variable('MyDatabaseId')
    const states = new TransactionStates(memory, init.variables)
    notes?.opened(states, new ClientEncoding(memory), { ...clientNames(memory), databaseOid })
  }

  private takeNotes(): StatementNotes | null {
    const { init, control, memory, lock, post } = this
    if (!init.journal) return null
    const notes = new StatementNotes({
      pid: init.keeper ? 0 : init.pid,
      marks: new WalMarks(init.journal.marks),
      position: new WalPosition(memory, control),
      positions: new BytePositions(WAL_SEGMENT_BYTES),
      facts: new FactRing(init.journal.facts),
      ...{ control, post },
    })
    lock.beforeRelease = () => notes.released()
    return notes
  }

  /** Before each access to a file. */
  private watchWal(): void {
    if (!this.notes || !this.lock.held) return
    const filed = filedWal(this.store.tables)
    if (filed - this.toldOfFiled < MUCH_WAL) return
    this.toldOfFiled = filed
    this.notes.wroteMuch()
  }

  /** The keeper's sleep: it wakes up for the journal, too, which is no news for PostgreSQL. */
  private attendWhileAsleep(journal: JournalKeeper, milliseconds: number): void {
    const { control, init } = this
    const { words } = control
    const mailbox = control.mailbox(init.slot)
    const until = performance.now() + milliseconds
    journal.attend()
    for (let left = milliseconds; left > 0; left = until - performance.now()) {
      if (Atomics.wait(words, mailbox, 0, left) === 'timed-out') return
      control.drop(init.slot, JOURNAL_BIT)
      journal.attend()
      if (control.get(mailbox) !== 0) return
    }
  }

  /** Gives everything back that the host or the other backends wait for. */
  private leave(): void {
    const { init, control, memory, lock } = this
    control.setAlive(init.slot, false)
    control.setMemoryTop(init.slot, memory.address('__heap_base'))
    this.notes?.ended()
    if (lock.held) {
      this.store.closeAll()
      lock.release()
    }
  }
}
