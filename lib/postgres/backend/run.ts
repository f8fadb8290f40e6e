/** One backend in one worker: joins the run lock, the shared memory and the files, boots, serves, and ends. */
import { Ring } from '../client/ring.ts'
import { Store } from '../files/store.ts'
import { type Booted, boot, RefusedError } from './boot.ts'
import { allowSharedMemory } from './compatibility.ts'
import { CLIENT_BIT, Control, word } from './control.ts'
import type { ImportedFunctions } from './emscripten.ts'
import { addEncodingFunctions } from './encoding-functions.ts'
import { hookImports } from './imports.ts'
import { joinCluster } from './join.ts'
import { Memory } from './memory.ts'
import type { BackendInit, BackendReport } from './messages.ts'
import { RunLock } from './run-lock.ts'
import { serve } from './serve.ts'
import { type Allocation, findLayout, layoutToWords } from './shared-layout.ts'
import { SharedMemory } from './shared-memory.ts'
import { Signals } from './signals.ts'

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
  private booted: Booted | null = null
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
  }

  async run(): Promise<void> {
    const { init, control, lock } = this
    allowSharedMemory((name) => this.memory.exports(name) || this.importNames.has(name))
    this.waitForHandOver()
    try {
      this.booted = await boot(init, {
        store: new Store(init.store),
        guard: () => lock.parkIfDead(),
        words: () => this.memory.words,
        log: (line) => this.post({ type: 'log', line }),
        wrap: (env) => this.wrap(env),
        instantiated: (instance) => this.memory.attach(instance),
        beforeStart: () => this.beforeStart(),
      })
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      this.leave()
      this.post({ type: 'refused', code: error.code, message: error.message })
      return
    }
    if (init.keeper) await this.publish(this.booted)
    control.setAlive(init.slot, true)
    this.post({ type: 'ready' })
    this.serve(this.booted)
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
    const used = control.memoryTop(init.slot)
    this.memory.bytes.fill(0, 0, used)
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
      isServing: () => this.booted !== null,
      timerSet: (milliseconds) => this.post({ type: 'timer', milliseconds }),
    })
    addEncodingFunctions(env, memory)
    this.importNames = new Set(Object.keys(env))
    if (!init.keeper) joinCluster(env, memory, init.role, () => lock.copy({ everything: true }))
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

  /** The keeper tells the others where shared memory lies. */
  private async publish({ pglite, mappings }: Booted): Promise<void> {
    const { control, memory } = this
    const { rows } = await pglite.query<Allocation>(
      'SELECT name, off::int AS off, size::int AS size FROM pg_shmem_allocations WHERE off IS NOT NULL',
    )
    control.layout.set(layoutToWords(findLayout(memory, mappings, rows)))
    control.set(word.interruptPending, memory.address('InterruptPending'))
    control.set(word.keeperUp, 1)
  }

  private serve({ module }: Booted): void {
    const { init, control, memory, post, lock } = this
    const rings = {
      requests: new Ring(init.rings.requests),
      answers: new Ring(init.rings.answers),
    }
    // Others may join now; whoever waits gets its turn before we look for our client's first bytes.
    Atomics.notify(control.words, word.keeperUp)
    lock.yield()
    serve({ module, memory, errnoAddress: init.errnoAddress, rings, post })
  }

  /** Gives everything back that the host or the other backends wait for. */
  private leave(): void {
    const { init, control, memory, lock } = this
    control.setAlive(init.slot, false)
    control.setMemoryTop(
      init.slot,
      memory.words[memory.call('emscripten_get_sbrk_ptr') >> 2] ?? memory.bytes.length,
    )
    if (lock.held) lock.release()
  }
}
