/** Values in the journal are what PostgreSQL's own output functions print: every type, with random values. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { FactClient } from './support/fact-client.ts'

const ROWS = 80
/** Of setseed(): another one gives other values. */
const SEED = Number(process.env.SEED ?? 0.42)
const integer = (low: string, high: string) => `random(${low}, ${high})`
const words = `(ARRAY['', 'a', 'NULL', 'null', 'x y', 'a,b', '"q"', 'b\\c', '{x}', 'é€😀', E'tab\\there', '(p)', '[r]', E'nl\\n', E'\\u00a0', E'\\v', ' '])[random(1, 17)]`
const instant = `(timestamp '2000-01-01' + random(-180000, 290000) * interval '1 day' + random(0, 86399999999::bigint) * interval '1 microsecond')`
const floats = `(CASE random(0, 9) WHEN 0 THEN 'NaN' WHEN 1 THEN '-Infinity' WHEN 2 THEN '0' WHEN 3 THEN '-0' WHEN 4 THEN '1e23' WHEN 5 THEN '5e-324' ELSE ((random() - 0.5) * power(10, random(-40, 40)))::text END)::float8`
const numerics = `(CASE random(0, 9) WHEN 0 THEN 'NaN' WHEN 1 THEN 'Infinity' WHEN 2 THEN '-Infinity' WHEN 3 THEN '0.000' ELSE ((random() - 0.5)::numeric * power(10::numeric, random(-30, 60)))::text END)::numeric`
const spans = `make_interval(random(-200, 200) * random(0, 1), random(-20, 20) * random(0, 1), 0, random(-40, 40) * random(0, 1), random(-30, 30) * random(0, 1), random(-90, 90), random(0, 1) * (random() * 200 - 100))`
const chance = (one: string, other: string) => `CASE WHEN random() < 0.2 THEN ${one} ELSE ${other} END`

