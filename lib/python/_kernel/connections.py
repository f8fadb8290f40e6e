"""The connections of psycopg2 that are open, for the page: who holds them, which cell opened them, how they stand."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import _kernel_host

from . import events

if TYPE_CHECKING:
    from psycopg2.extensions import connection as Connection


class Opened:
    """One that is open."""

    def __init__(self, connection: Connection, cell: str | None, count: int) -> None:
        session = connection._session
        self.session = session
        """Not the connection itself: it must be able to go when nobody holds it."""
        self.address = id(connection)
        self.cell = cell
        self.count = count
        self.role: str = connection._parameters["user"]
        self.database: str = connection._parameters["dbname"]
        self.names: list[str] = []
        self.last_names: list[str] = []
        """Those of the time when it still had some."""
        self.status = "I"

    def as_json(self) -> dict[str, object]:
        """A PythonConnection of kernel.ts."""
        session = self.session
        # While a statement runs it is what it was before.
        self.status = session.status or self.status
        return {
            "id": session.transport.id,
            "names": self.names,
            "cell": self.cell,
            "role": self.role,
            "database": self.database,
            "pid": session.pid,
            "status": self.status,
            "ordinal": session.answers,
        }


_open: dict[int, Opened] = {}
"""By the transport's number."""
_cell: tuple[str | None, int] = (None, 0)
"""Id and count of the cell that runs."""
_told = "[]"


class _Observer:
    """What psycopg2 tells of its connections."""

    def opened(self, connection: Connection, /) -> None:
        found = Opened(connection, *_cell)
        _open[found.session.transport.id] = found
        report()

    def changed(self, connection: Connection, /) -> None:
        report()

    def closing(self, connection: Connection, /) -> None:
        report()
        # closing, close, __del__: nobody holds it any more.
        if sys._getframe(2).f_code.co_name == "__del__":
            _tell_of_loss(connection)


def _tell_of_loss(connection: Connection) -> None:
    found = _open.get(connection._session.transport.id)
    if found is None or found.session.status not in ("T", "E"):
        return
    name = " and ".join(found.last_names) or "A connection"
    events.remark(
        f"{name} from cell {found.count} was not closed, and no variable holds it any more: Python has closed it, and what "
        "its transaction did is rolled back."
    )


def watch() -> None:
    """psycopg2 has been imported: it tells us of its connections from now on."""
    from psycopg2 import _observer

    if not isinstance(_observer.current, _Observer):
        _observer.observe(_Observer())


def begin(cell: str | None, count: int) -> None:
    """A cell begins."""
    global _cell
    _cell = cell, count


def closed(number: int) -> None:
    """This one is over."""
    if _open.pop(number, None):
        report()


def report() -> None:
    """Tells the page of all, if anything is new."""
    global _told
    if not _open and _told == "[]":
        return
    _find_names()
    told = json.dumps([found.as_json() for found in _open.values() if not found.session.is_lost])
    if told != _told:
        _told = told
        _kernel_host.connections(told)


def _find_names() -> None:
    by_address = {found.address: found for found in _open.values()}
    names: dict[int, list[str]] = {address: [] for address in by_address}
    for name, value in list(sys.modules["__main__"].__dict__.items()):
        # Not those under which the last values are kept.
        if id(value) in names and name.strip("_"):
            names[id(value)].append(name)
    for address, found in by_address.items():
        found.names = names[address]
        found.last_names = found.names or found.last_names
