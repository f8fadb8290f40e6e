"""Dates, times and intervals as SQL, and the constructors of them that DB-API 2.0 wants."""

from __future__ import annotations

import datetime as _datetime
import math
import time
from typing import Any

from ._adapt import ISQLQuote, adapters, quick, type_name
from ._adapt_base import Adapter

_TIME, _DATE, _TIMESTAMP, _INTERVAL = range(4)


class datetime(Adapter):
    """datetime(datetime, type) -> new datetime wrapper object"""

    __slots__ = ("_type",)

    def __init__(self, adapted: Any, type: int = -1, /) -> None:
        super().__init__(adapted)
        self._type = type

    @property
    def type(self) -> int:
        """Which kind it is: 0 time, 1 date, 2 timestamp, 3 interval."""
        return self._type

    def getquoted(self) -> bytes:
        """A constant in ISO 8601 with a cast to its type."""
        return _QUOTES[self._type](self._adapted)


def _quote_time(value: _datetime.time, connection: Any = None) -> bytes:
    return f"'{value.isoformat()}'::{'time' if value.tzinfo is None else 'timetz'}".encode()


def _quote_date(value: _datetime.date, connection: Any = None) -> bytes:
    return f"'{value.isoformat()}'::date".encode()


def _quote_timestamp(value: _datetime.datetime, connection: Any = None) -> bytes:
    return f"'{value.isoformat()}'::{'timestamp' if value.tzinfo is None else 'timestamptz'}".encode()


def _quote_interval(value: _datetime.timedelta, connection: Any = None) -> bytes:
    return f"'{value.days} days {value.seconds}.{value.microseconds:06} seconds'::interval".encode()


_QUOTES: tuple[Any, ...] = (_quote_time, _quote_date, _quote_timestamp, _quote_interval)


def _wrap(value: Any, expected: type, kind: int) -> datetime:
    if not isinstance(value, expected):
        raise TypeError(f"argument 1 must be {type_name(expected)}, not {type_name(type(value))}")
    return datetime(value, kind)


def DateFromPy(value: _datetime.date, /) -> datetime:
    """The adapter of a datetime.date."""
    return _wrap(value, _datetime.date, _DATE)


def TimeFromPy(value: _datetime.time, /) -> datetime:
    """The adapter of a datetime.time."""
    return _wrap(value, _datetime.time, _TIME)


def TimestampFromPy(value: _datetime.datetime, /) -> datetime:
    """The adapter of a datetime.datetime."""
    return _wrap(value, _datetime.datetime, _TIMESTAMP)


def IntervalFromPy(value: _datetime.timedelta, /) -> datetime:
    """The adapter of a datetime.timedelta."""
    return _wrap(value, _datetime.timedelta, _INTERVAL)


def _split_seconds(second: float) -> tuple[int, int]:
    """Whole seconds and microseconds."""
    whole = math.floor(second)
    return whole, round((second - whole) * 1_000_000)


def Date(year: int, month: int, day: int, /) -> datetime:
    """DB-API 2.0: a date to pass as parameter."""
    return DateFromPy(_datetime.date(year, month, day))


def Time(hour: int, minute: int, second: float, tzinfo: _datetime.tzinfo | None = None, /) -> datetime:
    """DB-API 2.0: a time of day to pass as parameter."""
    return TimeFromPy(_datetime.time(hour, minute, *_split_seconds(second), tzinfo))


def Timestamp(
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: float = 0.0,
    tzinfo: _datetime.tzinfo | None = None,
    /,
) -> datetime:
    """DB-API 2.0: a date with a time to pass as parameter."""
    return TimestampFromPy(_datetime.datetime(year, month, day, hour, minute, *_split_seconds(second), tzinfo))


def _local(ticks: float) -> tuple[time.struct_time, float]:
    """Local time of a Unix time, and the fraction of its second."""
    whole = math.floor(ticks)
    return time.localtime(whole), ticks - whole


def DateFromTicks(ticks: float, /) -> datetime:
    """DB-API 2.0: the local date of a Unix time."""
    local, _ = _local(ticks)
    return Date(*local[:3])


def TimeFromTicks(ticks: float, /) -> datetime:
    """DB-API 2.0: the local time of day of a Unix time."""
    local, fraction = _local(ticks)
    return Time(local.tm_hour, local.tm_min, local.tm_sec + fraction)


def TimestampFromTicks(ticks: float, /) -> datetime:
    """DB-API 2.0: a Unix time as timestamp with the local zone."""
    from .tz import LOCAL

    local, fraction = _local(ticks)
    return Timestamp(*local[:5], local.tm_sec + fraction, LOCAL)


datetime.__module__ = "psycopg2._psycopg"
for _type, _adapter, _quote in (
    (_datetime.date, DateFromPy, _quote_date),
    (_datetime.time, TimeFromPy, _quote_time),
    (_datetime.datetime, TimestampFromPy, _quote_timestamp),
    (_datetime.timedelta, IntervalFromPy, _quote_interval),
):
    adapters[_type, ISQLQuote] = _adapter
    quick[_adapter] = _quote
