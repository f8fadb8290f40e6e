/** What each element of a lesson's text looks like. The tree is sanitised: only these and plain inline elements come. */
import { Info, Lightbulb, type LucideIcon, OctagonAlert, ShieldAlert, TriangleAlert } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from '../primitives/classes.ts'
import { Icon } from '../primitives/icon.tsx'

const measure = 'max-w-measure'

export function Heading2({ className, ...rest }: ComponentProps<'h2'>) {
  return <h2 className={classes('mt-14 mb-3 font-semibold text-h2 max-sm:mt-12', className)} {...rest} />
}

export function Heading3(props: ComponentProps<'h3'>) {
  return <h3 className="mt-10 mb-2 font-semibold text-h3" {...props} />
}

export function Heading4(props: ComponentProps<'h4'>) {
  return <h4 className="mt-8 mb-2 font-semibold text-ink-2 text-ui" {...props} />
}

/** A paragraph; the first of a callout is its title, with a sign. */
export function Paragraph(props: ComponentProps<'p'> & { 'data-alert-title'?: unknown }) {
  if (props['data-alert-title'] !== undefined) return <strong className="font-semibold" {...props} />
  return <p className={classes(measure, 'mb-4 text-pretty last:mb-0')} {...props} />
}

export function Link(props: ComponentProps<'a'>) {
  return (
    <a
      className="text-accent underline decoration-1 underline-offset-[0.18em] hover:text-accent-hover hover:decoration-2"
      {...props}
    />
  )
}

/** Code within a line; in a block the block has the ground. */
export function InlineCode({ className, ...rest }: ComponentProps<'code'>) {
  return (
    <code
      className={classes(
        'rounded-s bg-sunken px-[0.32em] py-[0.1em] text-[0.88em] [overflow-wrap:anywhere]',
        className,
      )}
      {...rest}
    />
  )
}

export function Keyboard(props: ComponentProps<'kbd'>) {
  return (
    <kbd
      className="rounded-s border border-line-strong border-b-2 px-[0.35em] text-ink-2 text-micro"
      {...props}
    />
  )
}

export function BulletList({ className, ...rest }: ComponentProps<'ul'>) {
  return (
    <ul
      className={classes(
        measure,
        'mb-4 ps-6 last:mb-0',
        className === 'contains-task-list' ? 'list-none' : 'list-disc marker:text-ink-3',
      )}
      {...rest}
    />
  )
}

export function NumberedList(props: ComponentProps<'ol'>) {
  return <ol className={classes(measure, 'mb-4 list-decimal ps-6 marker:text-ink-3 last:mb-0')} {...props} />
}

export function ListItem(props: ComponentProps<'li'>) {
  return <li className="mb-1.5 ps-1 last:mb-0" {...props} />
}

export function Quotation(props: ComponentProps<'blockquote'>) {
  return <blockquote className="my-5 border-line-strong border-s-2 ps-4 text-ink-2" {...props} />
}

export function Rule(props: ComponentProps<'hr'>) {
  return <hr className="my-10 border-line" {...props} />
}

/** A hint or solution: a plain disclosure, one line until it is opened, as on GitHub. */
export function Disclosure(props: ComponentProps<'details'>) {
  return (
    <details
      className={classes(measure, 'border-line border-y py-0 text-[1rem] leading-normal [&+&]:border-t-0')}
      {...props}
    />
  )
}

export function Summary(props: ComponentProps<'summary'>) {
  return <summary className="cursor-pointer py-2.5 font-medium text-ui" {...props} />
}

export function TextTable(props: ComponentProps<'table'>) {
  return (
    <div className="edge-shadows mb-5 [--under:var(--color-ground)]">
      <table className="border-collapse text-ui" {...props} />
    </div>
  )
}

export function TextTableHead(props: ComponentProps<'th'>) {
  return (
    <th
      className="border-line-strong border-b py-1.5 pe-6 text-start font-semibold text-small last:pe-0"
      {...props}
    />
  )
}

export function TextTableCell(props: ComponentProps<'td'>) {
  return <td className="border-line border-b py-1.5 pe-6 align-top last:pe-0" {...props} />
}

const callouts: Record<string, LucideIcon> = {
  note: Info,
  tip: Lightbulb,
  important: OctagonAlert,
  warning: TriangleAlert,
  caution: ShieldAlert,
}

/** A division, and a callout if it is one: sign, title, text behind a thin rule. No colour: it is no error. */
export function Division({
  'data-alert': kind,
  children,
  ...rest
}: ComponentProps<'div'> & { 'data-alert'?: string }) {
  const sign = kind === undefined ? undefined : callouts[kind]
  if (!sign) return <div {...rest}>{children}</div>
  return (
    <div
      className={classes(
        measure,
        'my-5 grid grid-cols-[18px_minmax(0,1fr)] gap-x-3 border-line-strong border-s-2 ps-4 text-[1rem] leading-relaxed',
      )}
      {...rest}
    >
      <Icon of={sign} size={18} className="mt-1 text-ink-2" />
      <div className="min-w-0">{children}</div>
    </div>
  )
}
