# Cursors: fetching, scrolling, what they say of themselves, and server side cursors.

# %% a table
import psycopg2
conn = connect()
cur = conn.cursor()
cur.execute("CREATE TABLE test (id serial PRIMARY KEY, num integer, data varchar)")
tuples = ((100, "abc'def"), (None, "dada"), (42, "bar"))
cur.executemany("INSERT INTO test (num, data) VALUES (%s, %s)", tuples)
cur.rowcount
cur.statusmessage

# %% iteration
cur.execute("SELECT * FROM test;")
for record in cur:
    print(record)

cur.rownumber, cur.rowcount

# %% one, some, all
cur.execute("SELECT * FROM test WHERE id = %s", (3,))
cur.fetchone()
cur.fetchone()
cur.execute("SELECT * FROM test;")
cur.fetchmany(2)
cur.fetchmany(2)
cur.fetchmany(2)
cur.execute("SELECT * FROM test;")
cur.arraysize
cur.fetchmany()
cur.fetchall()
cur.fetchall()

# %% nothing to fetch
cur.execute("CREATE TABLE nothing ()")
cur.fetchone()

# %% no query yet
cur.rowcount, cur.description, cur.statusmessage
conn.cursor().fetchall()

# %% description
cur.execute("SELECT id, data, 1.5::numeric(10,2) AS n, 'x'::varchar(7) AS \"two words\" FROM test")
cur.description
column = cur.description[2]
column.name, column.type_code, column.precision, column.scale, column[3], column.null_ok
cur.description[0].table_oid is not None, cur.description[1].table_column
cur.description[0].type_code == psycopg2.NUMBER

# %% scrolling
cur.execute("SELECT i FROM generate_series(0, 9) i")
cur.scroll(5)
cur.fetchone()
cur.scroll(-2)
cur.fetchone()
cur.scroll(0, mode='absolute')
cur.fetchone()
cur.rownumber
cur.scroll(1000)

# %% scrolling in no direction
cur.scroll(1, mode='sideways')

# %% mogrify, query, statusmessage
cur.mogrify("INSERT INTO test (num, data) VALUES (%s, %s)", (42, 'bar'))
cur.execute("INSERT INTO test (num, data) VALUES (%s, %s)", (42, 'bar'))
cur.query
cur.statusmessage
cur.lastrowid

# %% a procedure by its name
cur.callproc("generate_series", (1, 3))
cur.fetchall()
cur.callproc("make_date", {"year": 2020, "month": 2, "day": 29})
cur.fetchone()
cur.query

# %% casting by hand
cur.cast(23, "5"), cur.cast(1082, "2020-02-29"), cur.cast(1007, "{1,NULL}"), cur.cast(25, None)

# %% a server side cursor
named = conn.cursor('curname')
named.itersize = 4
named.execute("SELECT i FROM generate_series(1, 10) i")
named.name, named.description
named.fetchone()
named.fetchmany(2)
[row[0] for row in named]
named.fetchone()
named.rownumber
named.close()

# %% scrollable
named = conn.cursor('back', scrollable=True)
named.execute("SELECT i FROM generate_series(1, 10) i")
named.query
named.fetchmany(3)
named.scroll(-2)
named.fetchone()
named.scroll(9, mode='absolute')
named.fetchall()
named.close()

# %% not scrollable
named = conn.cursor('forth', scrollable=False)
named.execute("SELECT i FROM generate_series(1, 10) i")
named.fetchmany(3)
named.scroll(-2)

# %% only in a transaction
conn.rollback()
named = conn.cursor('gone')
named.execute("SELECT 1")
conn.commit()
named.fetchone()

# %% unless it is held
conn.rollback()
named = conn.cursor('held', withhold=True)
named.execute("SELECT i FROM generate_series(1, 3) i")
conn.commit()
named.fetchall()
named.close()

# %% once only
named = conn.cursor('once')
named.execute("SELECT 1")
named.execute("SELECT 2")

# %% a cursor that a function has opened
conn.rollback()
cur = conn.cursor()
cur.execute("""
    CREATE FUNCTION reffunc(refcursor) RETURNS refcursor AS $$
    BEGIN
        OPEN $1 FOR SELECT generate_series(1, 3);
        RETURN $1;
    END;
    $$ LANGUAGE plpgsql;""")
cur1 = conn.cursor()
cur1.callproc('reffunc', ['stolen'])
cur2 = conn.cursor('stolen')
for record in cur2:
    print(record)

# %% cursors with a make of their own
import psycopg2.extensions
conn.rollback()
curs = conn.cursor(cursor_factory=psycopg2.extensions.cursor)
isinstance(curs, psycopg2.extensions.cursor)

# %% made of it
class Shouting(psycopg2.extensions.cursor):
    def execute(self, sql, args=None):
        print("running", self.mogrify(sql, args))
        return super().execute(sql, args)

curs = conn.cursor(cursor_factory=Shouting)
curs.execute("SELECT %s", (5,))
curs.fetchone()
conn.cursor_factory = Shouting
type(conn.cursor()).__name__
conn.cursor_factory = None

# %% closed
curs.close()
curs.closed
curs.fetchone()
