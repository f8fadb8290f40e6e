"""Time zones for datetimes: a fixed offset from UTC, and that of the machine."""

from __future__ import annotations

import datetime
import math
import time
from typing import Any

ZERO = datetime.timedelta(0)


class FixedOffsetTimezone(datetime.tzinfo):
    """A fixed offset east of UTC, given in minutes or as a timedelta. The same offset and name are the same object."""

    _name: str | None = None
    _offset = ZERO
    _cache: dict[Any, FixedOffsetTimezone] = {}

    def __new__(cls, offset: Any = None, name: str | None = None) -> FixedOffsetTimezone:
        key = (offset, name)
        if key not in cls._cache:
            cls._cache[key] = super().__new__(cls, offset, name)
        return cls._cache[key]

    def __init__(self, offset: Any = None, name: str | None = None) -> None:
        if offset is not None:
            self._offset = offset if isinstance(offset, datetime.timedelta) else datetime.timedelta(minutes=offset)
        if name is not None:
            self._name = name

    def __repr__(self) -> str:
        return f"psycopg2.tz.FixedOffsetTimezone(offset={self._offset!r}, name={self._name!r})"

    def __eq__(self, other: object) -> bool:
        return self._offset == other._offset if isinstance(other, FixedOffsetTimezone) else NotImplemented

    # As in psycopg2: with __eq__ of its own, a class without __hash__ has none.
    __hash__ = None  # type: ignore[assignment]

    def __getinitargs__(self) -> tuple[datetime.timedelta, str | None]:
        return self._offset, self._name

    def utcoffset(self, dt: Any) -> datetime.timedelta:
        """The offset, whatever the time."""
        return self._offset

    def tzname(self, dt: Any) -> str:
        """The name it was given, else `+HH`, with minutes and seconds where there are any."""
        if self._name is not None:
            return self._name
        minutes, seconds = divmod(math.floor(self._offset.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        name = f"{hours:+03d}"
        if minutes or seconds:
            name += f":{minutes:02d}"
        if seconds:
            name += f":{seconds:02d}"
        return name

    def dst(self, dt: Any) -> datetime.timedelta:
        """No summer time."""
        return ZERO


STDOFFSET = datetime.timedelta(seconds=-time.timezone)
"""The machine's offset in winter."""
DSTOFFSET = datetime.timedelta(seconds=-time.altzone) if time.daylight else STDOFFSET
"""The machine's offset in summer."""
DSTDIFF = DSTOFFSET - STDOFFSET


class LocalTimezone(datetime.tzinfo):
    """The zone of the machine."""

    def utcoffset(self, dt: Any) -> datetime.timedelta:
        """The offset at this local time."""
        return DSTOFFSET if self._is_summer(dt) else STDOFFSET

    def dst(self, dt: Any) -> datetime.timedelta:
        """How much the clock is put forward at this local time."""
        return DSTDIFF if self._is_summer(dt) else ZERO

    def tzname(self, dt: Any) -> str:
        """The zone's abbreviation at this local time."""
        return time.tzname[self._is_summer(dt)]

    def _is_summer(self, dt: Any) -> bool:
        fields = (dt.year, dt.month, dt.day, dt.hour, dt.minute, dt.second, dt.weekday(), 0, -1)
        return time.localtime(time.mktime(fields)).tm_isdst > 0


LOCAL = LocalTimezone()
"""The machine's zone."""
