# Connections pooling.

# %% a pool of two
from psycopg2.pool import PoolError, SimpleConnectionPool, ThreadedConnectionPool
pool = SimpleConnectionPool(1, 2, connect().dsn)
first = pool.getconn()
second = pool.getconn("mine")
pool.getconn("mine") is second
pool.getconn()

# %% given back, its transaction is gone
first.cursor().execute("CREATE TABLE pooled (id int)")
pool.putconn(first)
first.info.transaction_status, first.closed
pool.getconn() is first
pool.putconn(second, "mine")
pool.putconn(first)
first.closed, second.closed

# %% not one of its own
pool.putconn(connect())

# %% closed with its connections
pool.closeall()
first.closed, second.closed
pool.getconn()

# %% with a lock
pool = ThreadedConnectionPool(1, 1, connect().dsn)
conn = pool.getconn()
pool.putconn(conn, close=True)
conn.closed
pool.closeall()
pool.closeall()
