"""A server that says what a test wants it to say, byte by byte, for what no real server does."""

from __future__ import annotations

import struct
from collections.abc import Callable

from psycopg2 import _interrupt, _scan, _transport

Replies = Callable[[bytes, bytes], bytes | None]
"""What to answer to a message, given by its letter (b"" for the start-up packet) and body. None: hang up."""


def message(kind: bytes, body: bytes = b"") -> bytes:
    """Any message."""
    return kind + struct.pack("!I", len(body) + 4) + body


def ready(status: bytes = b"I") -> bytes:
    """ReadyForQuery."""
    return message(b"Z", status)


def columns(*oids: int, binary: bool = False) -> bytes:
    """RowDescription of columns named `c`."""
    each = [b"c\0" + struct.pack("!IhIhih", 0, 0, oid, -1, -1, int(binary)) for oid in oids]
    return message(b"T", struct.pack("!H", len(oids)) + b"".join(each))


def row(*values: bytes | None) -> bytes:
    """DataRow."""
    each = [struct.pack("!i", -1) if value is None else struct.pack("!I", len(value)) + value for value in values]
    return message(b"D", struct.pack("!H", len(values)) + b"".join(each))


def done(tag: bytes) -> bytes:
    """CommandComplete."""
    return message(b"C", tag + b"\0")


def report(kind: bytes, **fields: str) -> bytes:
    """ErrorResponse (E) or NoticeResponse (N)."""
    return message(kind, b"".join(f"{letter}{text}\0".encode() for letter, text in fields.items()) + b"\0")


def welcome() -> bytes:
    """All that a server says to one who may come in."""
    parameters = {"client_encoding": "UTF8", "server_version": "18.6", "standard_conforming_strings": "on"}
    said = [message(b"S", f"{name}\0{value}\0".encode()) for name, value in parameters.items()]
    return message(b"R", struct.pack("!I", 0)) + b"".join(said) + message(b"K", struct.pack("!II", 7, 9)) + ready()


class ScriptedServer:
    """A provider whose connections are answered by `replies`, in pieces of `chunk` bytes."""

    scan_rows = staticmethod(_scan.scan_rows)

    def __init__(self, replies: Replies, chunk: int = 1 << 20) -> None:
        self.replies = replies
        self.chunk = chunk
        self.on_cancel: Callable[[], bytes] = bytes
        self.stop_at: int | None = None
        """Which wait is ended by a Stop, from 0."""
        self.heard: list[tuple[bytes, bytes]] = []
        self.cancels = 0

    def open(self, host: str, port: int, /) -> ScriptedTransport:
        return ScriptedTransport(self)

    def __enter__(self) -> ScriptedServer:
        self._before = _transport.provider()
        _transport.provide(self)
        return self

    def __exit__(self, *_: object) -> None:
        _transport.provide(self._before)


class ScriptedTransport:
    """One connection to a scripted server."""

    def __init__(self, server: ScriptedServer) -> None:
        self._server = server
        self._in = b""
        self._out = b""
        self._is_over = False
        self._waits = 0
        self._has_started = False

    def send(self, data: memoryview, /) -> int:
        self._in += data
        while (found := self._next()) is not None:
            self._server.heard.append(found)
            answer = self._server.replies(*found)
            if answer is None:
                self._is_over = True
            else:
                self._out += answer
        return len(data)

    def _next(self) -> tuple[bytes, bytes] | None:
        letter = int(self._has_started)  # the start-up packet has none
        if len(self._in) < letter + 4:
            return None
        end = letter + struct.unpack_from("!I", self._in, letter)[0]
        if len(self._in) < end:
            return None
        self._has_started = True
        found = self._in[:letter], self._in[letter + 4 : end]
        self._in = self._in[end:]
        return found

    def recv(self, /) -> bytes | None:
        if not self._out:
            return None if self._is_over else b""
        piece, self._out = self._out[: self._server.chunk], self._out[self._server.chunk :]
        return piece

    def wait(self, for_room: bool, timeout: float | None, /) -> int:
        self._waits += 1
        if self._waits - 1 == self._server.stop_at:
            return _transport.STOP
        if not self._out and not self._is_over:
            raise AssertionError("it would wait for ever")
        return _transport.READABLE | (_transport.STOP if _interrupt.requested() else 0)

    def cancel(self, pid: int, key: bytes, /) -> None:
        self._server.cancels += 1
        self._out += self._server.on_cancel()

    def last_words(self, /) -> bytes:
        return b""

    def close(self, /) -> None:
        self._is_over = True

    def fileno(self, /) -> int:
        return -1
