/** One interpreter in its worker: starts CPython, puts our modules in, and runs cells one after the other. */
import { Bell } from '../../postgres/client/bell.ts'
import { Ring } from '../../postgres/client/ring.ts'
import { KernelError, type PythonCell, type PythonResult } from '../kernel.ts'
import type { HostMessage, KernelInit } from '../shared/messages.ts'
import { StopSign } from '../shared/stop-sign.ts'
import { Output } from './output.ts'
import type { Place } from './place.ts'
import { startPython } from './start.ts'
import { Waits } from './waits.ts'

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
  run(source: string, count: number): string | PromiseLike<string>
  stop_awaiting(): void
}

class Kernel {
  private readonly bell: Bell
  private readonly stop: StopSign
  private readonly output: Output
  private readonly waits: Waits
  private python: PythonSide | null = null

  constructor(
    init: KernelInit,
    private readonly place: Place,
  ) {
    this.bell = new Bell(init.bell)
    this.stop = new StopSign(init.stop)
    this.output = new Output(new Ring(init.output), this.bell, () => place.post({ type: 'output' }))
    this.waits = new Waits(this.bell, this.stop, new Ring(init.typed))
  }

  async start(): Promise<void> {
    const pyodide = await startPython(this.place)
    pyodide.registerJsModule('_kernel_host', this.hostModule())
    this.python = pyodide.pyimport('_kernel') as PythonSide
    pyodide.setInterruptBuffer(this.stop.interrupt)
  }

  take(message: HostMessage): void {
    if (message.type === 'run') void this.run(message.run, message.cell)
    else if (this.stop.take()) this.python?.stop_awaiting()
  }

  private async run(run: number, { source, count }: PythonCell): Promise<void> {
    const { place, stop, output, python } = this
    if (python === null) return
    output.begin()
    stop.begin(run)
    try {
      const result = JSON.parse(await python.run(source, count)) as PythonResult
      output.end()
      place.post({ type: 'result', run, result })
    } catch (error) {
      // Exceptions of Python's end in Python: this is the interpreter's end.
      place.post({ type: 'ended', message: crashWords(error) })
    }
  }

  /** The module `_kernel_host`. */
  private hostModule() {
    const { output, waits, place } = this
    return {
      print: (stream: 'stdout' | 'stderr', text: string) => output.print(stream, text),
      event: (json: string) => output.event(JSON.parse(json)),
      /** Whether Stop came. */
      sleep: (milliseconds: number) => waits.sleep(milliseconds),
      ask: (prompt: string, hidden: boolean) =>
        waits.line(() => output.event({ type: 'input-wanted', prompt, hidden })),
      /** os._exit: nothing in Python goes on. */
      exit: (status: number) => {
        place.post({ type: 'ended', message: `Python has ended itself (os._exit(${status})).` })
        for (;;) this.bell.sleep(this.bell.count)
      },
    }
  }
}

function crashWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (/call stack|recursion/i.test(text))
    return 'Python has crashed: its stack is full. Functions called each other too deeply, or something is nested too deeply.'
  return `Python has crashed: ${text.split('\n')[0]}`
}
