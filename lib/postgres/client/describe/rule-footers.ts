/** What `\d` says of a relation's rewrite rules. */
import type { Ask } from '../commands/command.ts'
import { section } from './footer-section.ts'
import type { RelationFacts } from './relation-facts.ts'

/** By pg_rewrite.ev_enabled. */
const headings: Record<string, string> = {
  O: 'Rules:',
  D: 'Disabled rules:',
  A: 'Rules firing always:',
  R: 'Rules firing on replica only:',
}

export async function ruleFooters(facts: RelationFacts, ask: Ask): Promise<string[]> {
  const rules = await readRules(facts, ask)
  return Object.entries(headings).flatMap(([enabled, heading]) =>
    section(
      heading,
      rules.filter((rule) => rule.enabled === enabled).map((rule) => rule.text),
    ),
  )
}

/** The rules beside the one that makes a view a view, without the words CREATE RULE. */
export async function readRules(
  { oid }: RelationFacts,
  ask: Ask,
): Promise<{ text: string; enabled: string }[]> {
  const { rows } = await ask(`
    SELECT pg_catalog.rtrim(pg_catalog.pg_get_ruledef(rule.oid, true), ';'), rule.ev_enabled
    FROM pg_catalog.pg_rewrite rule
    WHERE rule.ev_class = ${oid} AND rule.rulename <> '_RETURN'
    ORDER BY rule.rulename`)
  return rows.map(([definition, enabled]) => ({
    text: definition?.replace(/^CREATE RULE /, '') ?? '',
    enabled: enabled ?? '',
  }))
}
