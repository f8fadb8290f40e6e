/** What `\d+` says below the columns of a view. */
import type { Ask } from '../commands/command.ts'
import type { RelationFacts } from './relation-facts.ts'
import { readRules } from './rule-footers.ts'

export async function viewFooters(facts: RelationFacts, ask: Ask): Promise<string[]> {
  if (facts.kind !== 'v' && facts.kind !== 'm') return []
  const { rows } = await ask(`SELECT pg_catalog.pg_get_viewdef(${facts.oid}::pg_catalog.oid, true)`)
  const rules = facts.hasRules ? await readRules(facts, ask) : []
  return [
    'View definition:',
    rows[0]?.[0] ?? '',
    ...(rules.length > 0 ? ['Rules:', ...rules.map(({ text }) => ` ${text}`)] : []),
  ]
}
