/** What changes of catalogues' rows mean, in words: one for each thing that a learner would name. */
import type { CatalogueChange } from '../../client/journal.ts'
import type { CatalogueView } from '../catalogue/view.ts'
import { quotedIdentifier } from '../values/identifiers.ts'
import type { ObjectChange } from './change-group.ts'
import { databaseWords, membershipWords, roleWords, schemaWords } from './cluster.ts'
import { columnWords, defaultWords } from './columns.ts'
import { commentWords } from './comments.ts'
import { relationWords, sequenceWords } from './relations.ts'
import { constraintWords, inheritanceWords, policyWords, ruleWords, triggerWords } from './table-parts.ts'
import { enumWords, functionWords, typeWords } from './types-and-functions.ts'
import { actionOf, rowOf, type Words, WordsContext } from './wording.ts'

const silent: Words = () => []

const words: Record<string, Words> = {
  pg_class: relationWords,
  pg_attribute: columnWords,
  pg_attrdef: defaultWords,
  pg_constraint: constraintWords,
  pg_trigger: triggerWords,
  pg_policy: policyWords,
  pg_rewrite: ruleWords,
  pg_inherits: inheritanceWords,
  pg_type: typeWords,
  pg_enum: enumWords,
  pg_proc: functionWords,
  pg_namespace: schemaWords,
  pg_authid: roleWords,
  pg_auth_members: membershipWords,
  pg_database: databaseWords,
  pg_sequence: sequenceWords,
  pg_description: commentWords,
  pg_shdescription: commentWords,
  // Parts of what is told by another catalogue, dependencies, statistics.
  pg_index: silent,
  pg_range: silent,
  pg_depend: silent,
  pg_shdepend: silent,
  pg_init_privs: silent,
  pg_statistic: silent,
  pg_statistic_ext_data: silent,
  pg_partitioned_table: silent,
  pg_foreign_table: silent,
  pg_aggregate: silent,
  pg_amop: silent,
  pg_amproc: silent,
}

/** Catalogues whose rows are things with names; the column of the name. */
const named: Record<string, [kind: string, column: string]> = {
  pg_extension: ['extension', 'extname'],
  pg_event_trigger: ['event trigger', 'evtname'],
  pg_language: ['language', 'lanname'],
  pg_operator: ['operator', 'oprname'],
  pg_opclass: ['operator class', 'opcname'],
  pg_opfamily: ['operator family', 'opfname'],
  pg_collation: ['collation', 'collname'],
  pg_conversion: ['conversion', 'conname'],
  pg_statistic_ext: ['statistics', 'stxname'],
  pg_publication: ['publication', 'pubname'],
  pg_subscription: ['subscription', 'subname'],
  pg_tablespace: ['tablespace', 'spcname'],
  pg_foreign_server: ['foreign server', 'srvname'],
  pg_foreign_data_wrapper: ['foreign data wrapper', 'fdwname'],
  pg_ts_config: ['text search configuration', 'cfgname'],
  pg_ts_dict: ['text search dictionary', 'dictname'],
}

/** `view`: as the transaction sees the catalogue after the changes. */
export function catalogueWords(changes: readonly ObjectChange[], view: CatalogueView): CatalogueChange[] {
  const context = new WordsContext(view, changes)
  const rest = new Set<string>()
  const said = changes.flatMap((change) => {
    const known = words[change.catalogue]
    if (known) return known(change, context)
    const thing = named[change.catalogue]
    if (thing) return [namedThing(change, thing)]
    rest.add(change.catalogue)
    return []
  })
  return [...withoutRepetition(said), ...[...rest].map(changedCatalogue)]
}

function namedThing(change: ObjectChange, [kind, column]: [string, string]): CatalogueChange {
  const row = rowOf(change)
  const name = quotedIdentifier(row.text(column))
  return { action: actionOf(change), kind, name, of: null, oid: row.number('oid'), detail: '' }
}

function changedCatalogue(name: string): CatalogueChange {
  return { action: 'altered', kind: 'catalogue', name, of: null, oid: 0, detail: '' }
}

/** Several rows may speak of one thing: their details are joined. */
function withoutRepetition(said: readonly CatalogueChange[]): CatalogueChange[] {
  const byThing = new Map<string, CatalogueChange>()
  for (const change of said) {
    const key = [change.kind, change.of?.oid, change.oid, change.name].join('/')
    const known = byThing.get(key)
    if (!known) byThing.set(key, change)
    else if (change.detail && known.action !== 'dropped')
      byThing.set(key, {
        ...known,
        detail: known.detail ? `${known.detail}, ${change.detail}` : change.detail,
      })
  }
  return [...byThing.values()]
}
