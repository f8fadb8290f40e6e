"""Cursors whose rows know their columns by name: as lists that take names too, or as dictionaries."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from .extensions import connection, cursor


class DictCursorBase(cursor):
    """A cursor whose rows are made by `row_factory`, once the names of the result's columns are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "row_factory" not in kwargs:
            raise NotImplementedError("DictCursorBase can't be instantiated without a row factory.")
        row_factory = kwargs.pop("row_factory")
        super().__init__(*args, **kwargs)
        self.row_factory = row_factory
        self._forget_columns()

    def _forget_columns(self) -> None:
        """A new result has other columns."""
        self._names: list[str] | None = None

    def _column_names(self) -> list[str]:
        """Names of the result's columns. Of a named cursor they are known only with the first row."""
        if self._names is None:
            self._names = [column[0] for column in self.description or ()]
        return self._names

    def execute(self, query: Any, vars: Any = None) -> None:
        """As `cursor.execute`."""
        self._forget_columns()
        return super().execute(query, vars)

    def callproc(self, procname: str, vars: Any = None) -> Any:
        """As `cursor.callproc`."""
        self._forget_columns()
        return super().callproc(procname, vars)


class DictConnection(connection):
    """A connection that uses `DictCursor` automatically."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """As `connection.cursor`."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or DictCursor)
        return super().cursor(*args, **kwargs)


class DictCursor(DictCursorBase):
    """A cursor whose rows are lists, and also take the names of columns: `row[0]`, `row["id"]`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["row_factory"] = DictRow
        super().__init__(*args, **kwargs)

    def _forget_columns(self) -> None:
        super()._forget_columns()
        self._index: OrderedDict[str, int] | None = None

    @property
    def index(self) -> OrderedDict[str, int]:
        """The place of each column, by its name."""
        if self._index is None:
            self._index = OrderedDict((name, place) for place, name in enumerate(self._column_names()))
        return self._index


class DictRow(list):
    """A row object that allow by-column-name access to data."""

    __slots__ = ("_index",)

    def __init__(self, cursor: DictCursor) -> None:
        self._index = cursor.index
        self[:] = [None] * len(cursor.description)

    def __getitem__(self, x: Any) -> Any:
        return super().__getitem__(x if isinstance(x, (int, slice)) else self._index[x])

    def __setitem__(self, x: Any, v: Any) -> None:
        super().__setitem__(x if isinstance(x, (int, slice)) else self._index[x], v)

    def items(self) -> Iterator[tuple[str, Any]]:
        """Names and values."""
        return ((name, self[place]) for name, place in self._index.items())

    def keys(self) -> Iterator[str]:
        """Names of the columns."""
        return iter(self._index)

    def values(self) -> Iterator[Any]:
        """Values in the order of the names."""
        return (self[place] for place in self._index.values())

    def get(self, x: Any, default: Any = None) -> Any:
        """The value of a column; `default` if there is none of that name or place."""
        try:
            return self[x]
        except Exception:
            return default

    def copy(self) -> OrderedDict[str, Any]:
        """The row as a dictionary."""
        return OrderedDict(self.items())

    def __contains__(self, x: object) -> bool:
        return x in self._index

    def __reduce__(self) -> Any:
        return super().__reduce__()

    def __getstate__(self) -> tuple[list[Any], OrderedDict[str, int]]:
        return self[:], self._index.copy()

    def __setstate__(self, data: tuple[list[Any], OrderedDict[str, int]]) -> None:
        self[:], self._index = data


class RealDictConnection(connection):
    """A connection that uses `RealDictCursor` automatically."""

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """As `connection.cursor`."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or RealDictCursor)
        return super().cursor(*args, **kwargs)


class RealDictCursor(DictCursorBase):
    """A cursor whose rows are dictionaries, and take no numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["row_factory"] = RealDictRow
        super().__init__(*args, **kwargs)

    @property
    def column_mapping(self) -> list[str]:
        """Names of the result's columns."""
        return self._column_names()


class RealDictRow(OrderedDict):
    """A `dict` subclass representing a data record."""

    _to_fill: list[str] | None = None
    """While the cursor fills the row by numbers, the names of the columns."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        filler = args[0] if args and isinstance(args[0], cursor) else None
        super().__init__(*(args if filler is None else args[1:]), **kwargs)
        if filler is not None and filler.column_mapping:
            self._to_fill = filler.column_mapping

    def __setitem__(self, key: Any, value: Any) -> None:
        names = self._to_fill
        if names is None:
            super().__setitem__(key, value)
            return
        super().__setitem__(names[key], value)
        if key == len(names) - 1:
            del self._to_fill
