'use client'
/** That the panel shows the past, said in words, and the way back to now. */
import { History } from 'lucide-react'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { useCursor, usePanel } from './panel-context.tsx'

/** Nothing while it shows what is so now. */
export function PastLine() {
  const { cursor } = usePanel()
  const { at } = useCursor()
  if (at === null) return null
  return (
    <div
      data-past
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-accent border-y bg-accent-soft px-5 py-1.5"
    >
      <Icon of={History} size={16} className="text-accent" />
      <p className="min-w-0 flex-[1_1_10rem] text-small">
        <b className="font-semibold">Past:</b> as it was after #{at}.
      </p>
      <Button size="small" aria-keyshortcuts="Escape" onClick={() => cursor.toNow()}>
        Back to now
      </Button>
    </div>
  )
}
