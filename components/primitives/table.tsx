/** The parts of a result's table: plain HTML tables, so that a screen reader can walk them. */
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { Scroller } from './scroller.tsx'

/** A table wider than the page scrolls, with a shadow at an edge; `label` names it. */
export function TableScroller({ className, ...rest }: ComponentProps<typeof Scroller>) {
  return <Scroller className={classes('edge-shadows', className)} {...rest} />
}

/** A table in the monospaced family. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <table
      className={classes('border-separate border-spacing-0 font-mono text-code leading-ui', className)}
      {...rest}
    />
  )
}

/** Head of a column: name over type, if it has one. */
export function ColumnHead({
  name,
  type,
  numeric = false,
  className,
  ...rest
}: { name: string; type: string; numeric?: boolean } & ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={classes(
        'whitespace-nowrap border-line-strong border-b pe-7 pt-0.5 pb-1.5 align-bottom font-sans font-semibold text-small leading-tight last:pe-0',
        numeric ? 'text-end' : 'text-start',
        className,
      )}
      {...rest}
    >
      <span className="block truncate">{name}</span>
      {type !== '' && (
        <span className="block truncate font-mono font-normal text-ink-3 text-micro">{type}</span>
      )}
    </th>
  )
}

/** A value's cell. */
export function DataCell({
  numeric = false,
  className,
  ...rest
}: { numeric?: boolean } & ComponentProps<'td'>) {
  return (
    <td
      className={classes(
        'border-line border-b py-1.25 pe-7 align-top last:pe-0 group-last/row:border-b-0',
        numeric ? 'text-end tabular-nums' : 'text-start',
        className,
      )}
      {...rest}
    />
  )
}

/** What stands below a result: counts and what can be done, in quiet text. */
export function Foot({ className, ...rest }: ComponentProps<'p'>) {
  return (
    <p
      className={classes('flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-small', className)}
      {...rest}
    />
  )
}
