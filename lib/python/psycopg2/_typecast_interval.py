"""Intervals, in the styles `postgres` and, as far as psycopg2 makes sense of it, the others."""

from __future__ import annotations

import datetime
import re

from ._exceptions import NotSupportedError

_MOST = 2**31 - 1
"""A part of an interval, as psycopg2 counts it."""

_ORDINARY = re.compile(
    r"(?:(-?\d{1,9}) years? ?)?(?:([+-]?\d{1,9}) mons? ?)?(?:([+-]?\d{1,9}) days? ?)?"
    r"(?:([+-]?)(\d{1,9}):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?"
)


def parse_interval(text: str) -> datetime.timedelta:
    """A timedelta: a year counts as 365 days, a month as 30."""
    found = _ORDINARY.fullmatch(text)
    if not (found and text):
        return _parse_odd(text)
    years, months, days, sign, hours, minutes, seconds, fraction = found.groups()
    day_count = int(days or 0) + 30 * int(months or 0) + 365 * int(years or 0)
    if hours is None:
        return datetime.timedelta(day_count)
    second_count = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    microseconds = int(fraction.ljust(6, "0")) if fraction else 0
    if sign == "-":
        return datetime.timedelta(day_count, -second_count, -microseconds)
    return datetime.timedelta(day_count, second_count, microseconds)


def _parse_odd(text: str) -> datetime.timedelta:
    """Takes in character by character: a number counts for the word after it, by its first letter."""
    if "P" in text:
        raise NotSupportedError("iso_8601 intervalstyle currently not supported")
    parts = {"years": 0, "months": 0, "days": 0, "hours": 0, "minutes": 0, "seconds": 0}
    part = 0
    """How far it has come: 1 to 3 after years, months, days; 4 to 6 after hours, minutes, seconds."""
    value = 0
    sign = 1
    scale = 1
    place = 0
    while place < len(text):
        character = text[place]
        if character == "-":
            sign = -1
        elif "0" <= character <= "9":
            value = value * 10 + int(character)
            if value > _MOST:
                return _microseconds(text, OverflowError("interval component too big"))
            if part == 6:
                scale *= 10
        elif character in "ymd":
            step, name = {"y": (1, "years"), "m": (2, "months"), "d": (3, "days")}[character]
            if part < step:
                parts[name] = value * sign
                value, sign, part = 0, 1, step
                while place < len(text) and text[place] != " ":
                    place += 1
        elif character == ":" and part <= 4:
            parts["hours" if part <= 3 else "minutes"] = value
            value, part = 0, max(part, 3) + 1
        elif character == "." and part == 5:
            parts["seconds"] = value
            value, part = 0, 6
        place += 1
    if part == 0:
        return _microseconds(text, None)
    fraction = 0
    if part in (4, 5):
        parts["minutes" if part == 4 else "seconds"] = value
    elif part == 6:
        fraction = round(value / scale * 1_000_000)
    seconds = parts["seconds"] + 60 * parts["minutes"] + 3600 * parts["hours"]
    days = parts["days"] + 30 * parts["months"] + 365 * parts["years"]
    return datetime.timedelta(days, sign * seconds, sign * fraction)


def _microseconds(text: str, otherwise: Exception | None) -> datetime.timedelta:
    """Some servers that are not PostgreSQL send a number of microseconds. Where it is none raises `otherwise`."""
    try:
        return datetime.timedelta(microseconds=int(text))
    except (ValueError, OverflowError):
        if otherwise is None:
            raise
        raise otherwise from None
