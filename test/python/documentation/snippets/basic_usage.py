# Basic module usage: connect, execute, fetch, and how parameters are passed.

# %% a first session
import datetime
import psycopg2
conn = connect()
cur = conn.cursor()
cur.execute("CREATE TABLE test (id serial PRIMARY KEY, num integer, data varchar);")
cur.execute("INSERT INTO test (num, data) VALUES (%s, %s)", (100, "abc'def"))
cur.execute("SELECT * FROM test;")
cur.fetchone()
conn.commit()
print(cur, conn.closed)
cur.close()
print(cur)
conn.close()
conn.closed

# %% parameters by place and by name
conn = connect()
cur = conn.cursor()
cur.execute("CREATE TABLE some_table (an_int int, a_date date, another_date date, a_string text)")
cur.execute("""
    INSERT INTO some_table (an_int, a_date, a_string)
    VALUES (%s, %s, %s);
    """, (10, datetime.date(2005, 11, 18), "O'Reilly"))
cur.query
cur.execute("""
    INSERT INTO some_table (an_int, a_date, another_date, a_string)
    VALUES (%(int)s, %(date)s, %(date)s, %(str)s);
    """, {'int': 10, 'str': "O'Reilly", 'date': datetime.date(2005, 11, 18)})
cur.query
cur.execute("SELECT * FROM some_table")
cur.fetchall()

# %% a per cent sign, wrong
cur.execute("SELECT (%s % 2) = 0 AS even", (10,))

# %% a per cent sign, right
cur.execute("SELECT (%s %% 2) = 0 AS even", (10,))
cur.fetchone()

# %% a text for a sequence
cur.execute("CREATE TABLE foo (t text)")
cur.execute("INSERT INTO foo VALUES (%s)", "bar")

# %% a text in parentheses is a text
cur.execute("INSERT INTO foo VALUES (%s)", ("bar"))

# %% a tuple and a list
cur.execute("INSERT INTO foo VALUES (%s)", ("bar",))
cur.execute("INSERT INTO foo VALUES (%s)", ["bar"])
cur.statusmessage

# %% a placeholder in quotes
conn.commit()
cur.execute("CREATE TABLE numbers (n int)")
cur.execute("INSERT INTO numbers VALUES ('%s')", ("10",))

# %% not even for numbers
conn.rollback()
cur.execute("CREATE TABLE numbers (n int)")
cur.execute("INSERT INTO numbers VALUES (%d)", (10,))

# %% the name of a table is no parameter
cur.execute("INSERT INTO %s VALUES (%s)", ('numbers', 10))

# %% values pasted into SQL
conn.rollback()
cur.execute("CREATE TABLE authors (name text)")
data = ("O'Reilly", )
cur.execute("INSERT INTO authors (name) VALUES ('%s');" % data)

# %% values passed beside SQL
conn.rollback()
cur.execute("CREATE TABLE authors (name text)")
cur.execute("INSERT INTO authors (name) VALUES (%s);", data)
cur.execute("SELECT name FROM authors")
cur.fetchall()

# %% a backslash in LIKE
path = r'C:\Users\Bobby.Tables'
cur.execute("CREATE TABLE mytable (path text)")
cur.execute('INSERT INTO mytable(path) VALUES (%s)', (path,))
cur.execute('SELECT * FROM mytable WHERE path LIKE %s', (path,))
cur.fetchall()
cur.execute("SELECT * FROM mytable WHERE path LIKE %s ESCAPE ''", (path,))
cur.fetchall()
