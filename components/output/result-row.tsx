/** Head and rows of a result, the same whether all rows are in the page or only those in sight. */
import type { ComponentProps } from 'react'
import type { Column, Value } from '../../lib/postgres/client/outcome.ts'
import { classes } from '../primitives/classes.ts'
import { ColumnHead, DataCell } from '../primitives/table.tsx'
import { type ColumnLook, fractionDigits } from './column-look.ts'
import { ResultValue } from './result-value.tsx'

/** Called with a value that has been shortened, and where it stands; rows count from 1. */
export type OpenListener = (value: string, column: Column, row: number) => void

/** Names over types. */
export function ResultHead({ looks, ...rest }: { looks: readonly ColumnLook[] } & ComponentProps<'tr'>) {
  return (
    <tr {...rest}>
      {looks.map(({ index, column, numeric }) => (
        <ColumnHead key={index} name={column.name} type={column.typeName} numeric={numeric} />
      ))}
    </tr>
  )
}

export interface ResultRowProps extends ComponentProps<'tr'> {
  looks: readonly ColumnLook[]
  values: readonly Value[]
  /** From 1. */
  number: number
  /** Every row has one line, and every column its measured width: what does not fit is shortened. */
  oneLine?: boolean
  onOpen: OpenListener
}

/** One row. */
export function ResultRow({ looks, values, number, oneLine = false, onOpen, ...rest }: ResultRowProps) {
  return (
    <tr className="group/row" {...rest}>
      {looks.map(({ index, column, numeric, fraction, width }) => {
        const value = values[index] ?? null
        return (
          <DataCell
            key={index}
            numeric={numeric}
            className={classes('whitespace-pre', oneLine && 'overflow-hidden')}
          >
            <ResultValue
              value={value}
              pad={numeric ? fraction - fractionDigits(value) : 0}
              {...(oneLine ? { oneLine, limit: width } : {})}
              onOpen={(whole) => onOpen(whole, column, number)}
            />
          </DataCell>
        )
      })}
    </tr>
  )
}
