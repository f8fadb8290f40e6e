/** Output of any type, as a transaction sees the catalogue: built in, enum, domain, array, range, composite. */
import { alignmentOf } from '../catalogue/layout.ts'
import { FIRST_USER_OID } from '../catalogue/names.ts'
import type { CatalogueView } from '../catalogue/view.ts'
import { withLongHeader } from '../records/datum.ts'
import type { ValueOutput } from '../value-output.ts'
import { arrayOf, type ElementType, vectorOf } from './arrays.ts'
import { builtInOutputs, vectorTypes } from './built-in.ts'
import { type Field, multirangeOf, rangeOf, recordOf } from './composites.ts'
import { relationName, roleName, schemaName } from './identifiers.ts'
import { type Output, viewOf } from './output.ts'
import { typeName } from './type-name.ts'

/** A type's storage and output. */
export interface TypeOutput extends ElementType {
  name: string
  byValue: boolean
}

/** A type may contain itself by way of an array of itself. */
const DEEPEST = 16

export class TypeOutputs {
  readonly #types = new Map<number, TypeOutput>()

  /** Valid while the view is: what has been resolved once stays. */
  constructor(
    private readonly view: CatalogueView,
    private readonly output: ValueOutput,
  ) {}

  of(oid: number, depth = 0): TypeOutput {
    const known = this.#types.get(oid)
    if (known) return known
    const type = this.#resolve(oid, depth)
    if (depth === 0) this.#types.set(oid, type)
    return type
  }

  #resolve(oid: number, depth: number): TypeOutput {
    const name = typeName(this.view, oid)
    const row = this.view.lastRow('pg_type', oid)
    const [length, align, byValue, delimiter] = row
      ? ([
          row.integer('typlen'),
          alignmentOf(row.letter('typalign')),
          row.flag('typbyval'),
          row.letter('typdelim'),
        ] as const)
      : ([-1, 4, false, ','] as const)
    const storage = { name, length, align, byValue, delimiter }
    const known = builtInOutputs.get(oid) ?? this.#registered(oid)
    const output = known ?? (depth > DEEPEST ? null : this.#made(oid, depth)) ?? this.#asked(oid, storage)
    return { ...storage, output }
  }

  #made(oid: number, depth: number): Output | null {
    const row = this.view.lastRow('pg_type', oid)
    if (!row) return null
    const part = (key: string) => this.of(row.number(key), depth + 1)
    switch (row.letter('typtype')) {
      case 'e':
        return this.#enum(oid)
      case 'd':
        return part('typbasetype').output
      case 'r':
      case 'm':
        return this.#range(oid, row.letter('typtype') === 'm', depth)
      case 'c':
        return recordOf(this.#fields(row.number('typrelid'), depth))
      default:
        if (vectorTypes.has(oid)) return vectorOf(part('typelem'))
        return row.letter('typcategory') === 'A' && row.number('typelem') ? arrayOf(part('typelem')) : null
    }
  }

  #enum(oid: number): Output {
    const labels = new Map<number, string>()
    for (const row of this.view.rows('pg_enum', oid)) labels.set(row.number('oid'), row.text('enumlabel'))
    return (value) =>
      labels.get(viewOf(value).getUint32(0, true)) ?? { unknown: '(label of an enum that is not known)' }
  }

  #range(oid: number, isMulti: boolean, depth: number): Output | null {
    const row = this.view.row('pg_range', oid, isMulti ? 'rngmultitypid' : 'rngtypid')
    if (!row) return null
    const bound = this.of(row.number('rngsubtype'), depth + 1)
    return isMulti ? multirangeOf(bound) : rangeOf(bound)
  }

  #fields(relation: number, depth: number): Field[] {
    const fields: Field[] = []
    for (const row of this.view.rows('pg_attribute', relation)) {
      const number = row.integer('attnum')
      if (number < 1) continue
      const isDropped = row.flag('attisdropped')
      fields[number - 1] = {
        length: row.integer('attlen'),
        align: alignmentOf(row.letter('attalign')),
        output: isDropped ? () => '' : this.of(row.number('atttypid'), depth + 1).output,
        isDropped,
      }
    }
    return fields
  }

  /** Numbers that stand for names. What is not there any more prints as its number. */
  #registered(oid: number): Output | null {
    const { view } = this
    const named = (name: (oid: number) => string): Output => {
      return (value) => {
        const number = viewOf(value).getUint32(0, true)
        return number === 0 ? '-' : name(number)
      }
    }
    switch (oid) {
      case 2205:
        return named((number) => relationName(view, number))
      case 2206:
        return named((number) => typeName(view, number))
      case 4089:
        return named((number) => schemaName(view, number))
      case 4096:
        return named((number) => roleName(view, number))
      default:
        return null
    }
  }

  #asked(oid: number, { name, length, byValue }: Omit<TypeOutput, 'output'>): Output {
    if (oid >= FIRST_USER_OID) return () => ({ unknown: `(value of type ${name})` })
    return (value) =>
      this.output.text(oid, length === -1 ? withLongHeader(value) : value, byValue) ?? {
        unknown: `(value of type ${name})`,
      }
  }
}
