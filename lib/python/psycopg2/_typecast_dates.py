"""Dates and times, in the ISO style that psycopg2 asks servers for.

Python's own readers take what is ordinary. The rest is read as psycopg2 reads it, field by field, whatever the
characters between: infinity, years before Christ, 24:00, and the other DateStyles with their errors.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from ._exceptions import DataError
from ._typecast import BoundTypecaster, Typecaster

_read_date = datetime.date.fromisoformat
_read_time = datetime.time.fromisoformat
_read_datetime = datetime.datetime.fromisoformat

Zones = Callable[[datetime.timedelta], datetime.tzinfo] | None

_ORDINARY_ZONES = datetime.timezone
"""The factory of zones that Python's own readers use."""


def parse_date(text: str) -> datetime.date:
    """A datetime.date; infinity is the last that there is, -infinity the first."""
    try:
        return _read_date(text)
    except ValueError:
        if text in _INFINITIES:
            return getattr(datetime.date, _INFINITIES[text])
        year, month, day, _ = _date_fields(text)
        return datetime.date(year, month, day)


def parse_timestamp(text: str, zones: Zones = _ORDINARY_ZONES) -> datetime.datetime:
    """A datetime.datetime, with a zone by `zones` where the text has an offset and `zones` is not None."""
    # Python would also read a time without its seconds.
    if zones is _ORDINARY_ZONES and text[16:17] == ":":
        try:
            return _read_datetime(text)
        except ValueError:
            pass
    if text in _INFINITIES:
        return getattr(datetime.datetime, _INFINITIES[text])
    year, month, day, rest = _date_fields(text)
    time, offset = _time_fields(rest) if rest else ((0, 0, 0, 0), None)
    return datetime.datetime(year, month, day, *time, tzinfo=_zone(offset, zones))


def parse_timestamptz(text: str, zones: Zones = _ORDINARY_ZONES) -> datetime.datetime:
    """As `parse_timestamp`, and the infinities are in UTC."""
    if text in _INFINITIES:
        return parse_timestamp(text).replace(tzinfo=_zone(0, zones))
    return parse_timestamp(text, zones)


def parse_time(text: str, zones: Zones = _ORDINARY_ZONES) -> datetime.time:
    """A datetime.time. The end of the day, 24:00, is its beginning: Python has no other."""
    if zones is _ORDINARY_ZONES and text[5:6] == ":" and not text.startswith("24"):
        try:
            return _read_time(text)
        except ValueError:
            pass
    time, offset = _time_fields(text)
    return datetime.time(*time, tzinfo=_zone(offset, zones))


_INFINITIES = {"infinity": "max", "-infinity": "min"}


def _zone(offset: int | None, zones: Zones) -> datetime.tzinfo | None:
    return None if offset is None or zones is None else zones(datetime.timedelta(seconds=offset))


def _number(digits: str) -> int:
    """What the characters make when each is taken for a digit, in C's int; -1 where there are none."""
    value = 0
    for digit in digits:
        value = value * 10 + ord(digit) - 48
    return (value + 2**31) % 2**32 - 2**31 if digits else -1


def _date_fields(text: str) -> tuple[int, int, int, str]:
    """Year, month, day, and the text after them; a year before Christ is negative. DataError with less than three."""
    fields = []
    start = 0
    for place, character in enumerate(text):
        if character in "- T":
            fields.append(_number(text[start:place]))
            start = place + 1
            if len(fields) == 3:
                break
    else:
        if text[start:]:
            fields.append(_number(text[start:]))
            start = len(text)
    if len(fields) != 3:
        raise DataError("unable to parse date")
    year, month, day = fields
    rest = text[start:]
    return -year if rest.endswith("BC") else year, month, day, rest


_ZONE = 4
"""The place of the offset's hours among hour, minute, second, fraction, and the offset's hours, minutes, seconds."""


def _time_fields(text: str) -> tuple[tuple[int, int, int, int], int | None]:
    """(hour, minute, second, microsecond), and the offset from UTC in seconds or None. DataError if it is no time."""
    fields = [0] * 7
    sign = 1
    count = 0
    digits = ""
    fraction_digits = 0
    for character in text:
        if character in " BC":
            continue
        if character not in ":.+-":
            digits += character
            fraction_digits += count == 3
            continue
        if (character == "." and count != 2) or (character in "+-" and count not in (2, 3)):
            raise DataError("unable to parse time")
        if count < len(fields):
            fields[count] = _number(digits)
        digits = ""
        count += 1
        if character in "+-":
            count = _ZONE
            sign = -1 if character == "-" else 1
        if count == len(fields):
            break
    if digits:
        fields[min(count, len(fields) - 1)] = _number(digits)
        count = min(count + 1, len(fields) - 1)
    if not 3 <= count <= 6:
        raise DataError("unable to parse time")
    hour, minute, second, fraction, *offset = fields
    if second > 59:
        minute += 1
        second -= 60
    microsecond = fraction * 10 ** max(0, 6 - fraction_digits)
    seconds = sign * (3600 * offset[0] + 60 * offset[1] + offset[2])
    return (0 if hour == 24 else hour, minute, second, microsecond), seconds if count > _ZONE else None


class ZonedTypecaster(Typecaster):
    """Reads what may have an offset from UTC; the cursor says what makes a zone of it."""

    __slots__ = ()

    def bind(self, cursor: Any) -> Typecaster | BoundTypecaster:
        """Itself, unless the cursor makes zones of its own kind."""
        if cursor.tzinfo_factory is _ORDINARY_ZONES:
            return self
        return BoundTypecaster(self, cursor, lambda text: self.cast(text, cursor))

    def cast(self, text: str | None, cursor: Any) -> Any:
        """The time, with a zone by the cursor's tzinfo_factory."""
        zones = _ORDINARY_ZONES if cursor is None else cursor.tzinfo_factory
        return None if text is None else self._fast(text, zones)
