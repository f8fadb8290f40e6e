"""Numbers and truth values as SQL."""

from __future__ import annotations

import decimal
import math
from typing import Any

from ._adapt import ISQLQuote, adapters, quick
from ._adapt_base import Adapter


def _signed(text: str) -> bytes:
    """A number's digits as bytes; a minus gets a space before it, lest `x -%s` become a comment."""
    return b" " + text.encode() if text[:1] == "-" else text.encode()


def _quote_int(number: Any, connection: Any = None) -> bytes:
    return _signed(str(number if type(number) is int else int(number)))


def _quote_float(number: Any, connection: Any = None) -> bytes:
    value = float(number)
    if math.isfinite(value):
        return _signed(repr(number))
    if math.isnan(value):
        return b"'NaN'::float"
    return b"'Infinity'::float" if value > 0 else b"'-Infinity'::float"


def _quote_decimal(number: decimal.Decimal, connection: Any = None) -> bytes:
    return _signed(str(number)) if number.is_finite() else b"'NaN'::numeric"


def _quote_boolean(value: Any, connection: Any = None) -> bytes:
    return b"true" if value else b"false"


class Int(Adapter):
    """Int(str) -> new Int adapter object"""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """The whole number; of a subclass, such as an enumeration, its number."""
        return _quote_int(self._adapted)


class Float(Adapter):
    """Float(str) -> new Float adapter object"""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """The number with all digits that it needs; NaN and the infinities as text with a cast."""
        return _quote_float(self._adapted)


class Boolean(Adapter):
    """Boolean(str) -> new Boolean adapter object"""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """true or false."""
        return _quote_boolean(self._adapted)


class Decimal(Adapter):
    """Decimal(str) -> new Decimal adapter object"""

    __slots__ = ()

    def getquoted(self) -> bytes:
        """All digits; what is not finite becomes NaN, since numeric had no infinities when psycopg2 was made."""
        return _quote_decimal(self._adapted)


for _adapter, _type, _quote in (
    (Int, int, _quote_int),
    (Float, float, _quote_float),
    (Boolean, bool, _quote_boolean),
    (Decimal, decimal.Decimal, _quote_decimal),
):
    _adapter.__module__ = "psycopg2._psycopg" if _adapter is Decimal else "psycopg2.extensions"
    adapters[_type, ISQLQuote] = _adapter
    quick[_adapter] = _quote
