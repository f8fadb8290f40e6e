'use client'
/** Said in the page, never in the console alone: that the learner's work is not kept, why, and what helps. */
import { CircleAlert } from 'lucide-react'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Icon } from '../primitives/icon.tsx'

/** Nothing while it is kept. */
export function StorageNote() {
  const message = useNotebookValue((state) =>
    state.storage.kind === 'memory-only' ? state.storage.message : null,
  )
  if (message === null) return null
  return (
    <p className="flex gap-2 text-ink">
      <Icon of={CircleAlert} size={16} className="mt-0.5" />
      {message}
    </p>
  )
}
