# Miscellaneous goodies: rows by name, Json, composites, uuid, inet, logging, fast execution.

# %% rows that take names
import json
import logging
import sys
import psycopg2
import psycopg2.extras
import psycopg2.extensions
conn = connect()
dict_cur = conn.cursor(cursor_factory=psycopg2.extras.DictCursor)
dict_cur.execute("CREATE TABLE test (id serial PRIMARY KEY, num integer, data varchar)")
dict_cur.execute("INSERT INTO test (num, data) VALUES(%s, %s)", (100, "abc'def"))
dict_cur.execute("SELECT * FROM test")
rec = dict_cur.fetchone()
rec['id'], rec['num'], rec['data'], rec[2]
rec, dict(rec), list(rec.keys()), 'num' in rec, rec.get('none', 7), len(rec)
rec['none']

# %% dictionaries
cur = conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor)
cur.execute("SELECT id, data FROM test")
rows = cur.fetchall()
type(rows).__name__, type(rows[0]).__name__, dict(rows[0])

# %% named tuples
nt_cur = conn.cursor(cursor_factory=psycopg2.extras.NamedTupleCursor)
nt_cur.execute("SELECT * FROM test")
rec = nt_cur.fetchone()
rec
rec[1], rec.data
nt_cur.execute('SELECT 1 AS "a b", 2 AS "2", 3')
nt_cur.fetchall()
nt_cur.execute("SELECT 1 AS a, 2 AS a")
nt_cur.fetchone()

# %% json both ways
curs = conn.cursor()
curs.execute("create table mytable (jsondata json)")
curs.execute("insert into mytable (jsondata) values (%s)", [psycopg2.extras.Json({'a': 100})])
curs.query
curs.execute("select jsondata, jsondata::text from mytable")
curs.fetchone()

# %% json by functions of one's own
from decimal import Decimal
psycopg2.extras.register_default_json(conn, loads=lambda x: json.loads(x, parse_float=Decimal))[0].name
curs.execute("select '{\"a\": 1.5}'::json, '1.5'::jsonb")
curs.fetchone()
psycopg2.extras.register_json(curs, loads=lambda x: x)[1].name
curs.execute("select '{\"a\": 1.5}'::json")
curs.fetchone()
class MyJson(psycopg2.extras.Json):
    def dumps(self, obj):
        return json.dumps(obj, sort_keys=True)

curs.mogrify("select %s", [MyJson({'b': 1, 'a': "it's"})])

# %% dictionaries as json
psycopg2.extensions.register_adapter(dict, psycopg2.extras.Json)
curs.mogrify("select %s", [{'a': 1}])
del psycopg2.extensions.adapters[dict, psycopg2.extensions.ISQLQuote]

# %% composites
cur = conn.cursor()
cur.execute("CREATE TYPE card AS (value int, suit text);")
type(psycopg2.extras.register_composite('card', cur))
cur.execute("select (8, 'hearts')::card, array[(1, 'a \"b\", c')::card, NULL]")
cur.fetchone()
cur.execute("CREATE TYPE card_back AS (face card, back text);")
psycopg2.extras.register_composite('card_back', cur).attnames
cur.execute("select ((8, 'hearts'), 'blue')::card_back")
cur.fetchone()[0]
cur.execute("select %s::card", ((9, None),))
cur.fetchone()

# %% composites as dictionaries
class DictComposite(psycopg2.extras.CompositeCaster):
    def make(self, values):
        return dict(zip(self.attnames, values))

caster = psycopg2.extras.register_composite('card', cur, factory=DictComposite)
caster.name, caster.schema, caster.attnames, caster.atttypes
cur.execute("select (8, 'hearts')::card")
cur.fetchone()[0]
psycopg2.extras.register_composite('nowhere', cur)

# %% a range of one's own
cur.execute("CREATE TYPE floatrange AS RANGE (subtype = float8)")
caster = psycopg2.extras.register_range('floatrange', 'FloatRange', conn)
cur.execute("SELECT '[1.5,2.5)'::floatrange, '{empty,\"(,3]\"}'::floatrange[]")
cur.fetchone()
cur.mogrify("SELECT %s", (caster.range(1, 2),))

# %% uuid
import uuid
psycopg2.extras.register_uuid(conn_or_curs=cur)
my_uuid = uuid.UUID('{12345678-1234-5678-1234-567812345678}')
psycopg2.extensions.adapt(my_uuid).getquoted()
cur.execute("SELECT 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid, array[%s, NULL]", (my_uuid,))
cur.fetchone()

# %% network addresses
cur.mogrify("SELECT %s", (psycopg2.extras.Inet('127.0.0.1/32'),))
psycopg2.extras.register_ipaddress(cur)
import ipaddress
cur.execute("SELECT '192.168.0.1/24'::inet, '10.0.0.0/8'::cidr, null::inet, %s::inet", (ipaddress.ip_interface('::1/128'),))
cur.fetchone()

# %% batches
cur.execute("CREATE TABLE nums (num int, data text)")
psycopg2.extras.execute_batch(cur, "INSERT INTO nums (num) VALUES (%s)", ((1,), (5,), (10,)), page_size=2)
cur.query
psycopg2.extras.execute_batch(cur, "INSERT INTO nums (num, data) VALUES (%s, %s)", ((123, "foo"), (42, "bar")))
cur.execute("SELECT * FROM nums")
cur.fetchall()

# %% values
cur.execute("create table v (id int primary key, v1 int, v2 int)")
psycopg2.extras.execute_values(cur, "INSERT INTO v (id, v1, v2) VALUES %s", [(1, 2, 3), (4, 5, 6), (7, 8, 9)])
cur.query
psycopg2.extras.execute_values(cur,
    "UPDATE v SET v1 = data.v1 FROM (VALUES %s) AS data (id, v1) WHERE v.id = data.id", [(1, 20), (4, 50)])
cur.execute("select * from v order by id")
cur.fetchall()
psycopg2.extras.execute_values(cur, "INSERT INTO v (id, v1) VALUES %s RETURNING id, v1",
    [{"id": 10, "f": 1}, {"id": 11, "f": 2}, {"id": 12, "f": 3}], template="(%(id)s, %(f)s + 1)", page_size=2, fetch=True)

# %% values without a place
psycopg2.extras.execute_values(cur, "INSERT INTO v VALUES (1)", [(1,)])

# %% logging
conn.rollback()
log_conn = connect(connection_factory=psycopg2.extras.LoggingConnection)
log_conn.cursor()

# %% logging, once it is told where to
log_conn.initialize(sys.stdout)
log_conn.cursor().execute("SELECT %s", ("x",))
log_conn.cursor().callproc("now")

# %% connections that make such cursors
connect(connection_factory=psycopg2.extras.DictConnection).cursor().__class__.__name__
connect(cursor_factory=psycopg2.extras.RealDictCursor).cursor().__class__.__name__
