"""Pools: connections that are lent and come back, so that not every piece of work makes its own."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from contextlib import suppress
from typing import Any

import psycopg2

from . import extensions


class PoolError(psycopg2.Error):
    """A pool cannot do what it was asked for."""


class AbstractConnectionPool:
    """What pools have in common. They keep `minconn` idle connections, and lend at most `maxconn`."""

    def __init__(self, minconn: int, maxconn: int, *args: Any, **kwargs: Any) -> None:
        """Makes `minconn` connections at once; all are made by `psycopg2.connect(*args, **kwargs)`."""
        self.minconn = int(minconn)
        self.maxconn = int(maxconn)
        self.closed = False
        self._args = args
        self._kwargs = kwargs
        self._pool: list[Any] = []
        self._used: dict[Hashable, Any] = {}
        self._rused: dict[int, Hashable] = {}
        """The key under which a connection is lent, by its id."""
        self._keys = 0
        for _ in range(self.minconn):
            self._connect()

    def _connect(self, key: Hashable = None) -> Any:
        """A new connection: idle, or lent under a key."""
        connection = psycopg2.connect(*self._args, **self._kwargs)
        if key is None:
            self._pool.append(connection)
        else:
            self._lend(connection, key)
        return connection

    def _lend(self, connection: Any, key: Hashable) -> None:
        self._used[key] = connection
        self._rused[id(connection)] = key

    def _getkey(self) -> int:
        """A key that nobody has had."""
        self._keys += 1
        return self._keys

    def _check_open(self) -> None:
        if self.closed:
            raise PoolError("connection pool is closed")

    def _getconn(self, key: Hashable = None) -> Any:
        """The connection that is lent under `key`, else an idle one, else a new one. PoolError when all are lent."""
        self._check_open()
        if key is None:
            key = self._getkey()
        if key in self._used:
            return self._used[key]
        if self._pool:
            connection = self._pool.pop()
            self._lend(connection, key)
            return connection
        if len(self._used) == self.maxconn:
            raise PoolError("connection pool exhausted")
        return self._connect(key)

    def _putconn(self, conn: Any, key: Hashable = None, close: bool = False) -> None:
        """Takes a connection back. It is kept if there are too few, without its transaction; else it is closed."""
        self._check_open()
        if key is None:
            key = self._rused.get(id(conn))
            if key is None:
                raise PoolError("trying to put unkeyed connection")
        if close or len(self._pool) >= self.minconn:
            conn.close()
        elif not conn.closed:
            self._take_back(conn)
        del self._used[key]
        del self._rused[id(conn)]

    def _take_back(self, conn: Any) -> None:
        status = conn.info.transaction_status
        if status == extensions.TRANSACTION_STATUS_UNKNOWN:
            # The server is gone.
            conn.close()
            return
        if status != extensions.TRANSACTION_STATUS_IDLE:
            conn.rollback()
        self._pool.append(conn)

    def _closeall(self) -> None:
        """Closes all connections, the lent ones too: whoever has one must be able to bear that."""
        self._check_open()
        for connection in [*self._pool, *self._used.values()]:
            with suppress(Exception):
                connection.close()
        self.closed = True


class SimpleConnectionPool(AbstractConnectionPool):
    """A connection pool that can't be shared across different threads."""

    getconn = AbstractConnectionPool._getconn
    putconn = AbstractConnectionPool._putconn
    closeall = AbstractConnectionPool._closeall


class ThreadedConnectionPool(AbstractConnectionPool):
    """A connection pool that works with the threading module."""

    def __init__(self, minconn: int, maxconn: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(minconn, maxconn, *args, **kwargs)
        self._lock = threading.Lock()

    def getconn(self, key: Hashable = None) -> Any:
        """Lends a connection, as `_getconn` says."""
        with self._lock:
            return self._getconn(key)

    def putconn(self, conn: Any = None, key: Hashable = None, close: bool = False) -> None:
        """Takes a connection back, as `_putconn` says."""
        with self._lock:
            self._putconn(conn, key, close)

    def closeall(self) -> None:
        """Closes all connections, as `_closeall` says."""
        with self._lock:
            self._closeall()
