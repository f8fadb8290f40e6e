"""What a cursor knows, as attributes: where it comes from, what it has executed, and how it likes to read."""

from __future__ import annotations

import datetime
import operator
from typing import TYPE_CHECKING, Any

from ._exceptions import ProgrammingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._column import Column
    from ._connection import connection
    from ._named_cursor import NamedCursor
    from ._rows import RowReader

_ITERSIZE = 2000


class CursorAttributes:
    """The part of a cursor that holds its state. A class that inherits it has the slots."""

    __slots__ = ()

    def __new__(cls, *args: object, **kwargs: object) -> Any:
        """One that has no connection, and that says so: a subclass may not call our `__init__`."""
        self = super().__new__(cls)
        self._connection: connection | None = None
        self._named: NamedCursor | None = None
        self._is_closed = False
        self._query: bytes | None = None
        self._statusmessage: str | None = None
        self._arraysize = 1
        self._itersize = _ITERSIZE
        self.row_factory: Callable[[Any], Any] | None = None
        self.tzinfo_factory: Any = datetime.timezone
        self.string_types: dict[int, Any] | None = None
        self.binary_types: dict[int, Any] | None = None
        self._forget()
        return self

    @property
    def connection(self) -> connection:
        """The connection where the cursor comes from."""
        return self._connection

    @property
    def name(self) -> str | None:
        """The name of a server-side cursor; None: the cursor is none."""
        return self._named.name if self._named else None

    @property
    def closed(self) -> bool:
        """True if cursor is closed, or its connection is."""
        return self._is_closed or (self._connection is not None and self._connection.closed != 0)

    @property
    def description(self) -> tuple[Column, ...] | None:
        """Cursor description as defined in DB-API 2.0: the columns of the result; None: there is none."""
        return self._description

    @property
    def rowcount(self) -> int:
        """Number of rows read from the backend in the last command; -1: it does not say."""
        return self._rowcount

    @property
    def rownumber(self) -> int:
        """The current row position."""
        return self._row

    @property
    def lastrowid(self) -> int:
        """The oid of the last row inserted by the cursor: 0, since tables have none any more."""
        return 0

    @property
    def query(self) -> bytes | None:
        """The last query text sent to the backend."""
        return self._query

    @property
    def statusmessage(self) -> str | None:
        """The return message of the last command."""
        return self._statusmessage

    @property
    def arraysize(self) -> int:
        """Number of records `fetchmany()` must fetch if not explicitly specified."""
        return self._arraysize

    @arraysize.setter
    def arraysize(self, value: int) -> None:
        self._arraysize = operator.index(value)

    @property
    def itersize(self) -> int:
        """Number of records ``iter(cur)`` must fetch per network roundtrip, with a name."""
        return self._itersize

    @itersize.setter
    def itersize(self, value: int) -> None:
        self._itersize = operator.index(value)

    @property
    def scrollable(self) -> bool | None:
        """Whether a cursor with a name can move backwards; None: as the server likes."""
        return self._named.scrollable if self._named else None

    @scrollable.setter
    def scrollable(self, value: object) -> None:
        if not self._named:
            raise ProgrammingError("trying to set .scrollable on unnamed cursor")
        self._named.scrollable = None if value is None else bool(value)

    @property
    def withhold(self) -> bool:
        """Whether a cursor with a name outlives its transaction."""
        return self._named.withhold if self._named else False

    @withhold.setter
    def withhold(self, value: object) -> None:
        if not self._named:
            raise ProgrammingError("trying to set .withhold on unnamed cursor")
        self._named.withhold = bool(value)

    @property
    def typecaster(self) -> None:
        """Nothing: psycopg2 has the name, and no use for it."""
        return None

    @property
    def pgresult_ptr(self) -> None:
        """The address of libpq's result, of which there is none."""
        return None

    def _forget(self) -> None:
        """As before the first statement."""
        self._reader: RowReader | None = None
        self._row = 0
        self._rowcount = -1
        self._ahead: list[tuple[Any, ...]] = []
        self._ahead_from = 0
        self._description: tuple[Column, ...] | None = None
