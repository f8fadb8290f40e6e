/** What is said of an exercise. */
import type { Tries } from './exercise-memory.ts'
import type { Verdict } from './use-checks.ts'

/** For the live region: the verdict, then what the author has to say. */
export function verdictInWords(verdict: Verdict, checks: number): string {
  if (verdict.kind !== 'answered') return ''
  const said = verdict.said.filter((sentence) => sentence !== null)
  return [headline(verdict, checks), ...said].join(' ')
}

export function headline({ passed }: Extract<Verdict, { kind: 'answered' }>, checks: number): string {
  if (passed === checks) return checks === 1 ? 'Right.' : `Right: all ${checks} checks pass.`
  return checks === 1 ? 'Not yet.' : `Not yet: ${passed} of ${checks} checks pass.`
}

/** How often, once it is worth a word. */
export function triesInWords({ count }: Tries): string | null {
  return count < 2 ? null : `${count} tries`
}
