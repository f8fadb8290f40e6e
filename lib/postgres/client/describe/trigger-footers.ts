/** What `\d` says of a relation's triggers. */
import type { Ask } from '../commands/command.ts'
import { section } from './footer-section.ts'
import { isTrue, type RelationFacts } from './relation-facts.ts'

/** By pg_trigger.tgenabled; disabled ones of the system have a place of their own. */
const headings: [enabled: string, internal: boolean | null, heading: string][] = [
  ['O', null, 'Triggers:'],
  ['D', false, 'Disabled user triggers:'],
  ['D', true, 'Disabled internal triggers:'],
  ['A', null, 'Triggers firing always:'],
  ['R', null, 'Triggers firing on replica only:'],
]

export async function triggerFooters({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT pg_catalog.pg_get_triggerdef(trig.oid, true), trig.tgenabled, trig.tgisinternal, (
        SELECT origin.tgrelid::pg_catalog.regclass
        FROM pg_catalog.pg_partition_ancestors(trig.tgrelid) WITH ORDINALITY ancestor (relid, depth)
        JOIN pg_catalog.pg_trigger origin ON origin.tgrelid = ancestor.relid
        WHERE trig.tgparentid <> 0 AND origin.tgname = trig.tgname AND origin.tgparentid = 0
        ORDER BY ancestor.depth
        LIMIT 1
      )
    FROM pg_catalog.pg_trigger trig
    WHERE trig.tgrelid = ${oid} AND (NOT trig.tgisinternal OR trig.tgenabled = 'D')
    ORDER BY trig.tgname`)
  const triggers = rows.map(([definition, enabled, internal, origin]) => ({
    // Of CREATE [CONSTRAINT] TRIGGER name … what follows is told.
    line: `${definition?.replace(/^.*? TRIGGER /s, '')}${origin ? `, ON TABLE ${origin}` : ''}`,
    enabled,
    internal: isTrue(internal),
  }))
  return headings.flatMap(([enabled, internal, heading]) =>
    section(
      heading,
      triggers
        .filter((trigger) => trigger.enabled === enabled)
        .filter((trigger) => internal === null || trigger.internal === internal)
        .map(({ line }) => line),
    ),
  )
}
