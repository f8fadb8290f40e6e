/** What the signs of the timeline mean: those that stand in it. */
import { MoveUp } from 'lucide-react'
import { Icon } from '../../primitives/icon.tsx'
import type { Drawing } from './drawing.ts'
import { legend } from './looks.ts'
import { SignMark } from './sign-mark.tsx'
import type { Sign } from './signs.ts'

export function Legend({ signs, drawing }: { signs: readonly Sign[]; drawing: Drawing }) {
  const kinds = new Set(signs.map(({ kind }) => kind))
  const isOpen = drawing.bands.some(({ look }) => look === 'open')
  const isFailed = drawing.bands.some(({ look }) => look === 'failed')
  const waits = drawing.arrows.length > 0
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-micro [--whose:var(--color-ink-2)]">
      {legend
        .filter(({ kind }) => kinds.has(kind))
        .map(({ kind, words }) => (
          <li key={kind} className="inline-flex items-center gap-1.5">
            <SignMark kind={kind} />
            {words}
          </li>
        ))}
      {isOpen && <li>dashed: not yet decided</li>}
      {isFailed && <li>hatched: failed</li>}
      {waits && (
        <li className="inline-flex items-center gap-1">
          <Icon of={MoveUp} size={13} />
          waits for
        </li>
      )}
    </ul>
  )
}
