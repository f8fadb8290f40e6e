/** A traceback as IPython prints it, the error's name first to be read. One that the lesson expects is calm. */
import { CircleAlert, Info } from 'lucide-react'
import type { PythonOutput } from '../../../lib/python/kernel.ts'
import { Aside, Message, Verbatim } from '../../primitives/message.tsx'
import { Scroller } from '../../primitives/scroller.tsx'
import type { Calm } from '../output-list.tsx'

export interface TracebackOutputProps {
  output: Extract<PythonOutput, { kind: 'traceback' }>
  /** Null: an error that nobody wanted. */
  calm: Calm | null
}

/** The frames keep their columns; the error itself, which may be long, wraps below them. */
export function TracebackOutput({ output, calm }: TracebackOutputProps) {
  const { frames, error } = parts(output)
  return (
    <>
      <Message sign={calm ? Info : CircleAlert} tone={calm ? 'calm' : 'error'}>
        {frames !== '' && (
          <Scroller label="Traceback" role="group" className="edge-shadows mb-1.5 max-h-96 overflow-auto">
            <pre className="w-max text-code text-ink-2">
              <samp>{frames}</samp>
            </pre>
          </Scroller>
        )}
        <Verbatim>
          <NamedError text={error} name={output.name} />
        </Verbatim>
      </Message>
      {calm === 'expected' && <Aside>The lesson expects this error.</Aside>}
    </>
  )
}

/** The name up to its colon in bold, as psql's ERROR is elsewhere. */
function NamedError({ text, name }: { text: string; name: string }) {
  const end = text.indexOf(name)
  if (end < 0 || text.slice(0, end).includes('\n')) return text
  const head = text.slice(0, end + name.length)
  return (
    <>
      <b className="font-semibold">{head}</b>
      {text.slice(head.length)}
    </>
  )
}

/** IPython's last lines name the error, and say what it says; what stands above are the frames. */
function parts({ text, name }: TracebackOutputProps['output']): { frames: string; error: string } {
  const lines = text.replace(/\n+$/, '').split('\n')
  const from = lines.findLastIndex((line) => {
    const head = line.split(':', 1)[0] ?? ''
    return head === name || head.endsWith(`.${name}`)
  })
  const frames = lines.slice(0, Math.max(0, from)).join('\n')
  return { frames: frames.replace(/\n+$/, ''), error: lines.slice(Math.max(0, from)).join('\n') }
}
