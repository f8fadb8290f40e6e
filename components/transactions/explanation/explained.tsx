'use client'
/** What a mark opens: one sentence of facts, PostgreSQL's own words, the manual's chapter, and a way on. */
import { BookOpen, CircleAlert } from 'lucide-react'
import { explain } from '../../../lib/transactions/views/explain.ts'
import type { Mark } from '../../../lib/transactions/views/view.ts'
import { FieldLines } from '../../output/field-lines.tsx'
import { Icon } from '../../primitives/icon.tsx'
import { Aside, Message } from '../../primitives/message.tsx'
import { useCursor, useJournal } from '../panel-context.tsx'
import { Offers } from './offers.tsx'

export interface ExplainedProps {
  mark: Mark
  /** For aria-controls of what opens it. */
  id: string
}

export function Explained({ mark, id }: ExplainedProps) {
  const { at } = useCursor()
  const found = explain(useJournal(), mark, { at: at ?? undefined })
  return (
    <div id={id} className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2 font-normal text-ink">
      {found === null ? (
        <Aside>This is no longer kept.</Aside>
      ) : (
        <>
          <Aside>{found.sentence}</Aside>
          {found.said && (
            <Message sign={CircleAlert} tone="error">
              <FieldLines fields={found.said} tone="error" />
            </Message>
          )}
          {found.who !== '' && <p className="text-ink-2 text-small">{found.who}</p>}
          <Offers offers={found.offers} />
          <a
            href={found.manual.url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-6 items-center gap-1.5 justify-self-start text-accent text-small underline underline-offset-2 hover:text-accent-hover"
          >
            <Icon of={BookOpen} size={13} />
            PostgreSQL manual, {found.manual.title}
          </a>
        </>
      )}
    </div>
  )
}
