"""PostgreSQL's protocol messages, version 3.0: those that a client sends, as bytes, and those that it gets, as values.

PostgreSQL manual, "Message Formats". A message that is not as it should be is an
OperationalError, after which the connection cannot be used any more.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from ._exceptions import OperationalError

PROTOCOL_3_0 = 196608

COPY_DONE = b"c\0\0\0\4"
TERMINATE = b"X\0\0\0\4"


class Field(NamedTuple):
    """One column of RowDescription."""

    name: str
    table_oid: int
    table_column: int
    type_oid: int
    type_size: int
    type_modifier: int
    is_binary: bool


def message(kind: bytes, body: bytes) -> bytes:
    """A message with its letter and its length."""
    return b"%c%b%b" % (kind, struct.pack("!I", len(body) + 4), body)


def startup(parameters: dict[str, str]) -> bytes:
    """StartupMessage. It has no letter."""
    pairs = "".join(f"{name}\0{value}\0" for name, value in parameters.items())
    body = struct.pack("!I", PROTOCOL_3_0) + pairs.encode() + b"\0"
    return struct.pack("!I", len(body) + 4) + body


def query(sql: bytes) -> bytes:
    """Query. The server reads it up to the first NUL, and so does libpq."""
    end = sql.find(b"\0")
    return message(b"Q", (sql if end < 0 else sql[:end]) + b"\0")


def password(text: bytes) -> bytes:
    """PasswordMessage."""
    return message(b"p", text + b"\0")


def copy_data(data: bytes) -> bytes:
    """CopyData."""
    return message(b"d", data)


def copy_fail(reason: bytes) -> bytes:
    """CopyFail."""
    return message(b"f", reason + b"\0")


def fields_of_report(body: bytes, codec: str) -> dict[str, str]:
    """What ErrorResponse and NoticeResponse say, by the letters of their fields."""
    parts = body.split(b"\0")
    return {chr(part[0]): part[1:].decode(codec, "replace") for part in parts if part}


def row_description(body: bytes, codec: str) -> list[Field]:
    """RowDescription."""
    fields = []
    try:
        (count,) = struct.unpack_from("!H", body)
        at = 2
        for _ in range(count):
            end = body.index(b"\0", at)
            table, column, oid, size, modifier, form = struct.unpack_from("!IhIhih", body, end + 1)
            fields.append(Field(body[at:end].decode(codec, "replace"), table, column, oid, size, modifier, form == 1))
            at = end + 19
    except (struct.error, ValueError):
        raise disagreement("T") from None
    if at != len(body):
        raise disagreement("T")
    return fields


def strings(body: bytes, count: int, kind: str, codec: str) -> list[str]:
    """A body that is `count` strings, each ended by a NUL."""
    parts = body.split(b"\0")
    if len(parts) != count + 1 or parts[-1]:
        raise disagreement(kind)
    return [part.decode(codec, "replace") for part in parts[:-1]]


def number(body: bytes, at: int, kind: str) -> int:
    """The unsigned number in four bytes from `at` on."""
    if len(body) < at + 4:
        raise disagreement(kind)
    return int.from_bytes(body[at : at + 4])


def disagreement(kind: str) -> OperationalError:
    """The error for a body that does not fit its message, in libpq's words."""
    return OperationalError(f'message contents do not agree with length in message type "{kind}"\n')
