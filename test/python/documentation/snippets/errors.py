# Exceptions: what they say, and their classes.

# %% a relation that is not there
import psycopg2
import psycopg2.errorcodes
import psycopg2.errors
conn = connect()
cur = conn.cursor()
try:
    cur.execute("SELECT * FROM barf")
except psycopg2.Error as error:
    e = error

e.pgcode
print(e.pgerror)
print(e)
e.diag.severity, e.diag.message_primary, e.diag.sqlstate, e.diag.statement_position, e.diag.message_hint
e.cursor is cur
type(e), type(e).__mro__[1:5]

# %% by name
conn.rollback()
try:
    cur.execute("SELECT 1 / 0")
except psycopg2.errors.DivisionByZero as error:
    print("by name", error.pgcode, error.diag.severity_nonlocalized)

# %% by code
conn.rollback()
try:
    cur.execute("SELECT 1 / 0")
except psycopg2.errors.lookup("22012"):
    print("by code")

psycopg2.errors.lookup("99999")

# %% codes by name
psycopg2.errorcodes.DIVISION_BY_ZERO, psycopg2.errorcodes.CLASS_DATA_EXCEPTION
psycopg2.errorcodes.lookup("42P01")

# %% a lock that somebody else has
conn.rollback()
cur.execute("CREATE TABLE mytable (id int PRIMARY KEY CHECK (id > 0))")
conn.commit()
other = connect()
other.cursor().execute("LOCK TABLE mytable")
try:
    cur.execute("LOCK TABLE mytable IN ACCESS EXCLUSIVE MODE NOWAIT")
except psycopg2.errors.LockNotAvailable as error:
    print(error.pgcode, isinstance(error, psycopg2.OperationalError))

other.close()

# %% what a constraint says
conn.rollback()
try:
    cur.execute("INSERT INTO mytable VALUES (0)")
except psycopg2.IntegrityError as error:
    print(error)
    error.diag.constraint_name, error.diag.table_name, error.diag.schema_name, error.diag.message_detail

# %% where it is in a longer statement
conn.rollback()
cur.execute("""SELECT 1,
    2, no_such_column,
    3""")

# %% with a hint
conn.rollback()
cur.execute("SELECT lenght('x')")

# %% raised by a function
conn.rollback()
cur.execute("""DO $$BEGIN
    RAISE EXCEPTION 'no %', 'way' USING DETAIL = 'some detail', HINT = 'some hint', ERRCODE = 'P0123';
END$$""")

# %% an empty query
conn.rollback()
cur.execute("")

# %% two statements, the second wrong
cur.execute("SELECT 1; SELECT nonsense")

# %% no such database
psycopg2.connect(conn.dsn, dbname="nowhere")

# %% no such role
psycopg2.connect(conn.dsn, user="nobody")

# %% nobody listens there
psycopg2.connect(host="127.0.0.1", port=1)

# %% a strange keyword
psycopg2.connect(conn.dsn, color="red")
