/** One backend in one worker: joins the run lock, the shared memory and the files, boots, serves, and ends. */
import { Ring } from '../client/ring.ts'
import { Store } from '../files/store.ts'
import { type Booted, boot } from './boot.ts'
import { ClientWire } from './client-wire.ts'
import { allowSharedMemory } from './compatibility.ts'
import { CLIENT_BIT, Control, word } from './control.ts'
import type { EmscriptenModule, ImportedFunctions } from './emscripten.ts'
import { addEncodingFunctions } from './encoding-functions.ts'
import { hookImports } from './imports.ts'
import { joinCluster } from './join.ts'
import { hideKeeper, takeSparePlace } from './keeper.ts'
import { Memory } from './memory.ts'
import type { BackendInit, BackendReport } from './messages.ts'
import { RunLock } from './run-lock.ts'
import { greetKeeper, serve } from './serve.ts'
import { type Allocation, findLayout, layoutToWords, regionOf } from './shared-layout.ts'
import { SharedMemory } from './shared-memory.ts'
import { Signals } from './signals.ts'
import { reportFullStacks } from './stack-depth.ts'

/** Milliseconds after which a wait for a word looks again. */
const LOOK_AGAIN = 1000

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
  /** What PostgreSQL gets from JavaScript, and its side modules too. */
  private importNames: ReadonlySet<string> = new Set()

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
  }

  async run(): Promise<void> {
    const { init, lock } = this
    allowSharedMemory((name) => this.memory.exports(name) || this.importNames.has(name))
    this.waitForHandOver()
    let booted: Booted
    try {
      booted = await boot(init, {
        store: this.store,
        guard: () => lock.parkIfDead(),
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
      if (!refusal && !gone) throw error
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
        Atomics.wait(control.words, control.mailbox(init.slot), 0, milliseconds)
      },
      isServing: () => this.connected,
      timerSet: (milliseconds) => this.post({ type: 'timer', milliseconds }),
    })
    addEncodingFunctions(env, memory)
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
    const wire = new ClientWire({ module, memory, errnoAddress: init.errnoAddress, rings, post, beforeEnd })
    this.wire = wire
    wire.open()
    this.connected = true
    return wire
  }

  private serve(module: EmscriptenModule): void {
    const wire = this.wire ?? this.connect()
    if (this.init.keeper) greetKeeper(module)
    wire.letIn()
    serve(module, this.memory, wire)
  }

  /** Gives everything back that the host or the other backends wait for. */
  private leave(): void {
    const { init, control, memory, lock } = this
    control.setAlive(init.slot, false)
    control.setMemoryTop(init.slot, memory.address('__heap_base'))
    if (lock.held) {
      this.store.closeAll()
      lock.release()
    }
  }
}
