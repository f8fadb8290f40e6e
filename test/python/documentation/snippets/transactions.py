# Transactions control, with statement, and connections.

# %% changes stay pending until commit
import psycopg2
import psycopg2.extensions as ext
conn = connect()
other = connect()
cur = conn.cursor()
conn.status == ext.STATUS_READY, conn.get_transaction_status()
cur.execute("CREATE TABLE t (id int primary key)")
conn.status == ext.STATUS_BEGIN, conn.info.transaction_status
conn.commit()
cur.execute("INSERT INTO t VALUES (1)")
looking = other.cursor()
looking.execute("SELECT count(*) FROM t")
looking.fetchone()
conn.commit()
looking.execute("SELECT count(*) FROM t")
looking.fetchone()

# %% an error spoils the transaction
cur.execute("INSERT INTO t VALUES (2)")
cur.execute("INSERT INTO t VALUES (1)")

# %% until it is rolled back
conn.info.transaction_status == ext.TRANSACTION_STATUS_INERROR
cur.execute("SELECT 1")

# %% after that
conn.rollback()
cur.execute("SELECT count(*) FROM t")
cur.fetchone()
conn.rollback()

# %% with, without an error
with conn:
    with conn.cursor() as curs:
        curs.execute("INSERT INTO t VALUES (10)")

conn.closed, curs.closed, conn.info.transaction_status
with conn:
    with conn.cursor() as curs:
        curs.execute("INSERT INTO t VALUES (11)")
        raise ValueError("changed my mind")

# %% with, after an error
cur.execute("SELECT id FROM t ORDER BY id")
cur.fetchall()
conn.rollback()

# %% autocommit
conn.autocommit
conn.autocommit = True
cur.execute("INSERT INTO t VALUES (20)")
conn.info.transaction_status
cur.execute("VACUUM t")
cur.statusmessage
with conn:
    cur.execute("INSERT INTO t VALUES (21)")
    conn.info.transaction_status

conn.info.transaction_status
conn.autocommit = False

# %% vacuum needs it
cur.execute("VACUUM t")

# %% it is not changed in a transaction
conn.rollback()
cur.execute("SELECT 1")
conn.autocommit = True

# %% isolation levels
conn.rollback()
conn.isolation_level
conn.set_session(isolation_level="SERIALIZABLE", readonly=True, deferrable=True)
conn.isolation_level == ext.ISOLATION_LEVEL_SERIALIZABLE, conn.readonly, conn.deferrable
cur.execute("SHOW transaction_isolation")
cur.fetchone()
cur.execute("INSERT INTO t VALUES (30)")

# %% back to the default
conn.rollback()
conn.set_session(isolation_level="DEFAULT", readonly="DEFAULT", deferrable=None)
conn.isolation_level, conn.readonly, conn.deferrable
conn.set_isolation_level(ext.ISOLATION_LEVEL_REPEATABLE_READ)
cur.execute("SHOW transaction_isolation")
cur.fetchone()
conn.rollback()
conn.isolation_level = None
conn.isolation_level = 'no such level'

# %% a snapshot of its own
conn.set_session(isolation_level=ext.ISOLATION_LEVEL_REPEATABLE_READ)
other.rollback()
cur.execute("SELECT count(*) FROM t")
before = cur.fetchone()
looking.execute("UPDATE t SET id = 100 WHERE id = 1")
other.commit()
cur.execute("UPDATE t SET id = 101 WHERE id = 1")

# %% retry
conn.rollback()
cur.execute("SELECT id FROM t ORDER BY id")
cur.fetchall()
conn.rollback()

# %% closed
conn.close()
conn.closed
conn.cursor()

# %% cursors of a closed connection
cur.execute("SELECT 1")

# %% twice is no error
conn.close()
conn.commit()
