/** How much a fact weighs against the limit of what is kept, in characters. */
import type { JournalRow, Observation, TableShape } from '../client/journal.ts'

/** Of an object, and of a value in it, beside its characters. */
const OBJECT = 100
const VALUE = 20

export function weightOf(fact: Observation): number {
  switch (fact.type) {
    case 'statement-ended':
      return OBJECT + fact.text.length + textsOf(fact.tags) + (fact.error?.message.length ?? 0)
    case 'statement-started':
      return OBJECT + fact.text.length
    case 'rows':
      return fact.rows.reduce(
        (sum, { oldRow, newRow }) => sum + rowWeight(oldRow) + rowWeight(newRow),
        OBJECT + shapeWeight(fact.table),
      )
    case 'rewritten':
      return (fact.rows ?? []).reduce(
        (sum, { row }) => sum + rowWeight(row),
        OBJECT + shapeWeight(fact.table),
      )
    case 'pruned':
      return OBJECT + shapeWeight(fact.table) + fact.places.length * VALUE
    case 'row-locked':
    case 'truncated':
      return OBJECT + shapeWeight(fact.table)
    case 'catalogue':
      return OBJECT + fact.change.name.length + (fact.table ? shapeWeight(fact.table) : 0)
    default:
      return OBJECT
  }
}

function rowWeight(row: JournalRow | null): number {
  let weight = 0
  for (const value of row ?? []) weight += VALUE + (typeof value === 'string' ? value.length : 0)
  return weight
}

function shapeWeight({ columns }: TableShape): number {
  return columns.length * OBJECT
}

function textsOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + VALUE + text.length, 0)
}
