/** The page's end of what cells put out. It reads in its own time, so that ten thousand prints are few events. */
import type { Bell } from '../../postgres/client/bell.ts'
import type { Ring } from '../../postgres/client/ring.ts'
import type { PythonEvent } from '../kernel.ts'
import { FrameReader, frameKind } from '../shared/output-frames.ts'

/** Milliseconds between two looks: a page is drawn no faster. */
const LATER = 16

export class OutputReader {
  private readonly frames = new FrameReader()
  private timer: ReturnType<typeof setTimeout> | undefined
  /** The stream to which the last output belongs; null: to none. */
  private stream: 'stdout' | 'stderr' | null = null
  /** Text of that stream of which nobody was told, and whether its output is there to be added to. */
  private text = ''
  private isTold = false

  constructor(
    private readonly ring: Ring,
    private readonly bell: Bell,
    private readonly tell: (event: PythonEvent) => void,
  ) {}

  /** There is something to read. The interpreter says so once, until we have looked. */
  expect(): void {
    this.timer ??= setTimeout(() => this.read(), LATER)
  }

  /** Tells of all that is there. */
  read(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.ring.look()
    const bytes = new Uint8Array(this.ring.available)
    this.ring.read(bytes)
    if (this.ring.takeStalled()) this.bell.ring()
    for (const { kind, text } of this.frames.push(bytes)) this.take(kind, text)
    this.tellText()
  }

  /** What comes now belongs to another cell. */
  beginAnew(): void {
    this.stream = null
  }

  private take(kind: number, text: string): void {
    if (kind === frameKind.event) {
      this.tellText()
      this.stream = null
      this.tell(JSON.parse(text))
      return
    }
    const stream = kind === frameKind.stdout ? 'stdout' : 'stderr'
    if (stream !== this.stream) {
      this.tellText()
      this.stream = stream
      this.isTold = false
    }
    this.text += text
  }

  private tellText(): void {
    const { stream, text } = this
    if (stream === null || text === '') return
    this.text = ''
    if (this.isTold) this.tell({ type: 'more', text })
    else this.tell({ type: 'output', output: { kind: 'stream', name: stream, text } })
    this.isTold = true
  }
}
