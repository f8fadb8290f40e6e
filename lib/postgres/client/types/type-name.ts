/**
 * Names of column types in PostgreSQL's short words (int4, timestamptz), with their modifiers.
 * Modifiers are what format_type() makes of pg_attribute.atttypmod.
 */
import { builtInTypes } from './built-in-types.ts'

/** For example `numeric(8,2)`, `varchar(20)[]`, or `type 16401` while a type's name is neither built in nor in `known`. */
export function typeName(oid: number, modifier: number, known?: ReadonlyMap<number, string>): string {
  const name = builtInTypes.get(oid) ?? known?.get(oid)
  if (name === undefined) return `type ${oid}`
  if (modifier < 0) return name
  const element = name.endsWith('[]') ? name.slice(0, -2) : name
  return element + modifierText(element, modifier) + name.slice(element.length)
}

/** Values in front of their length in bytes: the modifiers of these types count that header, too. */
const headerSize = 4

function modifierText(element: string, modifier: number): string {
  switch (element) {
    case 'bpchar':
    case 'varchar':
      return `(${modifier - headerSize})`
    case 'bit':
    case 'varbit':
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
      return `(${modifier})`
    case 'numeric':
      return numericModifier(modifier - headerSize)
    case 'interval':
      return intervalModifier(modifier)
    default:
      return ''
  }
}

/** The scale is a signed number of 11 bits: numeric(3,-2) rounds to hundreds. */
function numericModifier(modifier: number): string {
  const precision = (modifier >> 16) & 0xffff
  const scale = ((modifier & 0x7ff) ^ 1024) - 1024
  return `(${precision},${scale})`
}

/** Fields of an interval as bits of its modifier, in PostgreSQL's own numbering. */
const intervalFields: Record<number, string> = {
  [bits(2)]: 'year',
  [bits(1)]: 'month',
  [bits(3)]: 'day',
  [bits(10)]: 'hour',
  [bits(11)]: 'minute',
  [bits(12)]: 'second',
  [bits(2, 1)]: 'year to month',
  [bits(3, 10)]: 'day to hour',
  [bits(3, 10, 11)]: 'day to minute',
  [bits(3, 10, 11, 12)]: 'day to second',
  [bits(10, 11)]: 'hour to minute',
  [bits(10, 11, 12)]: 'hour to second',
  [bits(11, 12)]: 'minute to second',
}
const fullPrecision = 0xffff

function intervalModifier(modifier: number): string {
  const fields = intervalFields[(modifier >> 16) & 0x7fff]
  const precision = modifier & 0xffff
  return (fields === undefined ? '' : ` ${fields}`) + (precision === fullPrecision ? '' : `(${precision})`)
}

function bits(...positions: number[]): number {
  return positions.reduce((sum, position) => sum | (1 << position), 0)
}
