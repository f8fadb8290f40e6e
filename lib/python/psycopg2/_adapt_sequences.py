"""Lists as arrays, tuples as the right side of IN."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ._adapt import ISQLQuote, adapters, quick, quote
from ._adapt_base import ConnectedAdapter

_EMPTY = b"'{}'"


class List(ConnectedAdapter):
    """List(list) -> new list wrapper object"""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """`ARRAY[…]`; a list of nothing but NULLs as `'{…}'`, since PostgreSQL could not tell an ARRAY's type."""
        return _quote_list(self._adapted, self._connection)


class SQL_IN:
    """Adapt any iterable to an SQL quotable object."""

    def __init__(self, seq: Iterable[Any]) -> None:
        self._seq = seq
        self._conn: Any = None

    def prepare(self, conn: Any) -> None:
        """Writes the items for this connection."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """The items between parentheses."""
        return b"(" + b", ".join([quote(item, self._conn) for item in self._seq]) + b")"

    def __str__(self) -> str:
        return str(self.getquoted())


def _quote_list(items: list[Any], connection: Any) -> bytes:
    if not items:
        return _EMPTY
    parts = []
    only_nulls = True
    for item in items:
        part = b"NULL" if item is None else quote(item, connection)
        if isinstance(item, list) and part == _EMPTY:
            part = b"ARRAY[]"
        if item is not None and not (isinstance(item, list) and part[:1] != b"A"):
            only_nulls = False
        parts.append(part)
    if not only_nulls:
        return b"ARRAY[" + b",".join(parts) + b"]"
    return b"'{" + b",".join([part.strip(b"'") for part in parts]) + b"}'"


List.__module__ = "psycopg2._psycopg"
SQL_IN.__module__ = "psycopg2.extensions"
adapters[list, ISQLQuote] = List
adapters[tuple, ISQLQuote] = SQL_IN
quick[List] = _quote_list
