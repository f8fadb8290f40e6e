/** What `\d` says of row-level security. */
import type { Ask } from '../commands/command.ts'
import { section, suffixes } from './footer-section.ts'
import { isTrue, type RelationFacts } from './relation-facts.ts'

export async function policyFooters(facts: RelationFacts, ask: Ask): Promise<string[]> {
  const lines = await policyLines(facts, ask)
  const { rowSecurity, forcedRowSecurity } = facts
  if (!rowSecurity) return section('Policies (row security disabled):', lines)
  if (lines.length === 0) {
    return [`Policies (${forcedRowSecurity ? 'forced row security' : 'row security'} enabled): (none)`]
  }
  return section(forcedRowSecurity ? 'Policies (forced row security enabled):' : 'Policies:', lines)
}

async function policyLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT pol.polname, NOT pol.polpermissive,
      CASE pol.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
      CASE WHEN pol.polroles <> '{0}' THEN (
        SELECT pg_catalog.string_agg(role.rolname, ',' ORDER BY role.rolname)
        FROM pg_catalog.pg_roles role
        WHERE role.oid = ANY (pol.polroles)
      ) END,
      pg_catalog.pg_get_expr(pol.polqual, pol.polrelid),
      pg_catalog.pg_get_expr(pol.polwithcheck, pol.polrelid)
    FROM pg_catalog.pg_policy pol
    WHERE pol.polrelid = ${oid}
    ORDER BY pol.polname`)
  return rows.map(([name, restrictive, command, roles, using, check]) => {
    const head = `POLICY "${name}"${suffixes(
      [isTrue(restrictive), 'AS RESTRICTIVE'],
      [Boolean(command), `FOR ${command}`],
    )}`
    const clauses = [
      ...(roles ? [`TO ${roles}`] : []),
      ...(using ? [`USING (${using})`] : []),
      ...(check ? [`WITH CHECK (${check})`] : []),
    ]
    return [head, ...clauses.map((clause) => `      ${clause}`)].join('\n')
  })
}
