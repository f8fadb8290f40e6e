/** One thing that a Python cell has printed. Loaded when the first one does. */
import type { PythonOutput } from '../../../lib/python/kernel.ts'
import { Aside } from '../../primitives/message.tsx'
import type { Calm } from '../output-list.tsx'
import { DisplayOutput } from './display-output.tsx'
import { StreamOutput } from './stream-output.tsx'
import { TracebackOutput } from './traceback-output.tsx'

export interface PythonOutputViewProps {
  output: PythonOutput
  calm: Calm | null
}

export function PythonOutputView({ output, calm }: PythonOutputViewProps) {
  switch (output.kind) {
    case 'stream':
      return <StreamOutput output={output} />
    case 'display':
      return <DisplayOutput output={output} />
    case 'traceback':
      return <TracebackOutput output={output} calm={calm} />
    case 'remark':
      return <Aside>{output.text}</Aside>
    default:
      return output satisfies never
  }
}
