'use client'
/** What was created, altered and dropped: tables, columns, indexes, roles, databases. */
import type { ObjectEntry } from '../../../lib/transactions/views/changes-view.ts'
import { fateLooks } from '../fate-look.ts'
import { ChangeBlock } from './change-block.tsx'

export function ObjectChanges({ objects }: { objects: readonly ObjectEntry[] }) {
  if (objects.length === 0) return null
  return (
    <section aria-label="Changes of the catalogue">
      <h3 className="font-semibold text-ink-2 text-small">Tables, columns and other objects</h3>
      <ul className="mt-2 grid gap-2">
        {objects.map((object) => (
          <li key={object.change} className="min-w-0">
            <ObjectBlock object={object} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ObjectBlock({ object }: { object: ObjectEntry }) {
  const { fate, kind, title } = object
  return (
    <ChangeBlock entry={object} what={kind}>
      <p className="font-mono [overflow-wrap:anywhere]">
        {fate === 'rolled back' ? <s className={fateLooks[fate].text}>{title}</s> : title}
      </p>
    </ChangeBlock>
  )
}
