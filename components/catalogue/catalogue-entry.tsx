'use client'
import type { WorkKey } from '../../lib/notebook/storage.ts'
import { buttonClasses } from '../primitives/button.tsx'
import { Meter } from '../primitives/meter.tsx'
/** One lesson of the catalogue. */
import { PageLink } from '../primitives/page-link.tsx'

export interface Entry {
  slug: string
  title: string
  summary: string
  minutes: number | null
  /** Under which its cells' work is kept. */
  keys: WorkKey[]
}

export interface CatalogueEntryProps {
  entry: Entry
  /** Cells that the learner has run. */
  run: number
  /** Whether it is the next step: one in the catalogue. */
  next: boolean
}

export function CatalogueEntry({ entry, run, next }: CatalogueEntryProps) {
  const { slug, title, summary, minutes, keys } = entry
  const href = `/lessons/${slug}/`
  const total = keys.length
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_12.25rem_5.75rem] items-center gap-x-8 gap-y-1 border-line border-t py-4 text-ui max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-2.5">
      <div className="max-sm:col-span-full">
        <h3 className="font-semibold text-h3">
          <PageLink to={href} className="text-ink no-underline hover:underline">
            {title}
          </PageLink>
        </h3>
        <p className="max-w-[62ch] text-ink-2">{summary}</p>
      </div>
      <div className="grid gap-1.5 text-ink-2 text-small tabular-nums">
        {run > 0 ? (
          <>
            <span>
              {run} of {cellsInWords(total)}
            </span>
            <Meter part={run / total} />
          </>
        ) : (
          <span>
            {minutes !== null && `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, `}
            {cellsInWords(total)}
          </span>
        )}
      </div>
      <PageLink
        to={href}
        className={`${buttonClasses({ look: next ? 'next' : 'plain' })} justify-self-end`}
        aria-label={`${run > 0 && run < total ? 'Continue' : 'Open'}: ${title}`}
      >
        {run > 0 && run < total ? 'Continue' : 'Open'}
      </PageLink>
    </li>
  )
}

function cellsInWords(count: number): string {
  return `${count} ${count === 1 ? 'cell' : 'cells'}`
}
