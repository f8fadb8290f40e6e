"""Rows with names: DictCursor, RealDictCursor, NamedTupleCursor, on plain and on named cursors."""

import copy
import pickle
import unittest

from database import DatabaseTest
from psycopg2.extras import (
    DictConnection,
    DictCursor,
    DictCursorBase,
    NamedTupleConnection,
    NamedTupleCursor,
    RealDictConnection,
    RealDictCursor,
)

FETCHES = {
    "fetchone": lambda cursor: cursor.fetchone(),
    "fetchmany": lambda cursor: cursor.fetchmany(10)[0],
    "fetchall": lambda cursor: cursor.fetchall()[0],
    "iteration": lambda cursor: next(iter(cursor)),
}


class RowTest(DatabaseTest):
    """Rows of all kinds."""

    def row(self, factory, query="SELECT 5 AS foo, 4 AS bar, 33 AS baz"):
        """The query's first row."""
        cursor = self.conn.cursor(cursor_factory=factory)
        cursor.execute(query)
        return cursor.fetchone()

    def test_every_way_of_fetching_gives_them(self):
        for factory, value in (
            (DictCursor, lambda row: (row["foo"], row[0])),
            (RealDictCursor, lambda row: (row["foo"], list(row.values())[0])),
            (NamedTupleCursor, lambda row: (row.foo, row[0])),
        ):
            for name in (None, "named"):
                for way, fetch in FETCHES.items():
                    with self.subTest(factory=factory, name=name, way=way):
                        cursor = self.conn.cursor(name, cursor_factory=factory)
                        cursor.execute("SELECT * FROM (VALUES ('bar', 1), ('baz', 2)) AS v (foo, n)")
                        self.assertEqual(value(fetch(cursor)), ("bar", "bar"))
                        cursor.close()

    def test_rows_of_no_result_are_none(self):
        for factory in (DictCursor, RealDictCursor, NamedTupleCursor):
            cursor = self.conn.cursor(cursor_factory=factory)
            cursor.execute("SELECT 1 AS a WHERE false")
            self.assertEqual((cursor.fetchone(), cursor.fetchmany(5), cursor.fetchall(), list(cursor)), (None, [], [], []))

    def test_names_are_those_of_the_last_result(self):
        for factory in (DictCursor, RealDictCursor):
            cursor = self.conn.cursor(cursor_factory=factory)
            for name in ("a", "b"):
                cursor.execute(f"SELECT 1 AS {name}")
                self.assertEqual(list(cursor.fetchone().keys()), [name])
            cursor.callproc("abs", [-1])
            self.assertEqual(list(cursor.fetchone().keys()), ["abs"])

    def test_a_list_that_takes_names(self):
        row = self.row(DictCursor)
        self.assertEqual(row, [5, 4, 33])
        self.assertEqual((row["bar"], row[-1], row[0:2], row.get("none"), row.get(7, "x")), (4, 33, [5, 4], None, "x"))
        self.assertEqual(list(row.items()), [("foo", 5), ("bar", 4), ("baz", 33)])
        self.assertTrue("foo" in row and 5 not in row)
        row["foo"] = 6
        self.assertEqual((row[0], row.copy()), (6, {"foo": 6, "bar": 4, "baz": 33}))
        with self.assertRaises(KeyError):
            row["none"] = 1

    def test_a_dictionary(self):
        row = self.row(RealDictCursor)
        self.assertEqual(row, {"foo": 5, "bar": 4, "baz": 33})
        self.assertEqual(list(row), ["foo", "bar", "baz"])
        row[0] = "new"
        self.assertEqual(len(row), 4)
        self.assertEqual(self.row(RealDictCursor, "SELECT 1 AS a, 2 AS a"), {"a": 2})

    def test_names_become_pythons(self):
        row = self.row(NamedTupleCursor, 'SELECT 1 AS "a b", 2 AS "2", 3, 4 AS _x, 5 AS "a.b-c"')
        self.assertEqual(row._fields, ("a_b", "f2", "f_column_", "f_x", "a_b_c"))
        with self.assertRaises(ValueError):
            self.row(NamedTupleCursor, "SELECT 1 AS a, 2 AS a")

    def test_results_with_the_same_names_share_a_class(self):
        self.assertIs(type(self.row(NamedTupleCursor)), type(self.row(NamedTupleCursor)))

    def test_they_can_be_pickled_and_copied(self):
        for factory in (DictCursor, RealDictCursor):
            row = self.row(factory)
            for other in (pickle.loads(pickle.dumps(row)), copy.copy(row), copy.deepcopy(row)):
                self.assertEqual(other, row)
                self.assertEqual((type(other), other["baz"]), (type(row), 33))

    def test_rows_are_counted_as_they_are_fetched(self):
        for factory in (DictCursor, RealDictCursor, NamedTupleCursor):
            for name in (None, "named"):
                cursor = self.conn.cursor(name, cursor_factory=factory)
                cursor.itersize = 20
                cursor.execute("SELECT * FROM generate_series(1, 10)")
                self.assertEqual([cursor.rownumber for _ in cursor], list(range(1, 11)))
                cursor.close()

    def test_connections_make_their_cursors(self):
        for factory, kind in (
            (DictConnection, DictCursor),
            (RealDictConnection, RealDictCursor),
            (NamedTupleConnection, NamedTupleCursor),
        ):
            connection = self.connect(connection_factory=factory)
            self.assertIs(type(connection.cursor()), kind)
            self.assertIs(type(connection.cursor("named")), kind)
            self.assertIs(type(connection.cursor(cursor_factory=DictCursor)), DictCursor)
            connection.cursor_factory = DictCursor
            self.assertIs(type(connection.cursor()), DictCursor)

    def test_the_base_wants_to_know_its_rows(self):
        with self.assertRaises(NotImplementedError):
            self.conn.cursor(cursor_factory=DictCursorBase)


if __name__ == "__main__":
    unittest.main()
