/** Two words in shared memory by which a page stops the cell that runs, whatever the interpreter is at. */

const word = { interrupt: 0, run: 1 } as const
/** What Pyodide takes for SIGINT. */
const SIGINT = 2

export class StopSign {
  /** Pyodide looks at it while Python runs, and raises what SIGINT raises; our own waits look at it, too. */
  readonly interrupt: Int32Array
  private readonly words: Int32Array

  /** A view on a buffer from `StopSign.allocate`. */
  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer)
    this.interrupt = this.words.subarray(word.interrupt, word.interrupt + 1)
  }

  static allocate(): StopSign {
    return new StopSign(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  }

  /** The page's: stops this run, also when the interpreter has not begun it yet. Runs are numbered from 1. */
  raise(run: number): void {
    Atomics.store(this.words, word.run, run)
    Atomics.store(this.words, word.interrupt, SIGINT)
  }

  /** The interpreter's: this run begins. What was meant for an earlier one is gone; what is meant for it stays. */
  begin(run: number): void {
    Atomics.store(this.words, word.interrupt, 0)
    if (Atomics.load(this.words, word.run) === run) Atomics.store(this.words, word.interrupt, SIGINT)
  }

  /** The interpreter's: takes the sign down. Whether it was up. */
  take(): boolean {
    return Atomics.exchange(this.words, word.interrupt, 0) !== 0
  }

  get isUp(): boolean {
    return Atomics.load(this.words, word.interrupt) !== 0
  }
}
