"""Bytes as SQL: bytea constants, in hexadecimal for a server that is known, else escaped."""

from __future__ import annotations

from typing import Any

from ._adapt import ISQLQuote, adapters, quick
from ._adapt_base import ConnectedAdapter
from ._adapt_text import escape_prefix, has_plain_backslashes


class Binary(ConnectedAdapter):
    """Binary(buffer) -> new binary object"""

    __slots__ = ("_buffer",)

    def __init__(self, adapted: Any, /) -> None:
        super().__init__(adapted)
        self._buffer: bytes | None = None

    @property
    def buffer(self) -> bytes | None:
        """The SQL, once it was asked for."""
        return self._buffer

    def getquoted(self) -> bytes:
        """The bytes of any object that gives a buffer, with a cast to bytea; None is NULL."""
        if self._buffer is None:
            self._buffer = _quote_bytes(self._adapted, self._connection)
        return self._buffer


def _quote_bytes(data: Any, connection: Any) -> bytes:
    if data is None:
        return b"NULL"
    try:
        raw = bytes(memoryview(data))
    except TypeError:
        raise TypeError(f"can't escape {type(data).__name__} to binary") from None
    # The server reads the constant first as a string, and what it finds as bytea.
    backslash = b"\\" if has_plain_backslashes(connection) else b"\\\\"
    if connection is None:
        return b"'%b'::bytea" % b"".join([_escaped(byte, backslash) for byte in raw])
    return b"%b'%bx%b'::bytea" % (escape_prefix(connection), backslash, raw.hex().encode())


def _escaped(byte: int, backslash: bytes) -> bytes:
    """One byte in bytea's escape format."""
    if byte == 0x27:
        return b"''"
    if byte == 0x5C:
        return backslash * 2
    return b"%c" % byte if 0x20 <= byte <= 0x7E else b"%b%03o" % (backslash, byte)


Binary.__module__ = "psycopg2.extensions"
quick[Binary] = _quote_bytes
for _type in (bytes, bytearray, memoryview):
    adapters[_type, ISQLQuote] = Binary
