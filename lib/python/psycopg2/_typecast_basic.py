"""Numbers, truth values and bytea."""

from __future__ import annotations

import re
from typing import Any

from ._exceptions import InterfaceError
from ._typecast import BoundTypecaster, Typecaster, codec_of

_ESCAPED = re.compile(rb"\\([0-3][0-7]{2}|.)", re.DOTALL)
_NO_HEX = re.compile(r"[^0-9A-Fa-f]")


def parse_bytea(text: str) -> memoryview:
    """Bytes as a memoryview of characters, from either of bytea's formats. Never fails: the server writes no other."""
    if text.startswith("\\x"):
        try:
            raw = bytes.fromhex(text[2:])
        except ValueError:
            digits = _NO_HEX.sub("", text[2:])
            raw = bytes.fromhex(digits[: len(digits) & ~1])
    else:
        raw = _ESCAPED.sub(_unescape, text.encode())
    return memoryview(raw).cast("c")


def _unescape(found: re.Match[bytes]) -> bytes:
    value = found[1]
    return bytes((int(value, 8),)) if len(value) == 3 else value


class BooleanTypecaster(Typecaster):
    """Reads `t` and `f`."""

    __slots__ = ()

    def __init__(self, name: str, values: tuple[int, ...]) -> None:
        super().__init__(name, values, "t".__eq__)

    def cast(self, text: Any, cursor: Any) -> Any:
        """True or False, by the first letter. InterfaceError where it is neither."""
        if text is None:
            return None
        if text[:1] in ("t", "T", "f", "F"):
            return text[0] in "tT"
        raise InterfaceError(f"can't parse boolean: '{text}'")


class BytesTypecaster(Typecaster):
    """Reads text as the bytes that came for it."""

    __slots__ = ()

    def bind(self, cursor: Any) -> BoundTypecaster:
        """Itself with the cursor, whose connection has the encoding."""
        return BoundTypecaster(self, cursor, lambda text: self.cast(text, cursor))

    def decode(self, value: Any, cursor: Any) -> bytes:
        """The bytes that came, be they text or not."""
        return memoryview(value).tobytes()

    def cast(self, text: Any, cursor: Any) -> Any:
        """The text's bytes in the connection's encoding."""
        return text.encode(codec_of(cursor)) if isinstance(text, str) else text
