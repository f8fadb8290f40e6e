"""Cursors: what goes beyond DB-API 2.0, and the texts that a reader sees."""

from __future__ import annotations

import gc
import pickle
import weakref

import psycopg2
from database import DSN, DatabaseTest
from psycopg2 import extensions


class ExecuteTest(DatabaseTest):
    """execute, executemany, callproc, mogrify."""

    def test_query_and_status_of_the_last_statement(self) -> None:
        self.assertIsNone(self.cur.query)
        self.cur.execute("SELECT %s, 'é'", (1,))
        self.assertEqual(self.cur.query, "SELECT 1, 'é'".encode())
        self.assertEqual(self.cur.statusmessage, "SELECT 1")
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.assertEqual(self.cur.statusmessage, "CREATE TABLE")

    def test_several_statements_give_the_last_result(self) -> None:
        self.cur.execute("SELECT 1; SELECT 2, 3")
        self.assertEqual(self.cur.fetchall(), [(2, 3)])

    def test_empty_statements(self) -> None:
        for query in ("", b"", None, ";", " "):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, "can't execute an empty query"):
                self.cur.execute(query)

    def test_what_is_no_statement(self) -> None:
        with self.assertRaisesRegex(TypeError, "must be a string or unicode object: got int instead"):
            self.cur.execute(5)

    def test_a_statement_ends_at_a_nul(self) -> None:
        self.cur.execute(b"SELECT 1\0 FROM nowhere")
        self.assertEqual(self.cur.fetchone(), (1,))

    def test_mogrify(self) -> None:
        self.assertEqual(self.cur.mogrify("SELECT %s, %s", (1, "it's")), b"SELECT 1, 'it''s'")
        self.assertEqual(self.cur.mogrify("SELECT '%'"), b"SELECT '%'")

    def test_callproc_by_name(self) -> None:
        self.assertIsNone(self.cur.callproc("make_interval", {"years": 1, "days": 2}))
        self.assertEqual(self.cur.query, b'SELECT * FROM make_interval("years":=1,"days":=2)')
        self.assertEqual(self.cur.fetchone()[0].days, 367)

    def test_executemany_keeps_no_result_but_counts_its_rows(self) -> None:
        self.cur.executemany("SELECT generate_series(1, %s)", [(3,), (4,)])
        self.assertEqual((self.cur.rowcount, self.cur.description), (7, None))
        self.assertRaises(psycopg2.ProgrammingError, self.cur.fetchone)
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.cur.executemany("INSERT INTO t VALUES (%s) RETURNING a", [(1,), (2,)])
        self.assertEqual(self.cur.rowcount, 2)
        self.cur.executemany("SET work_mem = %s", [(4000,), (5000,)])
        self.assertEqual(self.cur.rowcount, -1)


class ResultTest(DatabaseTest):
    """Rows and columns."""

    def test_columns(self) -> None:
        self.cur.execute("CREATE TEMP TABLE t (a int, b varchar(7), c numeric(10,2), d text)")
        self.cur.execute("SELECT *, a + 1 AS e FROM t")
        self.assertEqual(
            [tuple(column) for column in self.cur.description],
            [
                ("a", 23, None, 4, None, None, None),
                ("b", 1043, None, 7, None, None, None),
                ("c", 1700, None, 10, 10, 2, None),
                ("d", 25, None, -1, None, None, None),
                ("e", 23, None, 4, None, None, None),
            ],
        )
        self.assertEqual([column.table_column for column in self.cur.description], [1, 2, 3, 4, None])
        self.assertEqual(len({column.table_oid for column in self.cur.description}), 2)
        column = self.cur.description[0]
        self.assertEqual((column.name, column[1], repr(column)), ("a", 23, "Column(name='a', type_code=23)"))
        self.assertEqual(pickle.loads(pickle.dumps(column)), column)

    def test_nulls_and_empty_texts(self) -> None:
        self.cur.execute("SELECT '', NULL, 'x', NULL::int FROM generate_series(1, 3)")
        self.assertEqual(self.cur.fetchall(), [("", None, "x", None)] * 3)

    def test_rows_without_columns(self) -> None:
        self.cur.execute("SELECT FROM generate_series(1, 3)")
        self.assertEqual((self.cur.description, self.cur.rowcount, self.cur.fetchall()), ((), 3, [()] * 3))

    def test_many_rows(self) -> None:
        self.cur.execute("SELECT g, 'row ' || g, nullif(g % 3, 0) FROM generate_series(0, 9999) g")
        expected = [(g, f"row {g}", g % 3 or None) for g in range(10_000)]
        self.assertEqual(self.cur.fetchmany(17), expected[:17])
        self.assertEqual([next(self.cur) for _ in range(150)], expected[17:167])
        self.assertEqual(self.cur.fetchall(), expected[167:])

    def test_long_values(self) -> None:
        self.cur.execute("SELECT repeat('x', 3000000), g FROM generate_series(1, 3) g")
        self.assertEqual([(len(text), g) for text, g in self.cur], [(3_000_000, g) for g in (1, 2, 3)])

    def test_long_statements(self) -> None:
        self.assertEqual(self.ask("SELECT length(%s)", ("y" * 3_000_000,)), 3_000_000)

    def test_a_bad_row_is_passed_over(self) -> None:
        self.cur.execute("SELECT '2024-01-01'::date UNION ALL SELECT '10000-01-01' UNION ALL SELECT '2024-01-02'")
        self.assertEqual(self.cur.fetchone()[0].day, 1)
        self.assertRaises(ValueError, self.cur.fetchone)
        self.assertEqual(self.cur.rownumber, 2)
        self.assertEqual(self.cur.fetchone()[0].day, 2)
        self.cur.scroll(0, "absolute")
        self.assertRaises(ValueError, self.cur.fetchall)
        self.assertEqual(self.cur.rownumber, 2)

    def test_scrolling_out_of_the_result(self) -> None:
        self.cur.execute("SELECT generate_series(1, 3)")
        for value, mode in ((3, "relative"), (-1, "relative"), (3, "absolute"), (-1, "absolute")):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, "scroll destination out of bounds"):
                self.cur.scroll(value, mode)
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "must be 'relative' or 'absolute'"):
            self.cur.scroll(1, "sideways")

    def test_row_factory(self) -> None:
        self.cur.row_factory = lambda cursor: ["?"] * len(cursor.description)
        self.cur.execute("SELECT 1, 2 UNION ALL SELECT 3, 4")
        self.assertEqual(self.cur.fetchone(), [1, 2])
        self.assertEqual(self.cur.fetchall(), [[3, 4]])

    def test_encodings(self) -> None:
        self.conn.set_client_encoding("latin-1")
        self.assertEqual(self.conn.encoding, "LATIN1")
        self.assertEqual(self.ask("SELECT 'é' || chr(233)"), "éé")
        self.assertEqual(self.cur.query, b"SELECT '\xe9' || chr(233)")
        self.assertRaises(UnicodeEncodeError, self.cur.execute, "SELECT '日'")
        self.conn.set_client_encoding("sql_ascii")
        self.cur.execute("SELECT chr(233)")
        self.assertRaises(UnicodeDecodeError, self.cur.fetchone)


