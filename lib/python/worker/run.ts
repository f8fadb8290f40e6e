/** One interpreter in its worker: starts CPython, puts our modules in, and runs cells one after the other. */
import type { PyBuffer } from 'pyodide/ffi'
import { Bell } from '../../postgres/client/bell.ts'
import { Ring } from '../../postgres/client/ring.ts'
import { KernelError, type PythonCell, type PythonResult } from '../kernel.ts'
import type { HostMessage, KernelInit } from '../shared/messages.ts'
import { StopSign } from '../shared/stop-sign.ts'
import { type Line, Lines } from './lines.ts'
import { Output } from './output.ts'
import type { Place } from './place.ts'
import { scanRows } from './scan-rows.ts'
import { startPython } from './start.ts'
import { Waits } from './waits.ts'

/** All that the ring of answers holds. */
const STAGING_BYTES = 1 << 20

/** Settles when cells can run, or never can; everything that happens is posted. Never rejects. */
export async function runKernel(init: KernelInit, place: Place): Promise<void> {
  try {
    const kernel = new Kernel(init, place)
    await kernel.start()
    place.onMessage((message) => kernel.take(message))
    place.post({ type: 'ready' })
  } catch (error) {
    place.post({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
      hint: error instanceof KernelError ? error.hint : 'Reload the page to try again.',
    })
  }
}

/** What _kernel/__init__.py offers. */
interface PythonSide {
  /** Gives a PythonResult as JSON. */
  run(source: string, count: number, cell: string): string | PromiseLike<string>
  stop_awaiting(): void
}

class Kernel {
  private readonly bell: Bell
  private readonly stop: StopSign
  private readonly output: Output
  private readonly waits: Waits
  private readonly lines: Lines
  private python: PythonSide | null = null

  constructor(
    init: KernelInit,
    private readonly place: Place,
  ) {
    this.bell = new Bell(init.bell)
    this.stop = new StopSign(init.stop)
    this.output = new Output(new Ring(init.output), this.bell, () => place.post({ type: 'output' }))
    this.waits = new Waits(this.bell, this.stop, new Ring(init.typed))
    this.lines = new Lines(this.bell, this.waits, (report) => place.post(report))
  }

  async start(): Promise<void> {
    const pyodide = await startPython(this.place, (stream, line) => this.output.print(stream, `${line}\n`))
    pyodide.registerJsModule('_kernel_host', this.hostModule())
    this.python = pyodide.pyimport('_kernel') as PythonSide
    pyodide.setInterruptBuffer(this.stop.interrupt)
  }

  take(message: HostMessage): void {
    switch (message.type) {
      case 'run':
        void this.run(message.run, message.cell)
        return
      case 'stop':
        if (this.stop.take()) this.python?.stop_awaiting()
        return
      case 'doorbells':
        this.lines.setDoorbells(message.doorbells)
        return
    }
  }

  private async run(run: number, { source, count, id }: PythonCell): Promise<void> {
    const { place, stop, output, python } = this
    if (python === null) return
    output.begin()
    stop.begin(run)
    try {
      const result = JSON.parse(await python.run(source, count, id)) as PythonResult
      output.end()
      place.post({ type: 'result', run, result })
    } catch (error) {
      // Exceptions of Python's end in Python: this is the interpreter's end.
      place.post({ type: 'ended', message: crashWords(error) })
    }
  }

  /** The module `_kernel_host`. */
  private hostModule() {
    const { output, waits, lines, stop, place } = this
    return {
      print: (stream: 'stdout' | 'stderr', text: string) => output.print(stream, text),
      event: (json: string) => output.event(JSON.parse(json)),
      /** Whether Stop came; also between two of SQLite's instructions. */
      take_stop: () => stop.take(),
      sleep: (milliseconds: number) => waits.sleep(milliseconds),
      ask: (prompt: string, hidden: boolean) =>
        waits.line(() => output.event({ type: 'input-wanted', prompt, hidden })),
      capacity: STAGING_BYTES,
      stage: (memory: PyBuffer) => lines.stage(memory),
      open: () => lines.open(),
      select: (readers: Line[], writers: Line[], milliseconds: number) =>
        lines.select(readers, writers, milliseconds),
      scan_rows: scanRowsOf,
      connections: (json: string) => place.post({ type: 'connections', connections: JSON.parse(json) }),
      /** os._exit: nothing in Python goes on. */
      exit: (status: number) => {
        place.post({ type: 'ended', message: `Python has ended itself (os._exit(${status})).` })
        for (;;) this.bell.sleep(this.bell.count)
      },
    }
  }
}

/** Rows of a bytes object. */
function scanRowsOf(data: PyBuffer, start: number, width: number) {
  const view = data.getBuffer('u8')
  try {
    return scanRows(view.data as Uint8Array, start, width)
  } finally {
    view.release()
  }
}

function crashWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/call stack|recursion/i.test(text))
    return 'Python has crashed: its stack is full. Functions called each other too deeply, or something is nested too deeply.'
  return `Python has crashed: ${text.split('\n')[0]}`
}
