"""sqlite3, whose waits for a lock and whose long statements can be stopped.

SQLite itself would sleep, and compute, where no Stop reaches it. So the database never waits (its timeout is 0): we try
again, and sleep in between; and it asks us now and then whether it shall go on. All else is sqlite3's own.
"""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import _kernel_host

from . import stop

T = TypeVar("T")

_BETWEEN = 0.05
"""Seconds between two attempts."""
_OFTEN = 100_000
"""Instructions of SQLite's between two looks for a Stop: about a millisecond."""

_connect = sqlite3.connect


class Cursor(sqlite3.Cursor):
    """SQLite database cursor class."""

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self._patiently(lambda: super(Cursor, self).execute(sql, parameters))

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        given = _Given(parameters)
        return self._patiently(lambda: super(Cursor, self).executemany(sql, given), given.can_begin_again)

    def executescript(self, script: str, /) -> Any:
        # Of several statements some may have been run, and must not be run twice.
        return self._patiently(lambda: super(Cursor, self).executescript(script), lambda: _is_one(script))

    def fetchone(self) -> Any:
        return self._patiently(super().fetchone, _never)

    def fetchmany(self, size: int | None = None) -> Any:
        count = self.arraysize if size is None else size
        return self._patiently(lambda: super(Cursor, self).fetchmany(count), _never)

    def fetchall(self) -> Any:
        return self._patiently(super().fetchall, _never)

    def __next__(self) -> Any:
        return self._patiently(super().__next__, _never)

    def _patiently(self, work: Callable[[], T], may_try_again: Callable[[], bool] = lambda: True) -> T:
        return _patiently(self.connection, work, may_try_again)


class Connection(sqlite3.Connection):
    """SQLite database connection object."""

    _patience = 5.0

    def __init__(self, database: Any, timeout: float = 5.0, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, 0.0, *args, **kwargs)
        self._patience = timeout
        super().set_progress_handler(_is_to_end, _OFTEN)

    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Any:
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Any:
        return self.cursor().executemany(sql, parameters)

    def executescript(self, script: str, /) -> Any:
        return self.cursor().executescript(script)

    def commit(self) -> None:
        _patiently(self, super().commit)

    def __exit__(self, kind: type[BaseException] | None, value: Any, trace: Any) -> Any:
        if kind is None and self.autocommit is not True:
            try:
                self.commit()
            except BaseException as error:
                super().__exit__(type(error), error, error.__traceback__)
                raise
        return super().__exit__(kind, value, trace)


class _Given(Iterable[Any]):
    """Parameters for many statements: an attempt that fails at the first of them may begin again with it."""

    def __init__(self, parameters: Iterable[Any]) -> None:
        self._rest = iter(parameters)
        self._first: list[Any] = []
        self._taken = 0

    def can_begin_again(self) -> bool:
        return self._taken <= 1

    def __iter__(self) -> Iterator[Any]:
        self._taken = 0
        for item in itertools.chain(self._first, self._rest):
            self._first = [item] if self._taken == 0 else []
            self._taken += 1
            yield item


def connect(database: Any, timeout: float = 5.0, *args: Any, **kwargs: Any) -> Any:
    """Open a connection to the SQLite database file 'database'."""
    if len(args) < 4:
        kwargs.setdefault("factory", Connection)
    return _connect(database, timeout, *args, **kwargs)


def _patiently(connection: sqlite3.Connection, work: Callable[[], T], may_try_again: Callable[[], bool] = lambda: True) -> T:
    """Does something that another connection's lock may keep from being done, until the connection's timeout is over."""
    until = time.monotonic() + getattr(connection, "_patience", 0)
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT and stop.seen():
                raise KeyboardInterrupt from None
            left = until - time.monotonic()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or left <= 0 or not may_try_again():
                raise
        time.sleep(min(_BETWEEN, left))


def _is_to_end() -> bool:
    """Asked by SQLite while it computes."""
    if not _kernel_host.take_stop():
        return False
    stop.note()
    return True


def _is_one(script: str) -> bool:
    """Whether a script is a single statement."""
    first, found, rest = script.partition(";")
    while found and not sqlite3.complete_statement(first + ";"):
        more, found, rest = rest.partition(";")
        first += ";" + more
    return not rest.strip()


def _never() -> bool:
    return False


def install() -> None:
    """From now on this is what sqlite3 is."""
    for ours in (Connection, Cursor, connect):
        ours.__module__ = "sqlite3"
        for module in (sqlite3, sqlite3.dbapi2):
            setattr(module, ours.__name__, ours)
