/** An address that leads nowhere. */

import { buttonClasses } from '../components/primitives/button.tsx'
import { PageLink } from '../components/primitives/page-link.tsx'
import { TopBar } from '../components/toolbar/top-bar.tsx'

export const metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <>
      {/* No theme menu here: this page's scripts are loaded by every other page, too. */}
      <TopBar crumbs={['Lessons', 'No such page']} />
      <main className="mx-auto max-w-page px-10 py-12 max-lg:px-6 max-sm:px-4">
        <h1 className="font-semibold text-title">No such page</h1>
        <p className="mt-3 mb-6 max-w-measure text-ink-2 text-lead">
          The address may have a slip in it, or the lesson has another name now.
        </p>
        <PageLink to="/" className={buttonClasses({ look: 'next' })}>
          All lessons
        </PageLink>
      </main>
    </>
  )
}
