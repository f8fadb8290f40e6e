"""DB-API 2.0, point by point: PEP 249's sentences, in its order."""

from __future__ import annotations

import datetime
import unittest

import psycopg2
from database import DatabaseTest


class ModuleTest(unittest.TestCase):
    """Module interface."""

    def test_globals(self) -> None:
        self.assertEqual(psycopg2.apilevel, "2.0")
        self.assertIn(psycopg2.threadsafety, (0, 1, 2, 3))
        self.assertEqual(psycopg2.paramstyle, "pyformat")
        self.assertTrue(callable(psycopg2.connect))

    def test_exceptions_form_the_tree(self) -> None:
        self.assertTrue(issubclass(psycopg2.Warning, Exception))
        self.assertTrue(issubclass(psycopg2.Error, Exception))
        for below, above in (
            (psycopg2.InterfaceError, psycopg2.Error),
            (psycopg2.DatabaseError, psycopg2.Error),
            (psycopg2.DataError, psycopg2.DatabaseError),
            (psycopg2.OperationalError, psycopg2.DatabaseError),
            (psycopg2.IntegrityError, psycopg2.DatabaseError),
            (psycopg2.InternalError, psycopg2.DatabaseError),
            (psycopg2.ProgrammingError, psycopg2.DatabaseError),
            (psycopg2.NotSupportedError, psycopg2.DatabaseError),
        ):
            self.assertEqual(below.__bases__, (above,))


class ConnectionTest(DatabaseTest):
    """Connection objects."""

    def test_close_makes_it_and_its_cursors_unusable(self) -> None:
        cursor = self.cur
        self.conn.close()
        for use in (self.conn.cursor, self.conn.commit, self.conn.rollback, cursor.fetchone):
            self.assertRaises(psycopg2.Error, use)
        self.assertRaises(psycopg2.Error, cursor.execute, "SELECT 1")

    def test_close_without_commit_rolls_back(self) -> None:
        other = self.connect()
        cursor = other.cursor()
        cursor.execute("CREATE TABLE dbapi_close (a int)")
        other.close()
        self.assertIsNone(self.ask("SELECT to_regclass('dbapi_close')"))

    def test_autocommit_is_off_at_first_and_commit_keeps(self) -> None:
        self.cur.execute("CREATE TABLE dbapi_commit (a int)")
        other = self.connect().cursor()
        for expected in (None, "dbapi_commit"):
            other.execute("SELECT to_regclass('dbapi_commit')::text")
            self.assertEqual(other.fetchone(), (expected,))
            other.connection.rollback()
            self.conn.commit()
        self.cur.execute("DROP TABLE dbapi_commit")
        self.conn.commit()

    def test_rollback_returns_to_the_start(self) -> None:
        self.cur.execute("CREATE TABLE dbapi_rollback (a int)")
        self.conn.rollback()
        self.assertIsNone(self.ask("SELECT to_regclass('dbapi_rollback')"))

    def test_exceptions_are_attributes(self) -> None:
        for name in ("Warning", "Error", "InterfaceError", "DatabaseError", "DataError", "OperationalError"):
            self.assertIs(getattr(self.conn, name), getattr(psycopg2, name))
        for name in ("IntegrityError", "InternalError", "ProgrammingError", "NotSupportedError"):
            self.assertIs(getattr(self.conn, name), getattr(psycopg2, name))


class CursorTest(DatabaseTest):
    """Cursor objects."""

    def test_cursors_of_one_connection_are_not_isolated(self) -> None:
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        other = self.conn.cursor()
        other.execute("SELECT count(*) FROM t")
        self.assertEqual(other.fetchone(), (0,))

    def test_description(self) -> None:
        self.assertIsNone(self.cur.description)
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.assertIsNone(self.cur.description)
        self.cur.execute("SELECT 1 AS one, 'x'::text AS two")
        self.assertEqual([len(column) for column in self.cur.description], [7, 7])
        self.assertEqual([column[0] for column in self.cur.description], ["one", "two"])
        self.assertEqual(self.cur.description[0][1], psycopg2.NUMBER)
        self.assertEqual(self.cur.description[1][1], psycopg2.STRING)

    def test_rowcount(self) -> None:
        self.assertEqual(self.cur.rowcount, -1)
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.assertEqual(self.cur.rowcount, -1)
        self.cur.execute("INSERT INTO t VALUES (1), (2)")
        self.assertEqual(self.cur.rowcount, 2)
        self.cur.execute("SELECT * FROM t")
        self.assertEqual(self.cur.rowcount, 2)

    def test_callproc_returns_the_input(self) -> None:
        self.assertEqual(self.cur.callproc("lower", ("FOO",)), ("FOO",))
        self.assertEqual(self.cur.fetchall(), [("foo",)])

    def test_close(self) -> None:
        self.cur.close()
        self.assertRaises(psycopg2.Error, self.cur.execute, "SELECT 1")

    def test_execute_binds_sequences_and_mappings(self) -> None:
        self.assertEqual(self.ask("SELECT %s", ("it's",)), "it's")
        self.assertEqual(self.ask("SELECT %(a)s", {"a": "it's", "b": 1}), "it's")

    def test_executemany(self) -> None:
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.cur.executemany("INSERT INTO t VALUES (%s)", [(1,), (2,), (3,)])
        self.assertEqual(self.cur.rowcount, 3)
        self.cur.executemany("INSERT INTO t VALUES (%(a)s)", ({"a": a} for a in range(2)))
        self.assertEqual(self.ask("SELECT count(*) FROM t"), 5)

    def test_fetching_without_a_result_is_an_error(self) -> None:
        for fetch in (self.cur.fetchone, self.cur.fetchmany, self.cur.fetchall):
            self.assertRaises(psycopg2.Error, fetch)
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        for fetch in (self.cur.fetchone, self.cur.fetchmany, self.cur.fetchall):
            self.assertRaises(psycopg2.Error, fetch)

    def test_fetchone(self) -> None:
        self.cur.execute("SELECT generate_series(1, 2)")
        self.assertEqual([self.cur.fetchone() for _ in range(4)], [(1,), (2,), None, None])

    def test_fetchmany_takes_arraysize(self) -> None:
        self.assertEqual(self.cur.arraysize, 1)
        self.cur.execute("SELECT generate_series(1, 6)")
        self.assertEqual(len(self.cur.fetchmany()), 1)
        self.cur.arraysize = 2
        self.assertEqual(len(self.cur.fetchmany()), 2)
        self.assertEqual(len(self.cur.fetchmany(10)), 3)
        self.assertEqual(self.cur.fetchmany(), [])

    def test_fetchall(self) -> None:
        self.cur.execute("SELECT generate_series(1, 3)")
        self.cur.fetchone()
        self.assertEqual(self.cur.fetchall(), [(2,), (3,)])
        self.assertEqual(self.cur.fetchall(), [])
        self.cur.execute("SELECT 1 WHERE false")
        self.assertEqual(self.cur.fetchall(), [])

    def test_nextset_is_refused(self) -> None:
        self.assertRaises(psycopg2.NotSupportedError, self.cur.nextset)

    def test_sizes_are_taken_and_do_nothing(self) -> None:
        self.cur.setinputsizes([25])
        self.cur.setoutputsize(1000)
        self.cur.setoutputsize(1000, 2)
        self.assertEqual(self.ask("SELECT 1"), 1)


