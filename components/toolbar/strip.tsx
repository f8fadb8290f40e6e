/** A sentence across the page below the bar: what has happened, more about it, what can be done. */
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../primitives/icon.tsx'

export interface StripProps {
  /** Without a full stop. */
  head: string
  children: ReactNode
  actions: ReactNode
}

export function Strip({ head, children, actions }: StripProps) {
  return (
    <div className="border-line-strong border-b bg-raised">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-3 gap-y-1 px-10 py-1.5 text-ui max-lg:px-6 max-sm:px-4">
        <Icon of={CircleAlert} size={16} />
        <span className="min-w-0 flex-[1_1_18rem] [overflow-wrap:anywhere]">
          <b className="font-semibold">{head}.</b> {children}
        </span>
        {actions}
      </div>
    </div>
  )
}
