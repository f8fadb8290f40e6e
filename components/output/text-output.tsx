'use client'
/** Text of COPY, a plan or a backslash command. A long text keeps its first and last lines until all is asked for. */
import { useState } from 'react'
import { Button } from '../primitives/button.tsx'
import { Scroller } from '../primitives/scroller.tsx'

/** Lines; a longer text is cut in the middle. */
const most = 200
const kept = 40

/** Preformatted, never wrapped: plans and tables stand on their columns. */
export function TextOutput({ text, label }: { text: string; label: string }) {
  const [whole, setWhole] = useState(false)
  const lines = text.replace(/\n$/, '').split('\n')
  if (whole || lines.length <= most) return <Lines label={label} lines={lines} />
  const hidden = lines.length - 2 * kept
  return (
    <div className="grid gap-2">
      <Lines label={`${label}, first lines`} lines={lines.slice(0, kept)} />
      <p>
        <Button size="small" onClick={() => setWhole(true)}>
          Show {hidden.toLocaleString('en')} more lines
        </Button>
      </p>
      <Lines label={`${label}, last lines`} lines={lines.slice(-kept)} />
    </div>
  )
}

function Lines({ label, lines }: { label: string; lines: readonly string[] }) {
  return (
    <Scroller label={label} className="edge-shadows max-h-144 overflow-y-auto">
      <pre className="w-max text-code">
        <samp>{lines.join('\n')}</samp>
      </pre>
    </Scroller>
  )
}
