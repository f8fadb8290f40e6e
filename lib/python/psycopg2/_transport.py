"""The seam between the driver and the bytes: what carries them, and who opens a way to a server.

The driver never touches a socket or a ring. Whoever runs Python says how a server is reached: the notebook's kernel
with a module named `_pg_link` (rings in shared memory), the tests with a TCP socket. Both keep the contract written
here, and so the same driver runs in the page and in plain CPython.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol

READABLE = 1
"""Bytes have come, or the stream has ended: `recv` says which."""
ROOM = 2
"""`send` would take at least one byte."""
STOP = 4
"""The user wants this to end (SIGINT). Each request is reported once: by this, or by `_interrupt`'s handler."""


class Transport(Protocol):
    """One connection's two streams of bytes. Nothing here raises for a server that is gone: `recv` says so."""

    def send(self, data: memoryview, /) -> int:
        """Takes as many bytes as there is room for, maybe none, and says how many. Never waits.

        Bytes for a server that is gone are taken and dropped.
        """

    def recv(self, /) -> bytes | None:
        """All bytes that have come; `b''`: none yet; None: the stream has ended, and all was read. Never waits.

        The bytes are the caller's own: later calls do not change them.
        """

    def wait(self, for_room: bool, timeout: float | None, /) -> int:
        """Sleeps until there is something to read, the stream ends, or Stop; with `for_room` also until there is room.

        At most `timeout` seconds; None: for ever; 0 only looks. Returns READABLE, ROOM and STOP as they apply, added
        up; 0: the time is over. A Stop that came before the call counts. Never raises KeyboardInterrupt itself: the
        driver must first bring the server's statement to an end (see `_interrupt`).
        """

    def cancel(self, pid: int, key: bytes, /) -> None:
        """Asks the server to cancel what this connection's session runs, and returns when that was delivered.

        So it cannot hit a statement that is sent later. `pid` and `key` are those of BackendKeyData; a transport that
        knows its backend otherwise need not look at them. Does nothing when the session is gone.
        """

    def last_words(self, /) -> bytes:
        """Protocol messages that the server could not send itself before the stream ended, else `b''`.

        A backend of the page that refuses a log-in dies with a line on its log: then this is the ErrorResponse that
        a server would have sent. Asked for once, after `recv` has returned None.
        """

    def close(self, /) -> None:
        """Lets the server go, at once; what was sent before is still delivered. May be called twice."""

    def fileno(self, /) -> int:
        """What `select.select` knows this connection by; -1: nothing."""


Scan = tuple[int, int, Sequence[bytes], Sequence[Sequence[int]]]
"""`(end, count, columns, nulls)`, as `Provider.scan_rows` says."""


class Provider(Protocol):
    """How servers are reached. A module or an object; `_pg_link` in the page."""

    def open(self, host: str, port: int, /) -> Transport | None:
        """The transport of a new connection, on which nothing was sent; None: nothing listens at this port.

        The driver sends the start-up packet as the first bytes. `host` is a name or an address. Raises LookupError
        where the name is not known, and KeyboardInterrupt for a Stop while it waits.
        """

    def scan_rows(self, data: bytes, start: int, width: int, /) -> Scan:
        """Reads the DataRow messages ('D') that begin at `start`, column by column. Pure; there only for speed.

        It stops before the first byte that does not begin a complete, well-formed DataRow of `width` fields (`width`
        is at least 1), and gives

        - `end`: where it stopped: `start` when there was no such row;
        - `count`: the number of rows;
        - `columns`: for each column the values of all rows as they came, joined by one NUL byte (a value in text
          format never holds one); a NULL stands as an empty value;
        - `nulls`: for each column the numbers of the rows, from 0 and ascending, whose value is NULL.

        With `count` 0 the lists may be empty. `_scan.scan_rows` is the same in Python.
        """


_provider: Provider | None = None


def provide(provider: Provider) -> None:
    """Connections are opened by `provider` from now on."""
    global _provider
    _provider = provider


def provider() -> Provider:
    """Who opens connections. Without a word from anybody it is the module `_pg_link`; ImportError if there is none."""
    if _provider is None:
        provide(importlib.import_module("_pg_link"))  # type: ignore[arg-type]
    return _provider
