"""Pools of connections."""

import unittest

from database import DSN, DatabaseTest
from psycopg2 import extensions as ext
from psycopg2.pool import PoolError, SimpleConnectionPool, ThreadedConnectionPool


class PoolTest(DatabaseTest):
    """Lending connections and taking them back."""

    def pool(self, least, most, kind=SimpleConnectionPool):
        """A pool that is closed after the test."""
        made = kind(least, most, DSN)
        self.addCleanup(lambda: made.closed or made.closeall())
        return made

    def test_lends_at_most_so_many(self):
        for kind in (SimpleConnectionPool, ThreadedConnectionPool):
            pool = self.pool(0, 2, kind)
            first, second = pool.getconn(), pool.getconn("key")
            self.assertIs(pool.getconn("key"), second)
            with self.assertRaisesRegex(PoolError, "connection pool exhausted"):
                pool.getconn()
            pool.putconn(first)
            self.assertIsNot(pool.getconn(), second)

    def test_keeps_the_least_and_closes_the_rest(self):
        pool = self.pool(1, 2)
        first, second = pool.getconn(), pool.getconn()
        pool.putconn(first)
        pool.putconn(second)
        self.assertEqual((first.closed, second.closed), (0, 1))
        self.assertIs(pool.getconn(), first)

    def test_takes_connections_back_without_their_transactions(self):
        pool = self.pool(1, 1)
        for spoil in ("SELECT 1", "nonsense"):
            connection = pool.getconn()
            try:
                connection.cursor().execute(spoil)
            except connection.ProgrammingError:
                pass
            pool.putconn(connection)
            self.assertEqual(connection.info.transaction_status, ext.TRANSACTION_STATUS_IDLE)
            self.assertIs(pool.getconn(), connection)
            pool.putconn(connection)

    def test_forgets_what_was_closed(self):
        pool = self.pool(1, 1)
        connection = pool.getconn()
        connection.close()
        pool.putconn(connection)
        other = pool.getconn()
        self.assertEqual(other.closed, 0)
        pool.putconn(other, close=True)
        self.assertEqual(other.closed, 1)

    def test_takes_only_its_own(self):
        with self.assertRaisesRegex(PoolError, "trying to put unkeyed connection"):
            self.pool(0, 1).putconn(self.connect())

    def test_is_of_no_use_once_closed(self):
        pool = self.pool(1, 2)
        lent = pool.getconn()
        pool.closeall()
        self.assertEqual(lent.closed, 1)
        for use in (pool.getconn, pool.closeall, lambda: pool.putconn(lent)):
            with self.assertRaisesRegex(PoolError, "connection pool is closed"):
                use()


if __name__ == "__main__":
    unittest.main()
