'use client'
/** Copies a text, and says on the button itself that it has, or that the browser refused. */
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

const words = { ready: 'Copy', copied: 'Copied', refused: 'Could not copy' }

/** `what` completes the name: "Copy value". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<keyof typeof words>('ready')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  return (
    <Button look="quiet" size="small" onClick={copy} onBlur={() => setState('ready')}>
      <Icon of={Copy} />
      {words[state]}
      <span className="sr-only"> {what}</span>
    </Button>
  )
}
