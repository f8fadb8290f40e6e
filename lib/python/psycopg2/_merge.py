"""Puts parameters into a query, on the client, as psycopg2 does: each `%s` and `%(name)s` becomes SQL."""

from __future__ import annotations

import collections
import re
import types
from functools import lru_cache
from typing import Any

from ._adapt import quote, type_name
from ._exceptions import ProgrammingError

_PLACEHOLDER = re.compile(rb"%(?:(?P<percent>%)|\((?P<key>[^)%]*)\)|(?P<open>\()|)")

_FORMAT = re.compile(rb"%(\([^)]*\))?(.)?", re.DOTALL)

_NO_SEQUENCES = frozenset({dict, collections.OrderedDict, collections.defaultdict, types.MappingProxyType})
"""Indexed by keys only, so that a number is never a place in them."""

Problem = tuple[type[Exception], str]
"""The class and the message of an error."""

_LONGEST_KEPT = 10_000
"""Queries longer than this, in bytes, are looked through anew each time."""


def merge(query: bytes, vars: Any, connection: Any) -> bytes:
    """The query, in bytes, with `vars` in its placeholders, written for `connection`.

    A sequence fills `%s` in turn, a mapping fills `%(name)s`; `%%` becomes a per cent sign. Without placeholders `vars`
    is not looked at, and None is none at all. Raises what psycopg2 raises: IndexError, KeyError and TypeError as Python
    would, ValueError for another letter than s, ProgrammingError for a mixture and for what cannot be adapted.
    """
    if vars is None:
        return query
    plan = _plan(query) if len(query) <= _LONGEST_KEPT else _Plan(query)
    if not (plan.keys or plan.stop):
        return query.replace(b"%%", b"%")
    values = _named_values(plan, vars, connection) if plan.is_named else _values_in_turn(plan, vars, connection)
    for problem in (plan.stop, plan.wrong_letter):
        if problem is not None:
            error, message = problem
            raise error(message)
    if not plan.is_named and len(vars) > len(values):
        raise TypeError("not all arguments converted during string formatting")
    return query % values


class _Plan:
    """What a query's placeholders want, in their order."""

    def __init__(self, query: bytes) -> None:
        self.keys: list[tuple[bytes, str] | None] = []
        """Names as bytes and as text; None for each `%s`."""
        self.is_named: bool | None = None
        self.stop: Problem | None = None
        """The error to raise where the list of keys ends, as class and message."""
        self.wrong_letter: Problem | None = None
        """The error to raise when all values are there."""
        for found in _PLACEHOLDER.finditer(query):
            if found["percent"]:
                continue
            is_named = found["key"] is not None or found["open"] is not None
            if self.is_named not in (None, is_named):
                self.stop = ProgrammingError, "argument formats can't be mixed"
                return
            self.is_named = is_named
            if found["open"]:
                self.stop = ProgrammingError, "incomplete placeholder: '%(' without ')'"
                return
            self.keys.append((found["key"], found["key"].decode()) if is_named else None)
        self.wrong_letter = _wrong_letter(query)


_plan = lru_cache(256)(_Plan)


def _wrong_letter(query: bytes) -> Problem | None:
    """The first format that is neither `s` nor a per cent sign, as error; read anew, since this is a second step."""
    for found in _FORMAT.finditer(query):
        key, letter = found.groups()
        if key and b"(" in key[1:]:
            return ValueError, "incomplete format key"
        if not letter:
            return ValueError, "incomplete format"
        if letter not in b"s%":
            code = letter[0]
            return ValueError, f"unsupported format character '{chr(code)}' (0x{code:x}) at index {found.start(2)}"
    return None


def _named_values(plan: _Plan, vars: Any, connection: Any) -> dict[bytes, bytes]:
    values = {}
    for raw, key in plan.keys:
        value = vars[key]
        if raw not in values:
            values[raw] = b"NULL" if value is None else quote(value, connection)
    return values


def _values_in_turn(plan: _Plan, vars: Any, connection: Any) -> tuple[bytes, ...]:
    if type(vars) in _NO_SEQUENCES:
        raise TypeError(f"{type_name(type(vars))} is not a sequence")
    if not hasattr(vars, "__getitem__"):
        raise TypeError(f"'{type_name(type(vars))}' object does not support indexing")
    values = []
    for place in range(len(plan.keys)):
        value = vars[place]
        values.append(b"NULL" if value is None else quote(value, connection))
    return tuple(values)
