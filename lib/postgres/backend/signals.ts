/** Signals between backends: bits in mailboxes, delivered by running the handler that PostgreSQL has registered. */
import { CLIENT_BIT, type Control, MAX_SLOTS } from './control.ts'
import type { Memory } from './memory.ts'

export const SIGHUP = 1
export const SIGINT = 2
export const SIGTERM = 15
const ESRCH = 71
/** PostmasterPid in a process that has no postmaster. */
const POSTMASTER = 0
/** Below the C stack's top, where nothing lies. */
const SCRATCH = 256

export class Signals {
  /** performance.now() at which the interval timer fires. */
  timer = Number.POSITIVE_INFINITY

  constructor(
    private readonly control: Control,
    private readonly memory: Memory,
    private readonly slot: number,
    private readonly errnoAddress: number,
  ) {}

  get pending(): boolean {
    return this.control.get(this.control.mailbox(this.slot)) !== 0
  }

  /** Runs the handlers of all signals that wait, and the timer's when its time has come. */
  deliver(): void {
    const pending = this.control.take(this.slot)
    if (pending & CLIENT_BIT) this.setLatch()
    for (let signal = 1; signal < 31; signal++) if (pending & (1 << signal)) this.handle(signal)
    if (performance.now() < this.timer) return
    this.timer = Number.POSITIVE_INFINITY
    this.memory.call('_emscripten_timeout', 0, performance.now())
  }

  /** kill(pid, signal); a negative pid is a process group, which here is one process. */
  kill(pid: number, signal: number): number {
    if (pid === POSTMASTER && signal === SIGHUP) return this.reloadAll()
    // One that is still starting is not to be found by others, but signals to itself: recovery does.
    const isOwn = Math.abs(pid) === this.control.pid(this.slot)
    const slot = isOwn ? this.slot : this.control.slotOf(Math.abs(pid), MAX_SLOTS)
    if (slot < 0) {
      this.memory.words[this.errnoAddress >> 2] = ESRCH
      return -1
    }
    if (signal === 0) return 0
    this.control.post(slot, 1 << signal)
    if (slot === this.slot) this.deliver()
    return 0
  }

  /** As the postmaster does when it is told to read its configuration again: everybody is told. */
  private reloadAll(): number {
    for (let slot = 0; slot < MAX_SLOTS; slot++)
      if (this.control.isAlive(slot)) this.control.post(slot, 1 << SIGHUP)
    this.deliver()
    return 0
  }

  private handle(signal: number): void {
    const old = this.memory.address('__stack_pointer') - SCRATCH
    this.memory.call('sigaction', signal, 0, old)
    const handler = this.memory.words[old >> 2] ?? 0
    // 0 and 1 are SIG_DFL and SIG_IGN.
    if (handler > 1) this.memory.callPointer(handler, signal)
  }

  private setLatch(): void {
    this.memory.words[this.memory.variable('MyLatch') >> 2] = 1
  }
}
