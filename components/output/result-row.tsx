/** Head and rows of a result, the same whether all rows are in the page or only those in sight. */
import type { ComponentProps } from 'react'
import type { Column, Value } from '../../lib/postgres/client/outcome.ts'
import { ColumnHead, DataCell } from '../primitives/table.tsx'
import { type ColumnLook, fractionDigits } from './column-look.ts'
import { type Flow, flows } from './flow.ts'
import { ResultValue } from './result-value.tsx'

/** Called with a value that has been shortened, and where it stands; rows count from 1. */
export type OpenListener = (value: string, column: Column, row: number) => void

interface Columns {
  looks: readonly ColumnLook[]
  flow: Flow
}

/** Names over types. */
export function ResultHead({ looks, flow, ...rest }: Columns & ComponentProps<'tr'>) {
  return (
    <tr {...rest}>
      {looks.map(({ index, column, numeric }) => (
        <ColumnHead
          key={index}
          name={column.name}
          type={flows[flow].described ? '' : column.typeName}
          numeric={numeric}
        />
      ))}
    </tr>
  )
}

export interface ResultRowProps extends Columns, ComponentProps<'tr'> {
  values: readonly Value[]
  /** From 1. */
  number: number
  onOpen: OpenListener
}

/** One row. */
export function ResultRow({ looks, values, number, flow, onOpen, ...rest }: ResultRowProps) {
  const { className, limit, oneLine, described } = flows[flow]
  return (
    <tr className="group/row" {...rest}>
      {looks.map(({ index, column, numeric, fraction, width }) => {
        const value = values[index] ?? null
        return (
          <DataCell key={index} numeric={numeric} className={className}>
            {!(described && (value ?? '') === '') && (
              <ResultValue
                value={value}
                pad={numeric ? fraction - fractionDigits(value) : 0}
                limit={limit ?? width}
                oneLine={oneLine}
                onOpen={(whole) => onOpen(whole, column, number)}
              />
            )}
          </DataCell>
        )
      })}
    </tr>
  )
}
