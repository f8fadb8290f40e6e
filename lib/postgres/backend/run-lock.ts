/**
 * The run lock: one backend of a server runs at a time. A ticket lock, so it is fair; who waits longer than a slice asks
 * the holder to give up at its next safe point by setting InterruptPending in the holder's own memory.
 */
import { type Control, word } from './control.ts'
import type { SharedMemory } from './shared-memory.ts'

/** Milliseconds that a holder may keep others waiting before it is asked. */
const SLICE = 5
/** No slot: between two holders. */
export const NOBODY = -1

export class RunLock {
  held = false
  /** Runs while the lock is still held. */
  beforeRelease: () => void = () => {}

  constructor(
    private readonly control: Control,
    private readonly shared: SharedMemory,
    private readonly slot: number,
  ) {}

  /** Takes the lock; brings shared memory up to date unless the backend has none yet. */
  acquire({ copy = true } = {}): void {
    this.waitForTurn()
    this.control.set(word.holder, this.slot)
    this.held = true
    if (copy) this.copy()
  }

  release(): void {
    this.beforeRelease()
    this.control.set(word.lastHolder, this.slot + 1)
    this.held = false
    // Until the next one has woken up nobody runs: nobody is to be asked, or to be taken for the holder.
    this.control.set(word.holder, NOBODY)
    this.passOn()
  }

  /**
   * Looks at shared memory where it is true, in the memory of the slot that `look` is given, while nobody changes it. It is
   * not copied, and who ran last stays who ran last: so it costs others no more than the look itself.
   */
  peek<T>(look: (slot: number) => T): T {
    if (this.held) return look(this.slot)
    this.waitForTurn()
    try {
      return look(this.control.get(word.lastHolder) - 1)
    } finally {
      this.passOn()
    }
  }

  /** Lets those run who wait. */
  yield(): void {
    if (this.control.get(word.ticket) - this.control.get(word.serving) <= 1) return
    this.release()
    this.acquire()
  }

  /** Brings shared memory up to date; only when another backend ran last. */
  copy({ everything = false } = {}): void {
    const last = this.control.get(word.lastHolder)
    if (last && last !== this.slot + 1) this.shared.copyFrom(last - 1, everything)
  }

  /** A worker that was ended may run on for a moment in Chromium: it must not touch anything. */
  parkIfDead(): void {
    while (this.control.get(word.dead)) Atomics.wait(this.control.words, word.dead, 1)
  }

  private waitForTurn(): void {
    const { words } = this.control
    const ticket = Atomics.add(words, word.ticket, 1)
    for (let served = Atomics.load(words, word.serving); served !== ticket; ) {
      if (Atomics.wait(words, word.serving, served, SLICE) === 'timed-out') this.askHolder()
      this.parkIfDead()
      served = Atomics.load(words, word.serving)
    }
    this.parkIfDead()
  }

  private passOn(): void {
    Atomics.add(this.control.words, word.serving, 1)
    Atomics.notify(this.control.words, word.serving)
  }

  private askHolder(): void {
    const holder = this.control.get(word.holder)
    const address = this.control.get(word.interruptPending)
    if (address && holder !== NOBODY && holder !== this.slot && this.control.isAlive(holder))
      this.shared.poke(holder, address, 1)
  }
}