/** A type, and an expression for a value of it. */
const types: [type: string, value: string][] = [
  ['boolean', 'random() < 0.5'],
  ['smallint', `${integer('-32768', '32767')}::int2`],
  ['integer', integer('-2147483648', '2147483647')],
  ['bigint', integer('-9223372036854775808', '9223372036854775807')],
  ['oid', `${integer('0', '2147483647')}::oid`],
  ['real', `${floats.replaceAll('-40, 40', '-30, 30').replace('5e-324', '1e-45')}::float4`],
  ['real', `(${integer('-20000000', '20000000')} / power(2, random(0, 30)))::float4`],
  ['double precision', floats],
  ['double precision', `(random(1, 9007199254740991::bigint)::float8 * power(2, random(-20, 40)))`],
  ['double precision', `(random(1, 99)::text || 'e' || random(-300, 300))::float8`],
  ['numeric', numerics],
  ['numeric(12,3)', `(random() * 1000000 - 500000)::numeric`],
  ['text', words],
  ['text', `repeat(md5(random()::text), random(1, 400))`],
  ['varchar(40)', words],
  ['char(12)', `left(${words}, 12)`],
  ['name', words],
  [
    '"char"',
    `(CASE random(0, 3) WHEN 0 THEN '' WHEN 1 THEN E'\\\\377' ELSE chr(random(33, 126)) END)::"char"`,
  ],
  ['bytea', `decode(md5(random()::text), 'hex')`],
  ['date', chance(`'-infinity'`, `${instant}::date`)],
  ['time', `${instant}::time`],
  [
    'timetz',
    `(${instant}::time::text || (ARRAY['+00', '-03:30', '+14', '+01:02:03', '-15:59:59'])[random(1, 5)])::timetz`,
  ],
  ['timestamp', chance(`'infinity'`, instant)],
  ['timestamptz', chance(`'-infinity'`, `${instant}::timestamptz`)],
  ['interval', chance(`'infinity'`, spans)],
  ['uuid', 'md5(random()::text)::uuid'],
  ['json', `json_build_object(${words} || 'k', random(), 'b', ARRAY[1, 2])`],
  [
    'jsonb',
    `jsonb_build_object(${words} || 'k', ${numerics.replace(/WHEN [012] THEN '[^']*' /g, '')}, 'b', ARRAY[true, null], 'c', jsonb_build_array(${words}, null, 1.50, '{}'::jsonb, jsonb_build_object('z', '[]'::jsonb)))`,
  ],
  ['jsonb', `to_jsonb(${words})`],
  [
    'jsonb',
    `(SELECT jsonb_agg(jsonb_build_object('n', g, 't', repeat('x', g % 7))) FROM generate_series(1, random(1, 70)) g)`,
  ],
  [
    'inet',
    `(random(0, 255) || '.' || random(0, 255) || '.0.' || random(0, 255) || '/' || random(0, 32))::inet`,
  ],
  [
    'inet',
    `(to_hex(random(0, 2) * 4660) || ':' || to_hex(random(0, 1)) || ':0:' || to_hex(random(0, 1)) || ':0:' || to_hex(random(0, 1) * 65535) || ':' || to_hex(random(0, 65535)) || ':' || to_hex(random(0, 2)) || '/' || random(0, 128))::inet`,
  ],
  ['cidr', `(random(0, 255) || '.' || random(0, 255) || '.0.0/16')::cidr`],
  ['macaddr', `'08:00:2b:01:02:03'::macaddr`],
  ['macaddr8', `'08:00:2b:01:02:03:04:05'::macaddr8`],
  ['money', `(random(-100000000000, 100000000000)::numeric / 100)::money`],
  ['bit(11)', `random(0, 2047)::bit(11)`],
  ['varbit', `(random(0, 65535)::bit(16)::varbit)`],
  ['pg_lsn', `('0/0'::pg_lsn + random(0, 1000000000000))`],
  ['xid', `random(0, 2147483647)::text::xid`],
  ['xid8', `random(0, 1000000000000)::text::xid8`],
  ['tid', `('(' || random(0, 1000000) || ',' || random(0, 300) || ')')::tid`],
  ['point', `point(random(), random() * 1e20)`],
  ['lseg', `lseg(point(random(), 1), point(2, 3))`],
  ['box', `box(point(random(), 1), point(2, 3))`],
  ['line', `line(point(random(), 1), point(2, 3))`],
  ['path', chance(`'[(1,2),(3,4)]'`, `'((1,2),(3,4),(5,6.5))'::path`)],
  ['polygon', `'((1,2),(3,4),(5,6.5))'::polygon`],
  ['circle', `circle(point(random(), 1), random())`],
  [
    'integer[]',
    `CASE random(0, 3) WHEN 0 THEN '{}' WHEN 1 THEN '[2:3][0:1]={{1,NULL},{3,4}}' WHEN 2 THEN ARRAY[[1,2],[3,4]] ELSE ARRAY[random(1, 9), NULL, 3] END`,
  ],
  ['text[]', `ARRAY[${words}, NULL, ${words}]`],
  ['numeric[]', `ARRAY[${numerics}, ${numerics}]`],
  ['timestamptz[]', `ARRAY[${instant}::timestamptz]`],
  ['box[]', `ARRAY['((1,2),(3,4))'::box, '((1,2),(3,4))'::box]`],
  ['int4range', `int4range(random(1, 5), random(6, 9), (ARRAY['[]', '()', '[)', '(]'])[random(1, 4)])`],
  ['numrange', chance(`'empty'`, `numrange(random(1, 5) / 3.0, NULL, '(]')`)],
  ['tsrange', `tsrange('2020-01-01', '2021-01-01 10:00', '[]')`],
  [
    'int8multirange',
    `int8multirange(int8range(1, random(2, 5)), int8range(10, 20), int8range(30, 40), int8range(50, 60), int8range(70, 80), int8range(90, NULL))`,
  ],
  ['datemultirange', `datemultirange(daterange('2020-01-01', '2020-02-01'), daterange('2021-01-01', NULL))`],
  ['nummultirange', `nummultirange(numrange(1.5, 2.25), numrange(3, 4))`],
  ['regclass', `(ARRAY['pg_class', 'pg_type', 'walt_table'])[random(1, 3)]::regclass`],
  ['regtype', `(ARRAY['int4', 'text', 'timestamptz', 'numeric', 'int4[]'])[random(1, 5)]::regtype`],
  ['oidvector', `'1 2 3'::oidvector`],
  ['int2vector', `'1 -2 3'::int2vector`],
  ['tsvector', `to_tsvector('simple', 'b a ' || md5(random()::text))`],
  ['walt_mood', `(ARRAY['sad', 'it''s ok', 'happy, very'])[random(1, 3)]::walt_mood`],
  ['walt_mood[]', `ARRAY['sad', 'happy, very']::walt_mood[]`],
  ['walt_domain', 'random(1, 100)'],
  ['walt_pair', `ROW(random(1, 9), ${words}, CASE random(0, 1) WHEN 0 THEN 1.50 END)::walt_pair`],
  ['walt_pair[]', `ARRAY[ROW(random(1, 9), ${words}, 2)::walt_pair, NULL]`],
  ['walt_range', `walt_range('', ${words} || 'zz')`],
]

export function walValuesSuite(name: string, start: () => Server): void {
  describe(`values in the journal of a server ${name}, seed ${SEED}`, () => {
    let server: Server
    let client: FactClient
    beforeAll(async () => {
      server = start()
      client = new FactClient(server)
      const setUp = [
        'CREATE TABLE walt_table ()',
        `CREATE TYPE walt_mood AS ENUM ('sad', 'it''s ok', 'happy, very')`,
        'CREATE DOMAIN walt_domain AS integer CHECK (value > 0)',
        'CREATE TYPE walt_pair AS (a integer, b text, c numeric)',
        'CREATE TYPE walt_range AS RANGE (subtype = text)',
        `SET TimeZone = 'UTC'`,
        `SELECT setseed(${SEED})`,
      ]
      for (const query of setUp) await client.run(query)
    })
    afterAll(() => server.stop({ immediate: true }))

    it.each(types.map(([type, value], index) => ({ type, value, index })))(
      'prints $type as PostgreSQL does: $index',
      async ({ type, value, index }) => {
        await client.run(`CREATE TABLE values_${index} (n serial, x ${type})`)
        const told = await client.told(
          'rows',
          `INSERT INTO values_${index} (x) SELECT ${value} FROM generate_series(1, ${ROWS})`,
        )
        const seen = told.filter(({ table }) => table.name === `values_${index}`).flatMap(({ rows }) => rows)
        const { rows } = await client.run(`SELECT n, x, ctid FROM values_${index} ORDER BY n`)
        const place = (row: (typeof seen)[number]) => `(${row.newPlace?.block},${row.newPlace?.offset})`
        expect(seen.map((row) => [...(row.newRow ?? []), place(row)])).toEqual(rows)
      },
    )
  })
}
