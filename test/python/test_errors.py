"""Errors: their classes, their texts, and what they know."""

from __future__ import annotations

import pickle
import unittest

import psycopg2
from database import DatabaseTest
from psycopg2 import _report, errorcodes, errors, extensions


class ClassTest(unittest.TestCase):
    """errors and errorcodes."""

    def test_lookup(self) -> None:
        self.assertIs(errors.lookup("23505"), errors.UniqueViolation)
        self.assertEqual(errors.UniqueViolation.__module__, "psycopg2.errors")
        self.assertEqual(errorcodes.lookup("23505"), "UNIQUE_VIOLATION")
        self.assertEqual(errorcodes.UNIQUE_VIOLATION, "23505")
        self.assertEqual(errorcodes.lookup("42"), "CLASS_SYNTAX_ERROR_OR_ACCESS_RULE_VIOLATION")
        for module in (errors, errorcodes):
            self.assertRaises(KeyError, module.lookup, "zzzzz")
        self.assertFalse(hasattr(errors, "NoSuchError"))

    def test_bases(self) -> None:
        for name, base in (
            ("FeatureNotSupported", psycopg2.NotSupportedError),
            ("ConnectionFailure", psycopg2.OperationalError),
            ("CaseNotFound", psycopg2.ProgrammingError),
            ("DivisionByZero", psycopg2.DataError),
            ("UniqueViolation", psycopg2.IntegrityError),
            ("InFailedSqlTransaction", psycopg2.InternalError),
            ("SerializationFailure", extensions.TransactionRollbackError),
            ("DeadlockDetected", extensions.TransactionRollbackError),
            ("SyntaxError", psycopg2.ProgrammingError),
            ("QueryCanceled", extensions.QueryCanceledError),
            ("AdminShutdown", psycopg2.OperationalError),
            ("RaiseException", psycopg2.InternalError),
            ("InternalError_", psycopg2.InternalError),
            ("NoData", psycopg2.DatabaseError),
        ):
            self.assertEqual(getattr(errors, name).__bases__, (base,), name)

    def test_two_codes_of_one_name(self) -> None:
        self.assertIs(errors.lookup("2F002"), errors.ModifyingSqlDataNotPermitted)
        self.assertIs(errors.lookup("38002"), errors.ModifyingSqlDataNotPermittedExt)
        self.assertEqual(errorcodes.MODIFYING_SQL_DATA_NOT_PERMITTED_, "2F002")
        self.assertEqual(errorcodes.MODIFYING_SQL_DATA_NOT_PERMITTED, "38002")


class TextTest(unittest.TestCase):
    """The line of the statement and the mark under the place, as libpq prints them."""

    def place(self, statement: str, position: int) -> str:
        text = _report.text_of({"S": "ERROR", "M": "m", "P": str(position)}, statement)
        return text.removeprefix("ERROR:  m\n")

    def test_short_lines(self) -> None:
        self.assertEqual(self.place("selec 1", 1), "LINE 1: selec 1\n        ^\n")
        self.assertEqual(self.place("select 1 from", 14), f"LINE 1: select 1 from\n{' ' * 21}^\n")
        self.assertEqual(self.place("select\n  1,\n\t2, foo", 17), f"LINE 3:  2, foo\n{' ' * 12}^\n")
        self.assertEqual(self.place("select\r\nfoo\r\nfrom", 9), "LINE 2: foo\n        ^\n")

    def test_long_lines(self) -> None:
        ones = "1," * 60
        self.assertEqual(self.place(f"select {ones} foo", 129), f"LINE 1: ...{ones[-56:]} foo\n{' ' * 68}^\n")
        rest = ", 1" * 60
        self.assertEqual(self.place("select foo" + rest, 8), f"LINE 1: {('select foo' + rest)[:60]}...\n{' ' * 15}^\n")
        expected = f"LINE 1: ...,{ones[-48:]} foo, 1, 1,...\n{' ' * 61}^\n"
        self.assertEqual(self.place(f"select {ones} foo{rest}", 129), expected)

    def test_wide_characters(self) -> None:
        self.assertEqual(self.place("select '日本語', foo", 15), f"LINE 1: select '日本語', foo\n{' ' * 25}^\n")
        self.assertEqual(self.place("select 'é', foo", 13), f"LINE 1: select 'é', foo\n{' ' * 20}^\n")

    def test_places_that_are_not_there(self) -> None:
        self.assertEqual(self.place("x", 99), "")
        self.assertEqual(self.place("x", 0), "")
        self.assertEqual(_report.text_of({"M": "m", "P": "3"}, None), "ERROR:  m at character 3\n")


