# Adapters, typecasters and subclasses of one's own.

# %% an adapter for points
import re
import psycopg2
from psycopg2.extensions import AsIs, adapt, register_adapter
class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y

def adapt_point(point):
    x = adapt(point.x).getquoted().decode()
    y = adapt(point.y).getquoted().decode()
    return AsIs("'(%s, %s)'" % (x, y))

register_adapter(Point, adapt_point)
conn = connect()
cur = conn.cursor()
cur.execute("CREATE TABLE atable (apoint point)")
cur.execute("INSERT INTO atable (apoint) VALUES (%s)", (Point(1.23, 4.56),))
cur.query

# %% the type's oid
cur.execute("SELECT NULL::point")
point_oid = cur.description[0][1]
point_oid
cur.execute("""
   SELECT pg_type.oid
     FROM pg_type JOIN pg_namespace
            ON typnamespace = pg_namespace.oid
    WHERE typname = %(typename)s
      AND nspname = %(namespace)s""",
   {'typename': 'point', 'namespace': 'pg_catalog'})
cur.fetchone()[0]

# %% a typecaster for points
def cast_point(value, cur):
    if value is None:
        return None
    m = re.match(r"\(([^)]+),([^)]+)\)", value)
    if m:
        return Point(float(m.group(1)), float(m.group(2)))
    else:
        raise psycopg2.InterfaceError("bad point representation: %r" % value)

POINT = psycopg2.extensions.new_type((point_oid,), "POINT", cast_point)
psycopg2.extensions.register_type(POINT, conn)
cur.execute("SELECT '(10.2,20.3)'::point, NULL::point")
point, nothing = cur.fetchone()
type(point).__name__, point.x, point.y, nothing

# %% an array of them
POINTARRAY = psycopg2.extensions.new_array_type((1017,), "POINT[]", POINT)
psycopg2.extensions.register_type(POINTARRAY, cur)
cur.execute("SELECT '{\"(1,2)\",NULL}'::point[]")
points = cur.fetchone()[0]
points[0].y, points[1]
connect().cursor().cast(600, "(1,2)")

# %% an error while reading
def grumble(value, cur):
    raise psycopg2.InterfaceError("bad: %r" % value)

psycopg2.extensions.register_type(psycopg2.extensions.new_type((600,), "GRUMBLE", grumble), cur)
cur.execute("SELECT '(1,2)'::point")
cur.fetchone()

# %% values as they are
AsIs(42).getquoted()
psycopg2.extensions.QuotedString(r"O'Reilly").getquoted()
psycopg2.extensions.Binary(b"\x00\x08\x0F").getquoted()
psycopg2.extensions.adapt("it's").getquoted(), psycopg2.extensions.adapt(5).adapted

# %% parts of a DSN
from psycopg2.extensions import make_dsn, parse_dsn
make_dsn('dbname=foo host=example.com', password="s3cr3t")
sorted(parse_dsn('dbname=test user=postgres password=secret').items())
sorted(parse_dsn("postgresql://someone@example.com/somedb?connect_timeout=10").items())
parse_dsn("dbname")

# %% connections of one's own make
class Polite(psycopg2.extensions.connection):
    def __init__(self, dsn, **kwargs):
        super().__init__(dsn, **kwargs)
        print("good day")

polite = connect(connection_factory=Polite)
type(polite).__name__

# %% what a connection knows of itself
conn.info.dbname == conn.get_dsn_parameters()['dbname'], conn.info.user, conn.info.host, conn.info.options
conn.info.status, conn.info.transaction_status, conn.info.protocol_version, conn.info.error_message
conn.info.server_version == conn.server_version, conn.info.backend_pid == conn.get_backend_pid()
conn.info.parameter_status('server_encoding'), conn.get_parameter_status('no_such')
conn.info.needs_password, conn.info.used_password, conn.info.ssl_in_use, conn.info.ssl_attribute_names

# %% the module
psycopg2.apilevel, psycopg2.threadsafety, psycopg2.paramstyle
psycopg2.__version__.split()[0].rpartition(".")[0]
