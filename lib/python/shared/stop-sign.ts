/**
 * Words in shared memory by which a page stops the cell that runs, whatever the interpreter is at.
 *
 * Pyodide looks at the first one and clears it, in two steps: what is written in between is lost. So that one is only a
 * knock, repeated until the interpreter has counted the press, and a press that was counted is over.
 */

const word = { knock: 0, run: 1, pressed: 2, counted: 3 } as const
/** What Pyodide takes for SIGINT. */
const SIGINT = 2

export class StopSign {
  /** Pyodide's interrupt buffer. */
  readonly knock: Int32Array
  private readonly words: Int32Array

  /** A view on a buffer from `StopSign.allocate`. */
  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer)
    this.knock = this.words.subarray(word.knock, word.knock + 1)
  }

  static allocate(): StopSign {
    return new StopSign(new SharedArrayBuffer(Object.keys(word).length * Int32Array.BYTES_PER_ELEMENT))
  }

  /** The page's: Stop is pressed for this run, which the interpreter need not have begun. Runs are numbered from 1. */
  press(run: number): void {
    Atomics.store(this.words, word.run, run)
    Atomics.add(this.words, word.pressed, 1)
    this.remind()
  }

  /** The page's: knocks once more. */
  remind(): void {
    Atomics.store(this.words, word.knock, SIGINT)
  }

  /** Whether it was pressed and the interpreter has not counted it yet. */
  get isPressed(): boolean {
    return Atomics.load(this.words, word.pressed) !== Atomics.load(this.words, word.counted)
  }

  /** The interpreter's: this run begins. What was meant for an earlier one is over. */
  begin(run: number): void {
    if (Atomics.load(this.words, word.run) !== run) this.take()
  }

  /** The interpreter's: counts what was pressed, once. Whether there was something. */
  take(): boolean {
    const pressed = Atomics.load(this.words, word.pressed)
    return Atomics.exchange(this.words, word.counted, pressed) !== pressed
  }
}