class RaisedTest(DatabaseTest):
    """What is raised for an error of the server's."""

    def failure(self, query: str) -> psycopg2.Error:
        with self.assertRaises(psycopg2.Error) as caught:
            self.cur.execute(query)
        self.conn.rollback()
        return caught.exception

    def test_text_and_code(self) -> None:
        error = self.failure("SELECT foo FROM bar")
        place = f"LINE 1: SELECT foo FROM bar\n{' ' * 24}^\n"
        self.assertEqual(str(error), f'relation "bar" does not exist\n{place}')
        self.assertEqual(error.pgerror, f'ERROR:  relation "bar" does not exist\n{place}')
        self.assertEqual((type(error), error.pgcode), (errors.UndefinedTable, "42P01"))
        self.assertIs(error.cursor, self.cur)
        self.assertEqual(error.diag.statement_position, "17")

    def test_detail_hint_context(self) -> None:
        self.cur.execute("CREATE TEMP TABLE t (a int PRIMARY KEY)")
        self.conn.commit()
        error = self.failure("INSERT INTO t VALUES (1), (1)")
        self.assertTrue(str(error).endswith("\nDETAIL:  Key (a)=(1) already exists.\n"))
        self.assertEqual((error.diag.table_name, error.diag.constraint_name), ("t", "t_pkey"))
        self.assertIn("\nHINT:  No function matches", str(self.failure("SELECT nosuch(1)")))
        error = self.failure("DO $$ BEGIN EXECUTE 'select a b c'; END $$")
        self.assertEqual(
            str(error),
            f'syntax error at or near "c"\nLINE 1: select a b c\n{" " * 19}^\nQUERY:  select a b c\n'
            "CONTEXT:  PL/pgSQL function inline_code_block line 1 at EXECUTE\n",
        )

    def test_codes_that_nobody_knows(self) -> None:
        for code, cls in (("23ZZZ", psycopg2.IntegrityError), ("ABCDE", psycopg2.DatabaseError)):
            error = self.failure(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{code}'; END $$")
            self.assertEqual((type(error), error.pgcode), (cls, code))

    def test_errors_of_ours_have_no_code(self) -> None:
        error = psycopg2.Error("a", "b")
        self.assertEqual((error.pgcode, error.pgerror, error.cursor, error.args), (None, None, None, ("a", "b")))
        self.assertIsNone(error.diag.sqlstate)

    def test_it_travels(self) -> None:
        error = self.failure("SELECT 1/0")
        copy = pickle.loads(pickle.dumps(error))
        self.assertEqual(
            (type(copy), copy.args, copy.pgcode, copy.pgerror, copy.cursor),
            (errors.DivisionByZero, ("division by zero\n",), "22012", "ERROR:  division by zero\n", None),
        )

    def test_a_session_that_is_ended(self) -> None:
        other = self.connect()
        cursor = other.cursor()
        with self.assertRaises(psycopg2.OperationalError) as caught:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        self.assertIn("server closed the connection unexpectedly\n\tThis probably means", str(caught.exception))
        self.assertEqual((other.closed, cursor.closed), (2, True))
        self.assertRaises(psycopg2.InterfaceError, other.rollback)
        other.close()
        self.assertEqual(other.closed, 1)
