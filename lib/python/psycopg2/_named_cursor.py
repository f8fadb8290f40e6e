"""A server-side cursor: the statements by which a cursor with a name is declared, read, moved and closed."""

from __future__ import annotations

from . import _constants
from ._exceptions import ProgrammingError


class NamedCursor:
    """What a cursor with a name has beside others."""

    __slots__ = ("name", "scrollable", "withhold", "born", "is_used")

    def __init__(self, name: str, born: int) -> None:
        self.name = name
        self.scrollable: bool | None = None
        """True: SCROLL; False: NO SCROLL; None: the server decides."""
        self.withhold = False
        """Whether it outlives its transaction."""
        self.born = born
        """The transaction in which it was made, as connections count them."""
        self.is_used = False
        """Whether something was executed, so that it may be there on the server."""

    @property
    def quoted(self) -> str:
        """Its name in SQL."""
        return '"' + self.name.replace('"', '""') + '"'

    def check(self, now: int) -> None:
        """Raises when its transaction is over; `now` is the one that is under way."""
        if not self.withhold and self.born != now:
            raise ProgrammingError("named cursor isn't valid anymore")

    def check_executable(self, now: int, status: int, autocommit: bool) -> None:
        """Raises when it cannot be declared now."""
        if self.is_used:
            raise ProgrammingError("can't call .execute() on named cursors more than once")
        if autocommit and not self.withhold and status != _constants.STATUS_BEGIN:
            raise ProgrammingError("can't use a named cursor outside of transactions")
        self.check(now)

    def declare(self, query: bytes, codec: str) -> bytes:
        """DECLARE."""
        scroll = "" if self.scrollable is None else "SCROLL " if self.scrollable else "NO SCROLL "
        hold = "WITH" if self.withhold else "WITHOUT"
        return f"DECLARE {self.quoted} {scroll}CURSOR {hold} HOLD FOR ".encode(codec) + query

    def fetch(self, count: int | str) -> str:
        """FETCH of so many rows, or of "ALL"."""
        return f"FETCH FORWARD {count} FROM {self.quoted}"

    def move(self, value: int, is_absolute: bool) -> str:
        """MOVE."""
        return f"MOVE {'ABSOLUTE ' if is_absolute else ''}{value} FROM {self.quoted}"

    def close(self) -> str:
        """CLOSE."""
        return f"CLOSE {self.quoted}"

    def look_up(self) -> str:
        """Asks whether it is there."""
        return f"SELECT 1 FROM pg_catalog.pg_cursors where name = '{self.name.replace(chr(39), chr(39) * 2)}'"
