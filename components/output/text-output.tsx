'use client'
/** Text of COPY, a plan, a backslash command, or of Python. A long text keeps its first and last lines until all is asked for. */
import { useState } from 'react'
import { Button } from '../primitives/button.tsx'
import { classes } from '../primitives/classes.ts'
import { Scroller } from '../primitives/scroller.tsx'

/** Lines; a longer text is cut in the middle. */
const most = 200
const kept = 40

export interface TextOutputProps {
  text: string
  label: string
  /**
   * Long lines wrap; a cell may print many such texts, so none is a landmark. Plans and tables, which stand on their
   * columns, never do.
   */
  wrap?: boolean
}

/** Preformatted. */
export function TextOutput({ text, label, wrap = false }: TextOutputProps) {
  const [whole, setWhole] = useState(false)
  const lines = text.replace(/\n$/, '').split('\n')
  if (whole || lines.length <= most) return <Lines label={label} lines={lines} wrap={wrap} />
  const hidden = lines.length - 2 * kept
  return (
    <div className="grid gap-2">
      <Lines label={`${label}, first lines`} lines={lines.slice(0, kept)} wrap={wrap} />
      <p>
        <Button size="small" onClick={() => setWhole(true)}>
          Show {hidden.toLocaleString('en')} more lines
        </Button>
      </p>
      <Lines label={`${label}, last lines`} lines={lines.slice(-kept)} wrap={wrap} />
    </div>
  )
}

function Lines({ label, lines, wrap }: { label: string; lines: readonly string[]; wrap: boolean }) {
  const long = !wrap || isLong(lines)
  return (
    <Scroller
      label={label}
      {...(wrap ? { role: 'group' } : {})}
      {...(long ? {} : { tabIndex: -1 })}
      className="edge-shadows max-h-144 overflow-y-auto"
    >
      <pre className={classes('text-code', wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'w-max')}>
        <samp>{lines.join('\n')}</samp>
      </pre>
    </Scroller>
  )
}

/** Whether it may be higher than its box: then Tab must reach it, so that keys can scroll it. */
function isLong(lines: readonly string[]): boolean {
  return lines.length > 16 || lines.some((line) => line.length > 1000)
}