class TypeTest(DatabaseTest):
    """Type objects and constructors."""

    def test_constructors(self) -> None:
        ticks = datetime.datetime(2024, 2, 29, 13, 14, 15).timestamp()
        for made, expected in (
            (psycopg2.Date(2024, 2, 29), datetime.date(2024, 2, 29)),
            (psycopg2.Time(13, 14, 15), datetime.time(13, 14, 15)),
            (psycopg2.Timestamp(2024, 2, 29, 13, 14, 15), datetime.datetime(2024, 2, 29, 13, 14, 15)),
            (psycopg2.DateFromTicks(ticks), datetime.date(2024, 2, 29)),
            (psycopg2.TimeFromTicks(ticks), datetime.time(13, 14, 15)),
        ):
            self.assertEqual(self.ask("SELECT %s", (made,)), expected)
        self.assertEqual(self.ask("SELECT %s::timestamp", (psycopg2.TimestampFromTicks(ticks),)).year, 2024)
        self.assertEqual(bytes(self.ask("SELECT %s", (psycopg2.Binary(b"\0\xff'\\"),))), b"\0\xff'\\")

    def test_type_objects_are_equal_to_type_codes(self) -> None:
        for query, kind in (
            ("SELECT 'x'::varchar", psycopg2.STRING),
            ("SELECT '\\x00'::bytea", psycopg2.BINARY),
            ("SELECT 1.5", psycopg2.NUMBER),
            ("SELECT '2024-02-29'::timestamp", psycopg2.DATETIME),
            ("SELECT 1::oid", psycopg2.ROWID),
        ):
            self.cur.execute(query)
            self.assertEqual(self.cur.description[0][1], kind)
            kinds = (psycopg2.STRING, psycopg2.BINARY, psycopg2.NUMBER, psycopg2.DATETIME, psycopg2.ROWID)
            self.assertEqual([self.cur.description[0][1] == other for other in kinds].count(True), 1)

    def test_null_is_none(self) -> None:
        self.assertIsNone(self.ask("SELECT NULL"))
        self.assertTrue(self.ask("SELECT %s IS NULL", (None,)))


class ExtensionTest(DatabaseTest):
    """Optional DB-API extensions."""

    def test_rownumber(self) -> None:
        self.cur.execute("SELECT generate_series(1, 2)")
        self.assertEqual(self.cur.rownumber, 0)
        self.cur.fetchone()
        self.assertEqual(self.cur.rownumber, 1)

    def test_connection_of_a_cursor(self) -> None:
        self.assertIs(self.cur.connection, self.conn)

    def test_scroll(self) -> None:
        self.cur.execute("SELECT generate_series(1, 5)")
        self.cur.scroll(2)
        self.assertEqual(self.cur.fetchone(), (3,))
        self.cur.scroll(-2)
        self.assertEqual(self.cur.fetchone(), (2,))
        self.cur.scroll(0, mode="absolute")
        self.assertEqual(self.cur.fetchone(), (1,))
        self.assertRaises((psycopg2.ProgrammingError, IndexError), self.cur.scroll, 9)

    def test_iteration(self) -> None:
        self.cur.execute("SELECT generate_series(1, 250)")
        self.assertIs(iter(self.cur), self.cur)
        self.assertEqual(next(self.cur), (1,))
        self.assertEqual([value for (value,) in self.cur], list(range(2, 251)))

    def test_lastrowid(self) -> None:
        self.assertEqual(self.cur.lastrowid, 0)

    def test_autocommit(self) -> None:
        self.conn.autocommit = True
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.conn.rollback()
        self.assertEqual(self.ask("SELECT count(*) FROM t"), 0)

    def test_two_phase_commit_is_refused_by_name(self) -> None:
        for name in ("tpc_begin", "tpc_prepare", "tpc_commit", "tpc_rollback", "tpc_recover", "xid"):
            with self.assertRaisesRegex(psycopg2.NotSupportedError, rf"^{name}\(\) is not supported"):
                getattr(self.conn, name)()
