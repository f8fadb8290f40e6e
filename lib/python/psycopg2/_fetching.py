"""How a cursor's rows are read: one, many, all, one after the other, and from elsewhere in the result."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from ._exceptions import ProgrammingError
from ._rows import RowReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._connection import connection
    from ._named_cursor import NamedCursor

Row = Any

_AHEAD = 100
"""Rows that are made at once where they are asked for one by one."""


class Fetching:
    """The part of a cursor that reads rows. A cursor with a name gets them from the server as they are asked for."""

    __slots__ = ()

    _connection: connection
    _named: NamedCursor | None
    _reader: RowReader | None
    _row: int
    _rowcount: int
    _ahead: list[tuple[Any, ...]]
    _ahead_from: int
    arraysize: int
    itersize: int
    row_factory: Callable[[Any], Any] | None

    if TYPE_CHECKING:

        def _check_open(self) -> None: ...
        def _execute_own(self, sql: str) -> None: ...

    def fetchone(self) -> Row | None:
        """fetchone() -> tuple or None: the next row, or None when there is none."""
        self._check_results()
        if self._named:
            self._fetch_named(1)
        return self._next_row()

    def fetchmany(self, size: int | None = None) -> list[Row]:
        """fetchmany(size=self.arraysize) -> list of tuple: the next rows, at most `size`; an empty list: no more."""
        count = self.arraysize if size is None else operator.index(size)
        self._check_results()
        if self._named:
            self._fetch_named(count)
            count = self._rowcount
        left = self._rowcount - self._row
        return self._read(left if count < 0 else min(count, left))

    def fetchall(self) -> list[Row]:
        """fetchall() -> list of tuple: all rows that are left."""
        self._check_results()
        if self._named:
            self._fetch_named("ALL")
        return self._read(self._rowcount - self._row)

    def scroll(self, value: int, mode: str = "relative") -> None:
        """scroll(value, mode='relative') -- Scroll to new position according to mode."""
        value = operator.index(value)
        self._check_open()
        if mode not in ("relative", "absolute"):
            raise ProgrammingError("scroll mode must be 'relative' or 'absolute'")
        is_absolute = mode == "absolute"
        if self._named:
            self._named.check(self._connection._mark)
            self._execute_own(self._named.move(value, is_absolute))
            return
        row = value if is_absolute else self._row + value
        if not 0 <= row < self._rowcount:
            raise ProgrammingError("scroll destination out of bounds")
        self._row = row

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Row:
        self._check_results()
        if self._named and self._row >= self._rowcount:
            self._fetch_named(self.itersize)
        row = self._next_row()
        if row is None:
            raise StopIteration
        return row

    def _check_results(self) -> None:
        self._check_open()
        if self._named:
            self._named.check(self._connection._mark)
        elif self._reader is None:
            raise ProgrammingError("no results to fetch")

    def _fetch_named(self, count: int | str) -> None:
        assert self._named is not None
        self._execute_own(self._named.fetch(count))

    def _next_row(self) -> Row | None:
        if self._row >= self._rowcount or self._reader is None:
            return None
        at = self._row
        self._row += 1  # also past a row that cannot be read
        ahead = at - self._ahead_from
        if not 0 <= ahead < len(self._ahead):
            self._read_ahead(at)
            ahead = 0
        row = self._ahead[ahead]
        return row if self.row_factory is None else self._made(row)

    def _read_ahead(self, at: int) -> None:
        """Makes objects of the row `at` and of some behind it, which costs less than one by one."""
        assert self._reader is not None
        self._ahead_from = at
        try:
            self._ahead = self._reader.read(at, min(at + _AHEAD, self._rowcount), self)
        except Exception:
            self._ahead = self._reader.read(at, at + 1, self)

    def _read(self, count: int) -> list[Row]:
        if count <= 0 or self._reader is None:
            return []
        first = self._row
        try:
            rows = self._reader.read(first, first + count, self)
        except Exception:
            # Row by row, so that it is the bad one behind which the cursor stands.
            return [self._next_row() for _ in range(count)]
        self._row = first + count
        return rows if self.row_factory is None else [self._made(row) for row in rows]

    def _made(self, row: tuple[Any, ...]) -> Row:
        """A row in the container that the row factory makes."""
        assert self.row_factory is not None
        made = self.row_factory(self)
        for at, value in enumerate(row):
            made[at] = value
        return made
