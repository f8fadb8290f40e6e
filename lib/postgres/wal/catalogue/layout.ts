/** The columns of one catalogue, as pg_attribute describes them: no layout of PostgreSQL's is repeated here but its own. */
import { aligned, type Stored } from '../records/tuple.ts'

export interface LayoutColumn extends Stored {
  name: string
}

export class Layout {
  readonly #indexes = new Map<string, number>()
  readonly #fixedOffsets: number[] = []

  constructor(readonly columns: readonly LayoutColumn[]) {
    let offset = 0
    for (const [index, { name, length, align }] of columns.entries()) {
      this.#indexes.set(name, index)
      offset = offset < 0 || length < 0 ? -1 : aligned(offset, align)
      this.#fixedOffsets.push(offset)
      if (offset >= 0) offset += length
    }
  }

  has(name: string): boolean {
    return this.#indexes.has(name)
  }

  index(name: string): number {
    const index = this.#indexes.get(name)
    if (index === undefined) throw new Error(`a catalogue of this server has no column ${name}`)
    return index
  }

  /** Offset of a column within the row's columns; -1 behind the first of variable length. Those before are never NULL. */
  fixedOffset(index: number): number {
    return this.#fixedOffsets[index] ?? -1
  }
}

/** What is needed of pg_attribute to read pg_attribute: catalog/pg_attribute.h of PostgreSQL 18, its first columns. */
export const attributeLayout = new Layout([
  { name: 'attrelid', length: 4, align: 4 },
  { name: 'attname', length: 64, align: 1 },
  { name: 'atttypid', length: 4, align: 4 },
  { name: 'attlen', length: 2, align: 2 },
  { name: 'attnum', length: 2, align: 2 },
  { name: 'atttypmod', length: 4, align: 4 },
  { name: 'attndims', length: 2, align: 2 },
  { name: 'attbyval', length: 1, align: 1 },
  { name: 'attalign', length: 1, align: 1 },
])

const alignments: Record<string, number> = { c: 1, s: 2, i: 4, d: 8 }

/** Bytes of a typalign, attalign. */
export function alignmentOf(letter: string): number {
  return alignments[letter] ?? 1
}
