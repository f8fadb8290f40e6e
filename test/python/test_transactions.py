"""Transactions: when they begin, what they are like, and how they end."""

from __future__ import annotations

import psycopg2
from database import DatabaseTest
from psycopg2 import errors, extensions


class StatementsTest(DatabaseTest):
    """What is sent, as the server has seen it."""

    def setting(self, name: str) -> str:
        return self.ask(f"SHOW {name}")

    def test_the_first_statement_begins_one(self) -> None:
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.cur.execute("SELECT 1")
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS)
        self.conn.commit()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)

    def test_a_failed_one_must_be_rolled_back(self) -> None:
        with self.assertRaises(errors.DivisionByZero):
            self.cur.execute("SELECT 1/0")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INERROR)
        with self.assertRaises(errors.InFailedSqlTransaction):
            self.cur.execute("SELECT 1")
        self.conn.rollback()
        self.assertEqual(self.ask("SELECT 1"), 1)

    def test_a_commit_that_is_executed_leaves_the_status(self) -> None:
        # As in psycopg2, whose own idea of the transaction is not the server's.
        self.cur.execute("SELECT 1")
        self.cur.execute("COMMIT")
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.cur.execute("SELECT 1")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_IDLE)
        self.conn.commit()
        self.assertEqual(self.conn.notices, ["WARNING:  there is no transaction in progress\n"])

    def test_characteristics_of_the_next_one(self) -> None:
        self.conn.set_session("serializable", readonly=True, deferrable=True)
        self.assertEqual(self.conn.isolation_level, extensions.ISOLATION_LEVEL_SERIALIZABLE)
        for name, expected in (("isolation", "serializable"), ("read_only", "on"), ("deferrable", "on")):
            self.assertEqual(self.setting(f"transaction_{name}"), expected)
            self.assertNotEqual(self.setting(f"default_transaction_{name}"), expected)
        self.conn.rollback()
        self.conn.set_session("default", "default", "default")
        self.assertEqual(self.setting("transaction_isolation"), "read committed")
        self.assertEqual(self.setting("transaction_read_only"), "off")

    def test_characteristics_without_transactions(self) -> None:
        self.conn.set_session(autocommit=True, readonly=True)
        self.assertEqual(self.setting("default_transaction_read_only"), "on")
        self.conn.autocommit = False
        self.assertEqual(self.setting("default_transaction_read_only"), "off")
        self.assertEqual(self.setting("transaction_read_only"), "on")

    def test_they_cannot_change_within_one(self) -> None:
        self.cur.execute("SELECT 1")
        for name, value in (("autocommit", True), ("isolation_level", 1), ("readonly", True), ("deferrable", True)):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, "inside a transaction"):
                setattr(self.conn, name, value)

    def test_bad_values(self) -> None:
        for level in (0, 5, -1, "foo", "read commited"):
            self.assertRaises(ValueError, self.conn.set_session, level)
        self.assertRaises(ValueError, self.conn.set_session, readonly="on")
        self.assertRaises(ValueError, self.conn.set_isolation_level, 5)

    def test_set_isolation_level_rolls_back(self) -> None:
        self.cur.execute("CREATE TABLE never (a int)")
        self.conn.set_isolation_level(extensions.ISOLATION_LEVEL_AUTOCOMMIT)
        self.assertTrue(self.conn.autocommit)
        self.assertIsNone(self.ask("SELECT to_regclass('never')"))
        self.conn.set_isolation_level(extensions.ISOLATION_LEVEL_REPEATABLE_READ)
        self.assertFalse(self.conn.autocommit)
        self.assertEqual(self.setting("transaction_isolation"), "repeatable read")

    def test_reset(self) -> None:
        self.conn.set_session("serializable", readonly=True, autocommit=True)
        self.conn.set_client_encoding("latin1")
        self.conn.reset()
        self.assertEqual(
            (self.conn.isolation_level, self.conn.readonly, self.conn.autocommit, self.conn.encoding),
            (None, None, False, "UTF8"),
        )
        self.assertEqual(self.setting("default_transaction_isolation"), "read committed")


