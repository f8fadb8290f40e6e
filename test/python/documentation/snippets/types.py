# Adaptation of Python values to SQL types, and back.

# %% None and truth
import datetime
from decimal import Decimal
import psycopg2
import psycopg2.extensions
conn = connect()
cur = conn.cursor()
cur.mogrify("SELECT %s, %s, %s;", (None, True, False))

# %% numbers
cur.mogrify("SELECT %s, %s, %s, %s;", (10, 10**20, 10.0, Decimal("10.00")))
cur.execute("SELECT %s, %s, %s, %s, -%s;", (10, 10**20, 10.0, Decimal("10.00"), -5))
cur.fetchone()

# %% numeric as float
DEC2FLOAT = psycopg2.extensions.new_type(
    psycopg2.extensions.DECIMAL.values, 'DEC2FLOAT',
    lambda value, curs: float(value) if value is not None else None)
psycopg2.extensions.register_type(DEC2FLOAT, cur)
cur.execute("SELECT 1.5, NULL::numeric, 'NaN'::numeric")
cur.fetchone()
conn.cursor().execute("SELECT 1")

# %% text in the encodings of clients
u = "àèìòù€"
cur.execute("CREATE TABLE test (id serial, num int, data varchar)")
cur.execute("INSERT INTO test (num, data) VALUES (%s,%s);", (74, u))
conn.commit()
conn.encoding
conn.set_client_encoding('LATIN9')
conn.encoding
cur.mogrify("SELECT %s", (u,))
cur.execute("SELECT data FROM test WHERE num = 74")
cur.fetchall()

# %% bytes instead of text
conn = connect()
psycopg2.extensions.register_type(psycopg2.extensions.BYTES, conn)
psycopg2.extensions.register_type(psycopg2.extensions.BYTESARRAY, conn)
cur = conn.cursor()
cur.execute("select %s::text, array[%s::text]", ("€", "€"))
cur.fetchone()

# %% binary
conn = connect()
cur = conn.cursor()
cur.execute("SELECT %s, %s, %s, %s", (b"\x00'\\", bytearray(b"x"), memoryview(b"y"), psycopg2.Binary(b"z")))
cur.query
row = cur.fetchone()
[bytes(item) for item in row]
type(row[0]), row[0].format
cur.execute("SET bytea_output TO escape")
cur.execute("SELECT %s", (bytes(range(256)),))
bytes(cur.fetchone()[0]) == bytes(range(256))

# %% dates and times
dt = datetime.datetime(2010, 2, 8, 1, 40, 27, 425337)
cur.mogrify("SELECT %s, %s, %s;", (dt, dt.date(), dt.time()))
cur.mogrify("SELECT %s;", (dt - datetime.datetime(2010, 1, 1),))
cur.execute("SELECT %s, %s, %s, %s;", (dt, dt.date(), dt.time(), dt - datetime.datetime(2010, 1, 1)))
cur.fetchone()

# %% time zones
cur.execute("SET TIME ZONE 'Europe/Rome'")
cur.execute("SELECT '2010-01-01 10:30:45'::timestamptz")
cur.fetchone()[0]
cur.execute("SET TIME ZONE 'Asia/Calcutta'")
cur.execute("SELECT '1900-01-01 10:30:45'::timestamptz")
cur.fetchone()[0].tzinfo

# %% zones of another make
from psycopg2.tz import FixedOffsetTimezone
cur.tzinfo_factory = FixedOffsetTimezone
cur.execute("SELECT '2010-01-01 10:30:45+05:30'::timestamptz")
cur.fetchone()[0].tzinfo
cur.tzinfo_factory = None
cur.execute("SELECT '2010-01-01 10:30:45+05:30'::timestamptz")
cur.fetchone()

# %% infinity
cur = conn.cursor()
cur.execute("SELECT 'infinity'::date, '-infinity'::timestamp, 'infinity'::timestamptz")
cur.fetchone()

# %% infinity both ways, by an adapter of one's own
class InfDateAdapter:
    def __init__(self, wrapped):
        self.wrapped = wrapped
    def getquoted(self):
        if self.wrapped == datetime.date.max:
            return b"'infinity'::date"
        elif self.wrapped == datetime.date.min:
            return b"'-infinity'::date"
        else:
            return psycopg2.extensions.DateFromPy(self.wrapped).getquoted()

before = psycopg2.extensions.adapters[datetime.date, psycopg2.extensions.ISQLQuote]
psycopg2.extensions.register_adapter(datetime.date, InfDateAdapter)
cur.mogrify("SELECT %s, %s, %s", (datetime.date.max, datetime.date.min, datetime.date(2010, 1, 1)))
psycopg2.extensions.register_adapter(datetime.date, before)

# %% before Christ
cur.execute("SELECT '0044-03-15 BC'::date")
try:
    cur.fetchone()
except ValueError:
    # The words are those of Python's datetime, and differ between its versions.
    print("not in Python")


# %% the end of a day
cur.execute("SELECT '24:00:00'::time - '00:00:00'::time")
cur.fetchone()[0]
cur.execute("SELECT '24:00:00'::time, '00:00:00'::time")
cur.fetchone()

# %% lists
cur.mogrify("SELECT %s;", ([10, 20, 30], ))
cur.execute("SELECT i FROM generate_series(5, 25, 5) i WHERE i = ANY(%s);", ([10, 20, 30],))
cur.fetchall()
cur.execute("SELECT i FROM generate_series(1, 3) i WHERE i = ANY(%s);", ([],))
cur.fetchall()
cur.execute("SELECT '{{1,2},{3,NULL}}'::int[], '{a,\"b,c\",NULL}'::text[], '{}'::date[], '{}'::point[]")
cur.fetchone()

# %% tuples
cur.mogrify("SELECT %s IN %s;", (10, (10, 20, 30)))
cur.execute("SELECT %s IN %s;", (10, (10, 20, 30)))
cur.fetchone()
cur.execute("SELECT 1 IN %s", ((),))

# %% what no adapter is there for
conn.rollback()
cur.execute("SELECT %s", ({},))

# %% other types stay text
cur.execute("SELECT 'a'::char, '1.2.3.4'::inet, '(1,2)'::point, '1'::xid, B'101', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid")
cur.fetchone()

# %% json
cur.execute("SELECT '{\"a\": [1, null, \"x\"]}'::json, '[1.5]'::jsonb, '{1,null}'::json[]")
cur.fetchone()

# %% ranges
cur.execute("SELECT '[1,5)'::int4range, 'empty'::int8range, '[2020-01-01,)'::daterange, '[1.5,2.5]'::numrange")
cur.fetchone()
from psycopg2.extras import NumericRange
cur.mogrify("SELECT %s", (NumericRange(1, 5, '[]'),))
