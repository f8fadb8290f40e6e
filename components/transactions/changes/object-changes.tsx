'use client'
/** What was created, altered and dropped: tables, columns, indexes, roles, databases; each statement's together. */
import type { ObjectEntry } from '../../../lib/transactions/views/changes-view.ts'
import { fateLooks } from '../fate-look.ts'
import { ChangeBlock } from './change-block.tsx'
import { grouped } from './grouped-objects.ts'

export function ObjectChanges({ objects }: { objects: readonly ObjectEntry[] }) {
  if (objects.length === 0) return null
  return (
    <section aria-label="Changes of the catalogue">
      <h3 className="font-semibold text-ink-2 text-small">Tables, columns and other objects</h3>
      <ul className="mt-2 grid gap-2">
        {grouped(objects).map((group) => (
          <li key={group.first.change} className="min-w-0">
            <ChangeBlock
              entry={group.first}
              what={group.objects.length === 1 ? group.first.kind : `${group.objects.length} objects`}
            >
              <ul className="grid gap-0.5 font-mono [overflow-wrap:anywhere]">
                {group.objects.map(({ change, fate, title }) => (
                  <li key={change}>
                    {fate === 'rolled back' ? <s className={fateLooks[fate].text}>{title}</s> : title}
                  </li>
                ))}
              </ul>
            </ChangeBlock>
          </li>
        ))}
      </ul>
    </section>
  )
}
