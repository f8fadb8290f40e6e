/**
 * Watches whether a backend takes a signal that was sent to it: every backend does within some milliseconds, in its waits
 * and at its safe points, unless it is caught in code that has none. Then it has to be ended.
 */
import { type Control, word } from '../backend/control.ts'

/** Milliseconds after which a backend that computes is given up. */
const PATIENCE = 2000
/** One that waits for the run lock may be late through no fault of its own: it is looked at this often. */
const ROUNDS_WITHOUT_LOCK = 3

export class PatienceWatch {
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly control: Control,
    private readonly slot: number,
    private readonly giveUp: () => void,
  ) {}

  /** A signal was sent. While one is watched, others do not prolong its time. */
  start(): void {
    if (this.timer === undefined) this.watch(this.control.delivered(this.slot), ROUNDS_WITHOUT_LOCK)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private watch(delivered: number, rounds: number): void {
    const { control, slot } = this
    this.timer = setTimeout(() => {
      this.timer = undefined
      const isTaken = control.delivered(slot) !== delivered || control.get(control.mailbox(slot)) === 0
      // One that is still starting looks at its signals when it has started.
      if (isTaken || !control.isAlive(slot)) return
      if (control.get(word.holder) === slot || rounds === 1) this.giveUp()
      else this.watch(delivered, rounds - 1)
    }, PATIENCE)
  }
}
