/** The one line below a change: who sees it, since when everybody does, or why it was rolled back. Pure. */
import type { Entry } from '../../../lib/transactions/views/changes-view.ts'

/** The mark has said the fate already, so of what is pending only the rest is said. */
export function whyInWords({ fate, sentence }: Pick<Entry, 'fate' | 'sentence'>): string {
  const parts = sentence.split(' · ')
  const said = fate === 'pending' && parts.length > 1 ? parts.slice(1) : parts
  return said.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`).join(' ')
}
