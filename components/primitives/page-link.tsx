/**
 * A link to another page of this site. A plain one: a page is left with all it holds, so that a lesson's PostgreSQL
 * and its memory are gone, and no page carries a router's code or fetches what was not asked for.
 */
import type { ComponentProps } from 'react'

/** `to` begins and ends with a slash: `/lessons/first-table/`. */
export function PageLink({ to, ...rest }: { to: string } & Omit<ComponentProps<'a'>, 'href'>) {
  return <a href={`${process.env.BASE_PATH ?? ''}${to}`} {...rest} />
}
