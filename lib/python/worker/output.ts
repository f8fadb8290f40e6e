/** The interpreter's end of what its cells put out: in order, at once, and not without end. */
import type { Bell } from '../../postgres/client/bell.ts'
import type { Ring } from '../../postgres/client/ring.ts'
import type { PythonEvent } from '../kernel.ts'
import { encodeFrame, type FrameKind, frameKind } from '../shared/output-frames.ts'

/** UTF-16 units that one cell may print. */
const MOST_TEXT = 1_000_000

export class Output {
  /** Units printed by the cell that runs, and those that were left out. */
  private printed = 0
  private leftOut = 0

  constructor(
    private readonly ring: Ring,
    private readonly bell: Bell,
    private readonly tell: () => void,
  ) {}

  /** A cell begins. */
  begin(): void {
    this.printed = 0
    this.leftOut = 0
  }

  /** The cell is over: says how much of its text was left out. */
  end(): void {
    if (this.leftOut === 0) return
    const text = `This cell printed ${count(this.printed + this.leftOut)} characters; only the first ${count(this.printed)} are shown.`
    this.event({ type: 'output', output: { kind: 'remark', text } })
  }

  print(stream: 'stdout' | 'stderr', text: string): void {
    const part = text.slice(0, MOST_TEXT - this.printed)
    this.printed += part.length
    this.leftOut += text.length - part.length
    if (part !== '') this.send(frameKind[stream], part)
  }

  event(event: PythonEvent): void {
    this.send(frameKind.event, JSON.stringify(event))
  }

  /** Sleeps while the ring is full. A frame that has begun is written to its end, or nothing behind it could be read. */
  private send(kind: FrameKind, text: string): void {
    let rest = encodeFrame(kind, text)
    for (;;) {
      const heard = this.bell.count
      rest = rest.subarray(this.ring.write(rest))
      if (this.ring.tell()) this.tell()
      if (rest.length === 0) return
      this.bell.sleep(heard)
    }
  }
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
