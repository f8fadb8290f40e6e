/** Objects of the catalogue by what they came to be with: one CREATE TABLE makes a table, its indexes, its constraints. Pure. */
import type { ObjectEntry } from '../../../lib/transactions/views/changes-view.ts'

export interface ObjectGroup {
  /** What came first: the table before its indexes. All of the group share its fate and its statement. */
  first: ObjectEntry
  /** In the order in which they were written. */
  objects: readonly ObjectEntry[]
}

/** From the newest first to groups, the newest first. */
export function grouped(objects: readonly ObjectEntry[]): ObjectGroup[] {
  const groups: [ObjectEntry, ...ObjectEntry[]][] = []
  for (const object of objects) {
    const group = groups.at(-1)
    if (group && isTogether(group[0], object)) group.unshift(object)
    else groups.push([object])
  }
  return groups.map((group) => ({ first: group[0], objects: group }))
}

function isTogether(one: ObjectEntry, other: ObjectEntry): boolean {
  return one.statement?.number === other.statement?.number && one.xid === other.xid && one.fate === other.fate
}
