# Notifications and notices.

# %% listen
import psycopg2.extensions
conn = connect()
conn.set_isolation_level(psycopg2.extensions.ISOLATION_LEVEL_AUTOCOMMIT)
curs = conn.cursor()
curs.execute("LISTEN test;")
other = connect()
other.autocommit = True
other.cursor().execute("NOTIFY test, 'payload'")
other.cursor().execute("SELECT pg_notify('test', 'second')")
curs.execute("SELECT 1")
conn.poll() == psycopg2.extensions.POLL_OK
[(notify.channel, notify.payload, notify.pid == other.info.backend_pid) for notify in conn.notifies]
conn.notifies.pop(0).payload
conn.notifies[0] == (other.get_backend_pid(), 'test')
pid, channel = conn.notifies[0]
channel
del conn.notifies[:]

# %% heard with any statement
other.cursor().execute("NOTIFY test, 'third'")
curs.execute("SELECT 1")
[notify.payload for notify in conn.notifies]

# %% only after commit
del conn.notifies[:]
other.autocommit = False
other.cursor().execute("NOTIFY test, 'fourth'")
curs.execute("SELECT 1")
conn.notifies
other.commit()
curs.execute("SELECT 1")
[notify.payload for notify in conn.notifies]

# %% Notify as an object
from psycopg2.extensions import Notify
Notify(10, 'test', 'foo')
Notify(10, 'test') == Notify(10, 'test', ''), Notify(10, 'test') == (10, 'test'), len(Notify(1, 'a')), Notify(1, 'a', 'b')[1]

# %% notices
curs.execute("CREATE TABLE foo (id serial PRIMARY KEY);")
curs.execute("DROP TABLE IF EXISTS nowhere")
curs.execute("DO $$BEGIN RAISE WARNING 'careful, %', 5; END$$")
conn.notices
conn.notices.clear()
for i in range(60):
    curs.execute("DO $$BEGIN RAISE NOTICE 'number %', " + str(i) + "; END$$")

len(conn.notices), conn.notices[0], conn.notices[-1]
