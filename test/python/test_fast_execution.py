"""execute_batch and execute_values, and connections that log."""

import io
import logging
import unittest

import psycopg2
from database import DatabaseTest
from psycopg2 import sql
from psycopg2.extras import LoggingConnection, MinTimeLoggingConnection, execute_batch, execute_values


class BatchTest(DatabaseTest):
    """Many statements at once."""

    def setUp(self):
        self.cur.execute("CREATE TEMPORARY TABLE many (id serial, val int, data text) ON COMMIT DROP")

    def values(self):
        """What is in the table, in its order."""
        self.cur.execute("SELECT val, data FROM many ORDER BY id")
        return self.cur.fetchall()

    def test_pages_of_statements(self):
        execute_batch(self.cur, "INSERT INTO many (val) VALUES (%s)", ((i,) for i in range(25)), page_size=10)
        self.assertEqual(self.cur.query.count(b"INSERT"), 5)
        self.assertEqual(self.values(), [(i, None) for i in range(25)])

    def test_nothing_to_do_is_no_statement(self):
        before = self.cur.query
        execute_batch(self.cur, "INSERT INTO many (val) VALUES (%s)", [])
        execute_values(self.cur, "INSERT INTO many (val) VALUES %s", [])
        self.assertEqual(self.cur.query, before)

    def test_statements_by_name_in_bytes_and_composed(self):
        execute_batch(self.cur, "INSERT INTO many (val, data) VALUES (%(v)s, %(d)s)", [{"v": 1, "d": "€%s"}])
        execute_batch(self.cur, b"INSERT INTO many (val) VALUES (%s)", [(2,)])
        query = sql.SQL("INSERT INTO {} (val) VALUES (%s)").format(sql.Identifier("many"))
        execute_batch(self.cur, query, [(3,)])
        self.assertEqual(self.values(), [(1, "€%s"), (2, None), (3, None)])

    def test_pages_of_values(self):
        execute_values(self.cur, "INSERT INTO many (val, data) VALUES %s", [(i, "%s") for i in range(7)], page_size=3)
        self.assertEqual(self.cur.query, b"INSERT INTO many (val, data) VALUES (6,'%s')")
        self.assertEqual(self.values(), [(i, "%s") for i in range(7)])

    def test_values_by_a_template(self):
        rows = [{"a": 1}, {"a": 2}]
        execute_values(self.cur, "INSERT INTO many (val, data) VALUES %s", rows, template="(%(a)s, '50%%')")
        execute_values(self.cur, b"INSERT INTO many (val) VALUES %s", [(3,)], template=b"(%s + 1)")
        self.assertEqual(self.values(), [(1, "50%"), (2, "50%"), (4, None)])

    def test_values_that_come_back(self):
        query = sql.SQL("INSERT INTO {} (val) VALUES %s RETURNING val -- 100%%").format(sql.Identifier("many"))
        returned = execute_values(self.cur, query, [(i,) for i in range(7)], page_size=3, fetch=True)
        self.assertEqual(returned, [(i,) for i in range(7)])
        self.assertTrue(self.cur.query.endswith(b"-- 100%"))
        self.assertEqual(execute_values(self.cur, query, [], fetch=True), [])

    def test_one_place_for_the_values(self):
        for query, message in (
            ("VALUES", "the query doesn't contain any '%s' placeholder"),
            ("VALUES %%s", "the query doesn't contain any '%s' placeholder"),
            ("VALUES %s, %s", "the query contains more than one '%s' placeholder"),
            ("VALUES %d", "unsupported format character: 'd'"),
        ):
            with self.assertRaises(ValueError) as caught:
                execute_values(self.cur, query, [(1,)])
            self.assertEqual(str(caught.exception), message)


class LoggingTest(DatabaseTest):
    """Connections that log."""

    def test_logs_to_a_file_what_is_sent(self):
        connection = self.connect(connection_factory=LoggingConnection)
        log = io.StringIO()
        connection.initialize(log)
        cursor = connection.cursor()
        cursor.execute("SELECT %s", ("€",))
        cursor.callproc("abs", [1])
        with self.assertRaises(psycopg2.ProgrammingError):
            cursor.execute("nonsense")
        self.assertEqual(log.getvalue().splitlines(), ["SELECT '€'", "SELECT * FROM abs(1)", "nonsense"])

    def test_logs_to_a_logger(self):
        connection = self.connect(connection_factory=LoggingConnection)
        connection.initialize(logging.getLogger("test"))
        with self.assertLogs("test", logging.DEBUG) as logs:
            connection.cursor().execute("SELECT 1")
        self.assertEqual(logs.records[0].msg, b"SELECT 1")

    def test_logs_what_takes_long(self):
        connection = self.connect(connection_factory=MinTimeLoggingConnection)
        log = io.StringIO()
        connection.initialize(log, mintime=1_000_000)
        connection.cursor().execute("SELECT 1")
        connection.initialize(log, mintime=-1)
        connection.cursor().execute("SELECT 2")
        self.assertRegex(log.getvalue(), r"^SELECT 2\s+\(execution time: [\d.e-]+ ms\)\s+$")

    def test_wants_to_know_where_to(self):
        connection = self.connect(connection_factory=LoggingConnection)
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "has not been initialize"):
            connection.cursor()


if __name__ == "__main__":
    unittest.main()
