/**
 * What the host answers to PostgreSQL's patched calls: its own pid, signals to others, sleeping with the run lock given
 * up, and letting others run at the safe point in ProcessInterrupts.
 */
import { INTERRUPTS_MARK, KILL_MARK } from '../patch/patch.ts'
import type { ImportedFunctions } from './emscripten.ts'
import type { Memory } from './memory.ts'
import type { RunLock } from './run-lock.ts'
import type { Signals } from './signals.ts'

export interface ImportHooks {
  pid: number
  memory: Memory
  lock: RunLock
  signals: Signals
  /** Sleeps until the mailbox has something or `milliseconds` have passed; the run lock is not held. */
  sleep: (milliseconds: number) => void
  /** False while booting: the run lock must stay. */
  isServing: () => boolean
  /** The interval timer was set: milliseconds until it fires, or null. */
  timerSet: (milliseconds: number | null) => void
}

/** Replaces the calls in `env` that the patch has redirected. */
export function hookImports(env: ImportedFunctions, hooks: ImportHooks): void {
  const { memory, lock, signals } = hooks
  const grow = imported(env, 'emscripten_resize_heap')
  const wait = (timeout: number) => {
    // Nothing is flushed: PostgreSQL sends notices itself, and keeps results until the Query ends. Clients rely on both.
    const now = performance.now()
    const until = Math.min(timeout < 0 ? Number.POSITIVE_INFINITY : now + timeout, signals.timer)
    lock.release()
    hooks.sleep(Math.max(0, until - performance.now()))
    lock.acquire()
    signals.deliver()
  }
  env.__syscall_getegid32 = () => hooks.pid
  env.__syscall_poll = (first = 0, second = 0, third = 0) => {
    if (third === KILL_MARK) return signals.kill(first, second)
    wait(third)
    return 0
  }
  env.emscripten_resize_heap = (size = 0) => {
    if (size === INTERRUPTS_MARK) {
      Atomics.store(memory.words, memory.address('InterruptPending') >> 2, 0)
      lock.parkIfDead()
      if (hooks.isServing()) {
        lock.yield()
        signals.deliver()
      }
      return 0
    }
    // A real request for memory is always larger than what there is; a time-out in milliseconds never is.
    if (size > INTERRUPTS_MARK && size < memory.bytes.length) {
      wait(size)
      return 0
    }
    return grow(size)
  }
  env._setitimer_js = (_which = 0, milliseconds = 0) => {
    signals.timer = milliseconds > 0 ? performance.now() + milliseconds : Number.POSITIVE_INFINITY
    hooks.timerSet(milliseconds > 0 ? milliseconds : null)
    return 0
  }
}

/** An import that must be there. */
export function imported(env: ImportedFunctions, name: string): (...args: number[]) => number {
  const found = env[name]
  if (!found)
    throw new TypeError(`pglite.wasm does not import "${name}"; use the version that package.json pins`)
  return found
}
