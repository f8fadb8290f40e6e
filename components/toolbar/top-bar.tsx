/** The bar at the top of every page: where one is, and what can be done. */

import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../primitives/icon.tsx'
import { PageLink } from '../primitives/page-link.tsx'

export interface TopBarProps {
  /** From the catalogue to this page; the last is where one is. */
  crumbs: readonly string[]
  /** Tools of this page. */
  children?: ReactNode
  /** What must be seen from anywhere: it floats below the bar, so that the text does not jump. */
  below?: ReactNode
}

/** Stays in sight. On a narrow page the way back is an arrow. */
export function TopBar({ crumbs, children, below }: TopBarProps) {
  const [here, ...above] = [...crumbs].reverse()
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-ground print:static print:border-0">
      <div className="mx-auto flex min-h-14 max-w-page items-center gap-4 px-10 text-ui max-lg:px-6 max-sm:px-4">
        <nav aria-label="Where you are" className="min-w-0 flex-1">
          <ol className="flex min-w-0 items-center gap-2">
            {above.reverse().map((crumb, depth) => (
              <Crumb key={crumb} first={depth === 0}>
                {crumb}
              </Crumb>
            ))}
            <li aria-current="page" className="truncate font-semibold text-ink">
              {here}
            </li>
          </ol>
        </nav>
        {children}
      </div>
      {below}
    </header>
  )
}

/** All steps lead to the catalogue: parts have no page of their own. */
function Crumb({ first, children }: { first: boolean; children: string }) {
  return (
    <>
      {first && (
        <li className="lg:hidden">
          <PageLink
            to="/"
            aria-label="All lessons"
            className="-ms-2 grid size-(--target) place-items-center text-ink-2"
          >
            <Icon of={ChevronLeft} size={18} />
          </PageLink>
        </li>
      )}
      <li className="whitespace-nowrap text-ink-3 after:ms-2 after:content-['/'] max-lg:hidden">
        <PageLink to="/" className="text-ink-2 no-underline hover:text-ink hover:underline">
          {children}
        </PageLink>
      </li>
    </>
  )
}
