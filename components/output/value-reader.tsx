'use client'
/** The whole of a long value, below the table that shows its beginning. */
import { X } from 'lucide-react'
import { Button } from '../primitives/button.tsx'
import { CopyButton } from '../primitives/copy-button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { Scroller } from '../primitives/scroller.tsx'

export interface OpenValue {
  value: string
  column: string
  /** From 1. */
  row: number
}

/** Text with its own scroller: a value may have a million characters. */
export function ValueReader({ open, onClose }: { open: OpenValue; onClose: () => void }) {
  const name = `${open.column}, row ${open.row.toLocaleString('en')}`
  return (
    <section
      aria-label={`Whole value of ${name}`}
      className="rounded-control border border-line bg-sunken text-ink"
    >
      <header className="flex items-center gap-2 ps-3 pe-1 text-ink-2 text-small">
        <span className="min-w-0 flex-1 truncate">
          <b className="font-semibold">{name}</b>, {open.value.length.toLocaleString('en')} characters
        </span>
        <CopyButton text={open.value} what="value" />
        <Button look="quiet" size="icon" aria-label={`Close the value of ${name}`} onClick={onClose}>
          <Icon of={X} />
        </Button>
      </header>
      <Scroller label={`Text of ${name}`} className="max-h-80 overflow-auto px-3 pb-3">
        <pre className="whitespace-pre-wrap text-code [overflow-wrap:anywhere]">{open.value}</pre>
      </Scroller>
    </section>
  )
}
