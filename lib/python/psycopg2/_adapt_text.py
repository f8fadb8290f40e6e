"""Text as SQL: string constants, quoted identifiers, and what goes in as it is."""

from __future__ import annotations

from typing import Any

from ._adapt import ISQLQuote, adapters, quick
from ._adapt_base import Adapter, ConnectedAdapter
from ._encodings import multibyte

_newest_rule = "off"
"""What the newest connection said last: without a connection libpq, and so psycopg2, writes as for that one."""


def note_rule(value: str) -> None:
    """Some connection's server has said that standard_conforming_strings is `value` now, on or off."""
    global _newest_rule
    _newest_rule = value


def has_plain_backslashes(connection: Any) -> bool:
    """Whether a backslash in a string constant is only a backslash. Unless a server has said so, it is no such."""
    if connection is None:
        return _newest_rule == "on"
    return connection.get_parameter_status("standard_conforming_strings") == "on"


def escape_prefix(connection: Any) -> bytes:
    """`E` where constants with backslashes need it: where the server treats them in the old way, and would warn."""
    if connection is not None and connection.get_parameter_status("standard_conforming_strings") == "off":
        return b"E"
    return b""


class QuotedString(ConnectedAdapter):
    """QuotedString(str) -> new quoted object"""

    __slots__ = ("_encoding", "_buffer")

    def __init__(self, adapted: str | bytes, /) -> None:
        super().__init__(adapted)
        self._encoding = "latin1"
        self._buffer: bytes | None = None

    @property
    def encoding(self) -> str:
        """Python's name of the codec in which the text is written: the connection's, once it is known."""
        return self._encoding if self._connection is None else self._connection._python_encoding

    @encoding.setter
    def encoding(self, codec: str) -> None:
        if not isinstance(codec, str):
            raise TypeError(f"Expected bytes or unicode string, got {type(codec).__name__} instead")
        self._encoding = codec

    @property
    def buffer(self) -> bytes | None:
        """The SQL, once it was asked for."""
        return self._buffer

    def getquoted(self) -> bytes:
        """The text between single quotes. ValueError where it has a NUL, which PostgreSQL's text cannot."""
        if self._buffer is None:
            self._buffer = _quote_text(self._adapted, self._connection, self.encoding)
        return self._buffer


class AsIs(Adapter):
    """AsIs(str) -> new AsIs adapter object"""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """The object's text, and nothing around it."""
        return b"NULL" if self._adapted is None else str(self._adapted).encode()


class NoneAdapter:
    """Writes None; only in composite values, since None itself is never looked up."""

    def __init__(self, obj: None) -> None:
        pass

    def getquoted(self, _null: bytes = b"NULL") -> bytes:
        """NULL."""
        return _null


def quote_ident(name: str | bytes, scope: Any) -> str:
    """`name` as an identifier in double quotes, for a connection or a cursor's connection."""
    connection = getattr(scope, "connection", scope)
    if not hasattr(connection, "_python_encoding"):
        raise TypeError("argument 2 must be a connection or a cursor")
    if isinstance(name, bytes):
        name = name.decode(connection._python_encoding)
    elif not isinstance(name, str):
        raise TypeError(f"Expected bytes or unicode string, got {type(name).__name__} instead")
    if "\0" in name:
        raise ValueError("An identifier cannot contain NUL (0x00) characters.")
    # Refuses what the connection's encoding does not have: the server could not be asked for it.
    name.encode(connection._python_encoding)
    return '"' + name.replace('"', '""') + '"'


def _quote_text(text: Any, connection: Any, codec: str) -> bytes:
    if isinstance(text, str):
        raw = _escaped_characters(text, codec, connection) if codec in multibyte else text.encode(codec)
    elif isinstance(text, bytes):
        raw = text
    else:
        raise TypeError("can't quote non-string object")
    if b"\0" in raw:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    if not (isinstance(text, str) and codec in multibyte):
        raw = _escape(raw, connection)
    return b"%b'%b'" % (escape_prefix(connection), raw)


def _escape(raw: bytes, connection: Any) -> bytes:
    """Doubles quotes, and backslashes where they escape."""
    if b"\\" in raw and not has_plain_backslashes(connection):
        raw = raw.replace(b"\\", b"\\\\")
    return raw.replace(b"'", b"''")


def _escaped_characters(text: str, codec: str, connection: Any) -> bytes:
    """As `_escape`, character by character: whole bytes of ASCII are doubled, those inside a character are not."""
    # At once first, so that an error tells the right place.
    text.encode(codec)
    return b"".join(_escape(raw, connection) if len(raw) == 1 else raw for raw in (c.encode(codec) for c in text))


def _quote_str(text: str, connection: Any) -> bytes:
    if connection is None:
        return _quote_text(text, None, "latin1")
    codec = connection._python_encoding
    if codec == "utf_8" and "\\" not in text and "\0" not in text and not escape_prefix(connection):
        return b"'" + text.replace("'", "''").encode() + b"'"
    return _quote_text(text, connection, codec)


QuotedString.__module__ = AsIs.__module__ = NoneAdapter.__module__ = "psycopg2.extensions"
adapters[str, ISQLQuote] = QuotedString
adapters[type(None), ISQLQuote] = NoneAdapter
quick[QuotedString] = _quote_str
quick[NoneAdapter] = lambda obj, connection: b"NULL"