class WithTest(DatabaseTest):
    """`with connection` is a transaction, and does not close."""

    def setUp(self) -> None:
        self.cur.execute("CREATE TEMP TABLE t (a int)")
        self.conn.commit()

    def test_commits(self) -> None:
        with self.conn as entered:
            self.assertIs(entered, self.conn)
            self.cur.execute("INSERT INTO t VALUES (1)")
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.conn.closed, 0)
        self.assertEqual(self.ask("SELECT count(*) FROM t"), 1)

    def test_rolls_back(self) -> None:
        with self.assertRaises(ZeroDivisionError), self.conn:
            self.cur.execute("INSERT INTO t VALUES (1)")
            raise ZeroDivisionError
        self.assertEqual(self.ask("SELECT count(*) FROM t"), 0)

    def test_begins_one_in_autocommit(self) -> None:
        self.conn.autocommit = True
        with self.assertRaises(ZeroDivisionError), self.conn:
            self.cur.execute("INSERT INTO t VALUES (1)")
            raise ZeroDivisionError
        self.assertEqual(self.ask("SELECT count(*) FROM t"), 0)
        self.assertEqual(self.conn.status, extensions.STATUS_READY)

    def test_not_within_itself(self) -> None:
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "re-entered"), self.conn, self.conn:
            self.fail("entered")

    def test_not_when_closed(self) -> None:
        self.conn.close()
        with self.assertRaises(psycopg2.InterfaceError), self.conn:
            self.fail("entered")

    def test_a_cursor_is_closed(self) -> None:
        with self.conn.cursor() as cursor:
            cursor.execute("SELECT 1")
        self.assertTrue(cursor.closed)
        self.assertEqual(self.conn.status, extensions.STATUS_BEGIN)


class ConcurrencyTest(DatabaseTest):
    """Two connections of one thread: who would wait for the other is told so in time."""

    def setUp(self) -> None:
        self.cur.execute("DROP TABLE IF EXISTS concurrency; CREATE TABLE concurrency (a int PRIMARY KEY, b int)")
        self.cur.execute("INSERT INTO concurrency VALUES (1, 0)")
        self.conn.commit()
        self.addCleanup(self.drop)

    def drop(self) -> None:
        with self.connect() as connection:
            connection.cursor().execute("DROP TABLE concurrency")

    def test_lock_timeout(self) -> None:
        other = self.connect().cursor()
        self.cur.execute("UPDATE concurrency SET b = 1")
        other.execute("SET lock_timeout = '50ms'")
        with self.assertRaises(errors.LockNotAvailable):
            other.execute("UPDATE concurrency SET b = 2")
        self.conn.rollback()
        other.connection.rollback()

    def test_serialization_failure(self) -> None:
        second = self.connect()
        for connection in (self.conn, second):
            connection.isolation_level = "repeatable read"
            connection.cursor().execute("SELECT * FROM concurrency")
        self.cur.execute("UPDATE concurrency SET b = 1")
        self.conn.commit()
        with self.assertRaises(extensions.TransactionRollbackError) as caught:
            second.cursor().execute("UPDATE concurrency SET b = 2")
        self.assertIsInstance(caught.exception, errors.SerializationFailure)
        second.rollback()

    def test_a_deferred_constraint_fails_at_commit(self) -> None:
        self.cur.execute("ALTER TABLE concurrency ADD UNIQUE (b) DEFERRABLE INITIALLY DEFERRED")
        self.cur.execute("INSERT INTO concurrency VALUES (2, 0)")
        with self.assertRaises(errors.UniqueViolation):
            self.conn.commit()
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertEqual(self.ask("SELECT count(*) FROM concurrency"), 1)
        self.conn.rollback()