class ObjectTest(DatabaseTest):
    """Cursors and connections as Python objects."""

    def test_repr(self) -> None:
        self.assertRegex(repr(self.cur), r"^<cursor object at 0x[0-9a-f]+; closed: 0>$")
        self.cur.close()
        self.assertRegex(repr(self.cur), r"^<cursor object at 0x[0-9a-f]+; closed: -1>$")
        self.assertRegex(repr(self.conn), rf"^<connection object at 0x[0-9a-f]+; dsn: '{DSN}', closed: 0>$")
        self.conn.close()
        self.assertRegex(repr(self.conn), "closed: 1>$")

    def test_subclasses(self) -> None:
        class Mine(extensions.cursor):
            pass

        self.assertIsInstance(self.conn.cursor(cursor_factory=Mine), Mine)
        self.conn.cursor_factory = Mine
        self.assertIsInstance(self.conn.cursor(), Mine)
        self.assertIsInstance(self.connect(cursor_factory=Mine).cursor(), Mine)
        with self.assertRaisesRegex(TypeError, "must be subclass of psycopg2.extensions.cursor"):
            self.conn.cursor(cursor_factory=lambda connection: object())

    def test_subclasses_that_forget_to_call_us(self) -> None:
        class Broken(extensions.connection):
            def __init__(self, *args: object) -> None:
                pass

        connection = psycopg2.connect(DSN, connection_factory=Broken)
        self.assertRaises(psycopg2.InterfaceError, connection.cursor)
        self.assertIsNone(connection.info.dbname)
        self.assertIn("<unintialized>", repr(connection))

        class Headless(extensions.cursor):
            def __init__(self, *args: object) -> None:
                pass

        with self.assertRaisesRegex(psycopg2.InterfaceError, "the cursor has no connection"):
            self.conn.cursor(cursor_factory=Headless).execute("SELECT 1")

    def test_unknown_attributes_are_refused(self) -> None:
        for thing in (self.cur, self.conn):
            with self.assertRaises(AttributeError):
                thing.nosuch = 1
        with self.assertRaises(AttributeError):
            self.cur.rowcount = 5

    def test_they_do_not_pickle(self) -> None:
        for thing in (self.cur, self.conn):
            with self.assertRaisesRegex(TypeError, "cannot pickle 'psycopg2.extensions"):
                pickle.dumps(thing)

    def test_a_connection_without_a_name_is_closed(self) -> None:
        connection = psycopg2.connect(DSN)
        pid = connection.get_backend_pid()
        gone = weakref.ref(connection)
        del connection
        gc.collect()
        self.assertIsNone(gone())
        self.conn.autocommit = True
        while self.ask("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", (pid,)):
            pass

    def test_closed_things_say_so(self) -> None:
        self.conn.close()
        for use in (self.conn.cursor, self.conn.commit, self.conn.rollback, self.conn.poll, self.conn.cancel):
            with self.assertRaisesRegex(psycopg2.InterfaceError, "connection already closed"):
                use()
        self.conn.close()
        self.assertEqual(self.conn.closed, 1)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_UNKNOWN)

    def test_info(self) -> None:
        info = self.conn.info
        self.assertEqual((info.status, info.transaction_status, info.protocol_version), (0, 0, 3))
        self.assertEqual(info.server_version, int(self.ask("SHOW server_version_num")))
        self.assertEqual(info.backend_pid, self.ask("SELECT pg_backend_pid()"))
        self.assertEqual(info.user, self.ask("SELECT current_user"))
        self.assertEqual(info.dbname, self.ask("SELECT current_database()"))
        self.assertEqual(info.parameter_status("server_encoding"), "UTF8")
        self.assertIsNone(info.parameter_status("nosuch"))
        self.assertFalse(info.ssl_in_use)

    def test_what_is_missing_says_its_name(self) -> None:
        for use, name in ((self.conn.lobject, "lobject"), (lambda: extensions.Xid(1, "a", "b"), "Xid")):
            with self.assertRaisesRegex(psycopg2.NotSupportedError, f"^{name}.* is not supported"):
                use()
