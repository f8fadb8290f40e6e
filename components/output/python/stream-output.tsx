/** What was printed: stdout as it stands, stderr behind a rule and a word, so that the two are told apart without colour. */
import { terminalText } from '../../../lib/notebook/terminal-text.ts'
import type { PythonOutput } from '../../../lib/python/kernel.ts'
import { TextOutput } from '../text-output.tsx'

export function StreamOutput({ output }: { output: Extract<PythonOutput, { kind: 'stream' }> }) {
  const text = terminalText(output.text)
  if (text === '') return null
  if (output.name === 'stdout') return <TextOutput label="Printed" text={text} wrap />
  return (
    <div className="border-line-strong border-s-2 ps-3 text-ink-2">
      <p className="text-ink-3 text-small">stderr</p>
      <TextOutput label="Printed to stderr" text={text} wrap />
    </div>
  )
}
