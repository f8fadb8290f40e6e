/**
 * PostgreSQL's words for the grammar of the editor and of static code: its own keywords (pg_get_keywords() of 18) and
 * types. CodeMirror's dialect has every SQL standard's words, among them id, which is a column's name to everybody.
 * Left out are unreserved words that are names more often than keywords: name, value, data …
 */
import { SQLDialect } from '@codemirror/lang-sql'

const keywords =
  'abort absent absolute access add admin after aggregate all also alter always analyse analyze and any ' +
  'array as asc asensitive assertion assignment asymmetric at atomic attach authorization backward ' +
  'before begin between binary both by call called cascade cascaded case cast characteristics check ' +
  'checkpoint close cluster coalesce collate collation column columns comment commit committed ' +
  'compression concurrently configuration conflict connection constraint constraints continue ' +
  'conversion copy create cross csv cube current current_catalog current_date current_role ' +
  'current_schema current_time current_timestamp current_user cursor cycle database deallocate declare ' +
  'default defaults deferrable deferred definer delete delimiter delimiters depends desc detach disable ' +
  'discard distinct do domain drop each else enable encoding encrypted end enforced enum escape except ' +
  'exclude excluding exclusive execute exists explain extension external extract false fetch filter ' +
  'finalize first following for force foreign forward freeze from full function functions generated ' +
  'global grant granted greatest group grouping groups handler having hold identity if ilike immediate ' +
  'immutable implicit import in include including increment index indexes inherit inherits initially ' +
  'inline inner inout insensitive insert instead intersect into invoker is isnull isolation join ' +
  'json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar ' +
  'json_serialize json_table json_value key keys language large last lateral leading leakproof least ' +
  'left level like limit listen load local localtime localtimestamp lock locked logged match matched ' +
  'materialized maxvalue merge merge_action minvalue move natural nested new next nfc nfd nfkc nfkd no ' +
  'none normalize normalized not nothing notify notnull nowait null nullif nulls of off offset oids old ' +
  'on only operator option options or order ordinality out outer over overlaps overlay overriding owned ' +
  'owner parallel parser partial partition passing placing policy preceding prepare prepared preserve ' +
  'primary privileges procedural procedure procedures publication range read reassign recursive ' +
  'references referencing refresh reindex release rename repeatable replace replica reset restart ' +
  'restrict return returning returns revoke right role rollback rollup routine routines row rows ' +
  'savepoint skip schema schemas scroll search security select sequence sequences serializable session ' +
  'session_user set setof sets share show similar snapshot some sql stable start statement statistics ' +
  'stdin stdout storage stored strict subscription substring symmetric sysid system_user table tables ' +
  'tablesample tablespace temp temporary then to trailing transaction transform treat trigger trim true ' +
  'truncate trusted type types uescape unbounded uncommitted unconditional unencrypted union unique ' +
  'unknown unlisten unlogged until update user using vacuum valid validate validator values variadic ' +
  'verbose view views virtual volatile when where window with within without write xmlattributes ' +
  'xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable ' +
  'zone'

const types =
  'bigint bigserial bit bool boolean box bpchar bytea char character cidr circle date daterange dec ' +
  'decimal double float float4 float8 inet int int2 int4 int4range int8 int8range integer interval json ' +
  'jsonb jsonpath line lseg macaddr macaddr8 money national nchar numeric numrange oid pg_lsn point ' +
  'polygon precision real record regclass regproc regtype serial smallint smallserial text tid time ' +
  'timestamp timestamptz timetz trigger tsquery tsrange tstzrange tsvector uuid varbit varchar varying ' +
  'void xid xid8 xml'

export const postgres = SQLDialect.define({
  charSetCasts: true,
  doubleDollarQuotedStrings: true,
  operatorChars: '+-*/<>=~!@#%^&|`?',
  specialVar: '',
  keywords,
  types,
})
