"""How psycopg2 reaches the notebook's server, which is at localhost, port 5432: `psycopg2._transport` has the contract."""

from __future__ import annotations

import re
import select
from collections.abc import Iterable
from typing import Any

import _kernel_host
from pyodide.ffi import to_js
from _kernel import connections, stop

PORT = 5432
_LOCAL = re.compile(r"localhost\.?|127(\.\d+){3}|::1|0:0:0:0:0:0:0:1", re.IGNORECASE)
_ADDRESS = re.compile(r"\d+(\.\d+){3}|[\da-f:.]*:[\da-f:.]*", re.IGNORECASE)

_STOP = 4
_LONG = 1.0
"""Seconds after which a wait is told to the page, which says so when Python waits for itself."""
_LONG_AGAIN = 5.0
_FIRST_FILENO = 1000
"""Above the numbers of Python's own files."""

_staging = bytearray(_kernel_host.capacity)
"""What is sent and what has come pass through here."""
_staged = memoryview(_staging)
_kernel_host.stage(_staging)

_by_fileno: dict[int, Transport] = {}


class Transport:
    """One connection's two streams of bytes."""

    def __init__(self, line: Any) -> None:
        self._line = line
        self.id: int = line.id
        _by_fileno[self.fileno()] = self

    def send(self, data: memoryview, /) -> int:
        part = data[: len(_staging)]
        _staged[: len(part)] = part
        return self._line.send(len(part))

    def recv(self, /) -> bytes | None:
        length = self._line.receive()
        return None if length < 0 else bytes(_staged[:length])

    def wait(self, for_room: bool, timeout: float | None, /) -> int:
        left = float("inf") if timeout is None else timeout
        part = _LONG
        while True:
            ready = self._line.wait(for_room, min(left, part) * 1000)
            if ready & _STOP:
                stop.note()
            left -= part
            if ready or left <= 0:
                return ready
            part = _LONG_AGAIN
            connections.report()
            self._line.tell_of_wait()

    def cancel(self, pid: int, key: bytes, /) -> None:
        self._line.cancel()

    def last_words(self, /) -> bytes:
        return self._line.last_words().to_bytes()

    def close(self, /) -> None:
        _by_fileno.pop(self.fileno(), None)
        self._line.close()
        connections.closed(self.id)

    def fileno(self, /) -> int:
        return _FIRST_FILENO + self.id


def open(host: str, port: int, /) -> Transport | None:
    if not _LOCAL.fullmatch(host):
        if not _ADDRESS.fullmatch(host):
            raise LookupError(host)
        return None
    if port != PORT:
        return None
    connections.watch()
    line = _kernel_host.open()
    if line == "stopped":
        stop.interrupt()
    return None if line == "refused" else Transport(line)


def scan_rows(data: bytes, start: int, width: int, /) -> Any:
    rows = _kernel_host.scan_rows(data, start, width)
    return rows.end, rows.count, [column.to_bytes() for column in rows.columns], rows.nulls.to_py()


_select = select.select


def install() -> None:
    """From now on select.select waits for connections, too."""
    select.select = _select_ours


def _select_ours(
    readers: Iterable[Any], writers: Iterable[Any], others: Iterable[Any], timeout: float | None = None, /
) -> tuple[list[Any], list[Any], list[Any]]:
    """select() for connections: files are not waited for here, and are ready at once."""
    given = list(readers), list(writers), list(others)
    lines = [{_number(file): file for file in files} for files in given]
    if not any(number in _by_fileno for files in lines for number in files):
        return _select(*given, timeout)
    wanted = [[_by_fileno[number]._line for number in files if number in _by_fileno] for files in lines[:2]]
    ready = _kernel_host.select(*to_js(wanted), float("inf") if timeout is None else timeout * 1000)
    if ready == "stopped":
        stop.interrupt()
    found = [[files[_FIRST_FILENO + line.id] for line in part] for files, part in zip(lines, ready)]
    return found[0], found[1], []


def _number(file: Any) -> int:
    return file if isinstance(file, int) else file.fileno()

