/** One run of a Python cell in the kernel, told as events: run-started, run-reported as often as it takes, run-ended once. */
import type { PythonEvent, PythonKernel } from '../python/kernel.ts'
import type { NotebookEvent } from './events.ts'
import type { RunRequest } from './model.ts'
import { type PythonPart, pythonPart } from './python-part.ts'
import { ReportBatch, type Schedule } from './report-batch.ts'

export interface PythonRunOptions {
  /** One that is ready. */
  kernel: PythonKernel
  request: RunRequest
  dispatch: (event: NotebookEvent) => void
  /** Hears that the cell's run begins; gives its execution count. */
  starts: (cell: string) => number
  /** Milliseconds since the epoch. */
  now: () => number
  schedule: Schedule
}

/** Settles when the run has ended. */
export async function runPython(options: PythonRunOptions): Promise<void> {
  const { kernel, request, dispatch, starts, now, schedule } = options
  const { cell, ticket, source, part } = request
  const whole = pythonPart(source, part)
  const batch = new ReportBatch(
    (events) => dispatch({ type: 'run-reported', cell, ticket, events }),
    schedule,
  )
  const report = (event: PythonEvent) => {
    batch.add(placed(event, whole))
    // Python stands still until it is answered.
    if (event.type === 'input-wanted') batch.flush()
  }
  dispatch({ type: 'run-started', cell, ticket, at: now(), status: 'I' })
  // The event is worked off by then, whatever else is under way.
  await kernel.ready
  const { outcome, error } = await kernel.run({ id: cell, count: starts(cell), source: whole.text }, report)
  batch.flush()
  const result = { outcome, ...(error === undefined ? {} : { code: error }), status: 'I' } as const
  dispatch({ type: 'run-ended', cell, ticket, at: now(), result })
}

/** With the line that a traceback names, in the whole cell. */
function placed(event: PythonEvent, { inWhole }: PythonPart): PythonEvent {
  if (event.type !== 'output' || event.output.kind !== 'traceback' || !event.output.at) return event
  return { type: 'output', output: { ...event.output, at: inWhole(event.output.at) } }
}
