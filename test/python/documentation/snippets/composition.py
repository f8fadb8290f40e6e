# SQL string composition.

# %% names are not merged as values
from psycopg2 import extensions as ext
from psycopg2 import sql
conn = connect()
cur = conn.cursor()
cur.execute("create table my_table (a int, b int)")
conn.commit()
cur.execute("insert into %s values (%s, %s)", ['my_table', 10, 20])

# %% by quote_ident
conn.rollback()
cur.execute("insert into %s values (%%s, %%s)" % ext.quote_ident('my_table', cur), [10, 20])
ext.quote_ident('a"b', conn)

# %% by parts
cur.execute(sql.SQL("insert into {} values (%s, %s)").format(sql.Identifier('my_table')), [10, 20])
cur.query

# %% named
query = sql.SQL("select {field} from {table} where {pkey} = %s").format(
    field=sql.Identifier('b'), table=sql.Identifier('my_table'), pkey=sql.Identifier('a'))
query
cur.execute(query, (10,))
cur.fetchall()

# %% joined
fields = sql.SQL(',').join([sql.Identifier('field1'), sql.Identifier('field2')])
fields
print(sql.SQL("select {fields} from {table}").format(fields=fields, table=sql.Identifier('s', 't')).as_string(conn))

# %% composed
comp = sql.Composed([sql.SQL("insert into "), sql.Identifier("table")])
print(comp.as_string(conn))
print((sql.Identifier('foo') + sql.Identifier('bar')).join(', ').as_string(cur))

# %% literals
s1, s2, s3, s4 = sql.Literal("foo"), sql.Literal("ba'r\\"), sql.Literal(42), sql.Literal([None, b"x"])
print(sql.SQL(', ').join([s1, s2, s3, s4]).as_string(conn))

# %% placeholders
names = ['foo', 'bar', 'baz']
q1 = sql.SQL("insert into table ({}) values ({})").format(
    sql.SQL(', ').join(map(sql.Identifier, names)), sql.SQL(', ').join(sql.Placeholder() * len(names)))
print(q1.as_string(conn))
q2 = sql.SQL("insert into table ({}) values ({})").format(
    sql.SQL(', ').join(map(sql.Identifier, names)), sql.SQL(', ').join(map(sql.Placeholder, names)))
print(q2.as_string(conn))

# %% names need their quotes
t1, t2, t3 = sql.Identifier("foo"), sql.Identifier("ba'r"), sql.Identifier('ba"z')
print(sql.SQL(', ').join([t1, t2, t3]).as_string(conn))

# %% in executemany and mogrify
cur.executemany(sql.SQL("insert into {} values (%s)").format(sql.Identifier("my_table")), [(1,), (2,)])
cur.rowcount
cur.mogrify(sql.SQL("select {}").format(sql.Literal("x")))
