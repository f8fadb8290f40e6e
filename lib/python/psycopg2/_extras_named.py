"""Cursors whose rows are named tuples."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from .extensions import connection, cursor

_NO_NAME = re.compile("[" + re.escape(" !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~") + "]")


def python_name(name: str) -> str:
    """A column's or type's name with `_` for each sign that a Python name cannot have."""
    return _NO_NAME.sub("_", name)


class NamedTupleConnection(connection):
    """A connection that uses `NamedTupleCursor` automatically."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """As `connection.cursor`."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or NamedTupleCursor)
        return super().cursor(*args, **kwargs)


class NamedTupleCursor(cursor):
    """A cursor whose rows are named tuples: `row[0]`, `row.id`. Names become Python's: `?column?` is `f_column_`."""

    Record: Any = None
    """The class of the result's rows, once one was fetched."""
    MAX_CACHE = 1024

    def execute(self, query: Any, vars: Any = None) -> None:
        """As `cursor.execute`."""
        self.Record = None
        return super().execute(query, vars)

    def executemany(self, query: Any, vars: Any) -> None:
        """As `cursor.executemany`."""
        self.Record = None
        return super().executemany(query, vars)

    def callproc(self, procname: str, vars: Any = None) -> Any:
        """As `cursor.callproc`."""
        self.Record = None
        return super().callproc(procname, vars)

    def fetchone(self) -> Any:
        """As `cursor.fetchone`."""
        row = super().fetchone()
        return None if row is None else self._record()._make(row)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """As `cursor.fetchmany`."""
        rows = super().fetchmany(size)
        return list(map(self._record()._make, rows))

    def fetchall(self) -> list[Any]:
        """As `cursor.fetchall`."""
        rows = super().fetchall()
        return list(map(self._record()._make, rows))

    def __iter__(self) -> Iterator[Any]:
        rows = super().__iter__()  # the cursor itself: a `for` over it would come back here
        while (row := next(rows, None)) is not None:
            yield self._record()._make(row)

    def _record(self) -> Any:
        if self.Record is None:
            self.Record = self._make_nt()
        return self.Record

    def _make_nt(self) -> Any:
        return self._cached_make_nt(tuple(column[0] for column in self.description or ()))

    @classmethod
    def _do_make_nt(cls, key: tuple[str, ...]) -> Any:
        names = [python_name(name) for name in key]
        fields = [f"f{name}" if name[0] in "_0123456789" else name for name in names]
        return namedtuple("Record", fields, module="psycopg2.extras")

    _cached_make_nt = classmethod(lru_cache(512)(lambda cls, key: cls._do_make_nt(key)))
