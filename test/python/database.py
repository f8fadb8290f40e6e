"""What tests with a database share: connections that are closed behind them."""

from __future__ import annotations

import os
import unittest
from functools import cached_property
from typing import Any

import psycopg2

DSN = os.environ.get("PYTHON_TEST_DSN", "host=localhost port=5432 user=postgres dbname=postgres")


_idle: list[Any] = []
"""The connection that the last test has left, as new."""


class DatabaseTest(unittest.TestCase):
    """A test with a connection, and with as many others as it asks for."""

    def connect(self, **parameters: Any) -> Any:
        """A further connection."""
        connection = psycopg2.connect(DSN, **parameters)
        self.addCleanup(connection.close)
        return connection

    @cached_property
    def conn(self) -> Any:
        """The test's own connection, which is as new."""
        connection = _idle.pop() if _idle else psycopg2.connect(DSN)
        self.addCleanup(self._give_back, connection)
        return connection

    @staticmethod
    def _give_back(connection: Any) -> None:
        if not connection.closed:
            connection.reset()
            connection.notices, connection.notifies, connection.cursor_factory = [], [], None
            connection.string_types.clear()
            _idle.append(connection)

    @cached_property
    def cur(self) -> Any:
        """A cursor of the test's own connection."""
        return self.conn.cursor()

    def ask(self, query: str, variables: Any = None) -> Any:
        """The only value that a query gives."""
        self.cur.execute(query, variables)
        ((value,),) = self.cur.fetchall()
        return value
