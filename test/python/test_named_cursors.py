"""Server-side cursors."""

from __future__ import annotations

import psycopg2
from database import DatabaseTest
from psycopg2 import errors


class NamedCursorTest(DatabaseTest):
    """conn.cursor("name")."""

    def declare(self, query: str = "SELECT generate_series(1, 10)", **kind: bool) -> psycopg2.extensions.cursor:
        cursor = self.conn.cursor('it\'s "named"', **kind)
        cursor.execute(query)
        return cursor

    def held(self, cursor: psycopg2.extensions.cursor) -> tuple[bool, bool]:
        self.cur.execute("SELECT is_holdable, is_scrollable FROM pg_cursors WHERE name = %s", (cursor.name,))
        return self.cur.fetchone()

    def test_what_is_sent(self) -> None:
        for kind, clauses in (
            ({}, b"CURSOR WITHOUT HOLD"),
            ({"withhold": True}, b"CURSOR WITH HOLD"),
            ({"scrollable": True}, b"SCROLL CURSOR WITHOUT HOLD"),
            ({"scrollable": False}, b"NO SCROLL CURSOR WITHOUT HOLD"),
        ):
            cursor = self.declare("SELECT 1", **kind)
            self.assertEqual(cursor.query, b'DECLARE "it\'s ""named""" ' + clauses + b" FOR SELECT 1")
            cursor.close()
            self.conn.rollback()

    def test_fetching(self) -> None:
        cursor = self.declare()
        self.assertEqual((cursor.rowcount, cursor.description), (-1, None))
        self.assertEqual(cursor.fetchone(), (1,))
        self.assertEqual(cursor.description[0].name, "generate_series")
        self.assertEqual(cursor.fetchmany(2), [(2,), (3,)])
        self.assertEqual(cursor.fetchall(), [(value,) for value in range(4, 11)])
        self.assertIsNone(cursor.fetchone())

    def test_iteration_goes_by_itersize(self) -> None:
        cursor = self.declare()
        cursor.itersize = 4
        self.assertEqual(
            [(value, cursor.rownumber) for (value,) in cursor],
            [(value, (value - 1) % 4 + 1) for value in range(1, 11)],
        )

    def test_scroll(self) -> None:
        cursor = self.declare(scrollable=True)
        cursor.scroll(5)
        self.assertEqual(cursor.fetchone(), (6,))
        cursor.scroll(0, "absolute")
        self.assertEqual(cursor.fetchone(), (1,))
        cursor.scroll(-1)
        self.assertEqual(cursor.fetchone(), (1,))

    def test_a_cursor_that_only_goes_forward(self) -> None:
        cursor = self.declare(scrollable=False)
        cursor.fetchmany(2)
        with self.assertRaises(errors.ObjectNotInPrerequisiteState):
            cursor.scroll(-1)

    def test_it_ends_with_its_transaction(self) -> None:
        cursor = self.declare()
        self.conn.commit()
        for use in (cursor.fetchone, cursor.close, lambda: cursor.scroll(1)):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, "named cursor isn't valid anymore"):
                use()

    def test_one_that_outlives_it(self) -> None:
        cursor = self.declare(withhold=True)
        self.conn.commit()
        self.assertEqual(len(cursor.fetchall()), 10)
        self.assertTrue(self.held(cursor)[0])
        cursor.close()
        self.assertIsNone(self.held(cursor))

    def test_autocommit_needs_one_that_outlives(self) -> None:
        self.conn.autocommit = True
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "can't use a named cursor outside of transactions"):
            self.declare()
        self.assertEqual(len(self.declare(withhold=True).fetchall()), 10)

    def test_it_executes_once(self) -> None:
        cursor = self.declare()
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "more than once"):
            cursor.execute("SELECT 1")
        self.assertRaises(psycopg2.ProgrammingError, cursor.executemany, "SELECT 1", [])
        self.assertRaises(psycopg2.ProgrammingError, cursor.callproc, "now")

    def test_close_without_execute(self) -> None:
        self.cur.execute("DECLARE here CURSOR FOR SELECT 1")
        self.conn.cursor("here").close()
        self.assertEqual(self.ask("SELECT count(*) FROM pg_cursors WHERE name = 'here'"), 0)
        self.conn.cursor("nowhere").close()

    def test_a_failure_is_not_hidden_by_close(self) -> None:
        with self.assertRaises(errors.DivisionByZero), self.conn.cursor("bad") as cursor:
            cursor.execute("SELECT 1/0")
            cursor.fetchone()

    def test_plain_cursors_have_no_such_kind(self) -> None:
        self.assertRaises(psycopg2.ProgrammingError, self.conn.cursor, withhold=True)
        self.assertRaises(psycopg2.ProgrammingError, self.conn.cursor, scrollable=False)
