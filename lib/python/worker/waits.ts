/** Where Python sleeps: on the bell, so that Stop, a typed line and bytes of a server end it, whichever comes first. */
import type { Bell } from '../../postgres/client/bell.ts'
import type { Ring } from '../../postgres/client/ring.ts'
import type { StopSign } from '../shared/stop-sign.ts'
import { TypedLines } from '../shared/typed-lines.ts'

export class Waits {
  private readonly lines: TypedLines

  constructor(
    private readonly bell: Bell,
    private readonly stop: StopSign,
    typed: Ring,
  ) {
    this.lines = new TypedLines(typed)
  }

  /**
   * Sleeps until `look` gives something other than undefined, Stop comes ('stopped'), or the time is over (undefined).
   * A Stop that is told here is told nowhere else.
   */
  until<T>(look: () => T | undefined, milliseconds = Number.POSITIVE_INFINITY): T | 'stopped' | undefined {
    const end = performance.now() + milliseconds
    for (;;) {
      const heard = this.bell.count
      if (this.stop.take()) return 'stopped'
      const found = look()
      if (found !== undefined) return found
      const left = end - performance.now()
      if (left <= 0) return undefined
      this.bell.sleep(heard, left)
    }
  }

  /** Whether Stop came before the time was over. */
  sleep(milliseconds: number): boolean {
    return this.until(() => undefined, milliseconds) === 'stopped'
  }

  /** The line that was typed; undefined when Stop came instead. `ask` shows the prompt. */
  line(ask: () => void): string | undefined {
    this.lines.forget()
    ask()
    const found = this.until(() => {
      const line = this.lines.take()
      return line === undefined ? undefined : { line }
    })
    return typeof found === 'object' ? found.line : undefined
  }
}
