# COPY: from files to tables and back.

# %% from a file
import sys
from io import BytesIO, StringIO
from psycopg2 import sql
conn = connect()
cur = conn.cursor()
cur.execute("CREATE TABLE test (id serial PRIMARY KEY, num integer, data varchar)")
f = StringIO("42\tfoo\n74\tbar\n")
cur.copy_from(f, 'test', columns=('num', 'data'))
cur.rowcount
cur.execute("select * from test")
cur.fetchall()

# %% to a file
cur.execute("INSERT INTO test (num, data) VALUES (NULL, 'a|b\\')")
cur.copy_to(sys.stdout, 'test', sep="|")
cur.rowcount
out = BytesIO()
cur.copy_to(out, 'test', null='nothing', columns=('num',))
out.getvalue()

# %% by one's own statement
cur.copy_expert("COPY test TO STDOUT WITH CSV HEADER", sys.stdout)
cur.copy_expert(sql.SQL("COPY {} (num) FROM STDIN").format(sql.Identifier("test")), BytesIO(b"1\n2\n3\n"), size=2)
cur.rowcount
cur.execute("SELECT count(*), sum(num) FROM test")
cur.fetchone()

# %% a row that is none
cur.copy_from(StringIO("one\n"), 'test', columns=('num',))

# %% no such table
conn.rollback()
cur.copy_to(sys.stdout, 'nowhere')

# %% a file that fails
conn.rollback()
cur.execute("CREATE TABLE test (num integer)")
conn.commit()
class Broken:
    def read(self, size):
        raise ZeroDivisionError("out of paper")
    def readline(self):
        raise ZeroDivisionError("out of paper")

cur.copy_from(Broken(), 'test')

# %% the connection is usable after it
conn.rollback()
cur.execute("SELECT count(*) FROM test")
cur.fetchone()

# %% names are quoted
cur.execute('CREATE TABLE "Two Words" ("A" int)')
cur.copy_from(StringIO("7\n"), 'Two Words', columns=['A'])
cur.copy_to(sys.stdout, 'Two Words')

# %% copy is no statement for execute
cur.execute("COPY test TO STDOUT")

# %% what is no file
conn.rollback()
cur.copy_from(5, 'test')
