/** What stands under a session's name: the view's heading, without what its name says already. Pure. */
import type { Viewer } from '../../../lib/transactions/views/sight-view.ts'

export function headsOf({ session, heading }: Viewer): string {
  return session === null ? heading.replace(/^committed: /, '') : heading
}
