/** Rows of a table by what became of them and by what was done: what is known at once, however many there are. */
import type { ChangeCounts, TableChanges } from '../../../lib/transactions/views/changes-view.ts'
import type { Fate } from '../../../lib/transactions/views/view.ts'
import { Icon } from '../../primitives/icon.tsx'
import { fateLooks } from '../fate-look.ts'

const operations = ['insert', 'update', 'delete'] as const

const fates: readonly { fate: Fate; key: keyof ChangeCounts }[] = [
  { fate: 'pending', key: 'pending' },
  { fate: 'committed', key: 'committed' },
  { fate: 'rolled back', key: 'rolledBack' },
  { fate: 'unknown', key: 'unknown' },
]

export function Counts({ table }: { table: TableChanges }) {
  const shown = fates.filter(({ key }) => table.counts[key] > 0)
  return (
    <table className="mt-1.5 w-full border-separate border-spacing-0 text-small tabular-nums">
      <caption className="sr-only">Rows of {table.title} that were changed</caption>
      <thead>
        <tr className="text-ink-2">
          <th scope="col" className="border-line-strong border-b py-1 text-start font-semibold">
            Rows
          </th>
          {operations.map((operation) => (
            <th
              key={operation}
              scope="col"
              className="border-line-strong border-b py-1 text-end font-semibold"
            >
              {operation}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ fate, key }) => (
          <tr key={fate}>
            <th scope="row" className="border-line border-b py-1 text-start font-normal">
              <span className="flex items-center gap-1.5">
                <Icon of={fateLooks[fate].sign} size={13} />
                {fateLooks[fate].word}
              </span>
            </th>
            {operations.map((operation) => (
              <td key={operation} className="border-line border-b py-1 text-end">
                {table.operations[operation][key].toLocaleString('en')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
