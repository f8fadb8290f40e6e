"""SQL put together from parts that are quoted as each must be: names, values, placeholders, and plain SQL."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator
from typing import Any

from ._adapt import quote
from .extensions import connection, cursor, quote_ident

_formatter = string.Formatter()


class Composable:
    """Base of all parts. `+` joins parts, `*` repeats one; `execute` and its like take them in place of a query."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self._wrapped!r})"

    def as_string(self, context: connection | cursor) -> str:
        """The part as SQL, quoted for the connection or the cursor's connection."""
        raise NotImplementedError

    def __add__(self, other: Composable) -> Composed:
        if not isinstance(other, Composable):
            return NotImplemented
        return Composed([*_parts(self), *_parts(other)])

    def __mul__(self, n: int) -> Composed:
        return Composed([self] * n)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._wrapped == other._wrapped

    # As in psycopg2: parts are compared by what they hold, and cannot be keys.
    __hash__ = None  # type: ignore[assignment]


class Composed(Composable):
    """A sequence of parts, one after the other."""

    def __init__(self, seq: Iterable[Composable]) -> None:
        parts = list(seq)
        for part in parts:
            if not isinstance(part, Composable):
                raise TypeError(f"Composed elements must be Composable, got {part!r} instead")
        super().__init__(parts)

    @property
    def seq(self) -> list[Composable]:
        """The parts, as a new list."""
        return list(self._wrapped)

    def as_string(self, context: connection | cursor) -> str:
        """All parts as SQL, with nothing between them."""
        return "".join([part.as_string(context) for part in self._wrapped])

    def __iter__(self) -> Iterator[Composable]:
        return iter(self._wrapped)

    def join(self, joiner: str | SQL) -> Composed:
        """The parts with `joiner` between them."""
        if isinstance(joiner, str):
            joiner = SQL(joiner)
        elif not isinstance(joiner, SQL):
            raise TypeError("Composed.join() argument must be a string or an SQL")
        return joiner.join(self)


class SQL(Composable):
    """Plain SQL, which nobody quotes: never make one of what a user typed. `format` fills its braces."""

    def __init__(self, string: str) -> None:
        if not isinstance(string, str):
            raise TypeError("SQL values must be strings")
        super().__init__(string)

    @property
    def string(self) -> str:
        """The SQL."""
        return self._wrapped

    def as_string(self, context: connection | cursor | None) -> str:
        """The SQL as it is."""
        return self._wrapped

    def format(self, *args: Composable, **kwargs: Composable) -> Composed:
        """Fills `{}`, `{0}` and `{name}` with parts, as `str.format` would, but without conversions and formats."""
        parts: list[Composable] = []
        automatic = 0
        style = None
        for text, field, spec, conversion in _formatter.parse(self._wrapped):
            if spec:
                raise ValueError("no format specification supported by SQL")
            if conversion:
                raise ValueError("no format conversion supported by SQL")
            if text:
                parts.append(SQL(text))
            if field is None:
                continue
            if field and not field.isdigit():
                parts.append(kwargs[field])
                continue
            numbering = "manual" if field else "automatic"
            if style not in (None, numbering):
                raise ValueError(f"cannot switch from {style} field numbering to {numbering}")
            style = numbering
            parts.append(args[int(field) if field else automatic])
            automatic += 1
        return Composed(parts)

    def join(self, seq: Iterable[Composable]) -> Composed:
        """The parts of `seq` with this SQL between them."""
        parts: list[Composable] = []
        for part in seq:
            parts += [self, part] if parts else [part]
        return Composed(parts)


class Identifier(Composable):
    """A name, or several that belong together, such as a schema and a table: quoted, with dots between."""

    def __init__(self, *strings: str) -> None:
        if not strings:
            raise TypeError("Identifier cannot be empty")
        for part in strings:
            if not isinstance(part, str):
                raise TypeError("SQL identifier parts must be strings")
        super().__init__(strings)

    @property
    def strings(self) -> tuple[str, ...]:
        """The names."""
        return self._wrapped

    @property
    def string(self) -> str:
        """The name, where there is one only; else AttributeError."""
        if len(self._wrapped) != 1:
            raise AttributeError("the Identifier wraps more than one than one string")
        return self._wrapped[0]

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({', '.join(map(repr, self._wrapped))})"

    def as_string(self, context: connection | cursor) -> str:
        """The names in double quotes."""
        return ".".join([quote_ident(name, context) for name in self._wrapped])


class Literal(Composable):
    """A value, written into the SQL as a parameter would be."""

    @property
    def wrapped(self) -> Any:
        """The value."""
        return self._wrapped

    def as_string(self, context: connection | cursor) -> str:
        """The value as SQL."""
        if isinstance(context, cursor):
            context = context.connection
        elif not isinstance(context, connection):
            raise TypeError("context must be a connection or a cursor")
        return quote(self._wrapped, context).decode(context._python_encoding)


class Placeholder(Composable):
    """A placeholder for a parameter: `%s`, or `%(name)s` where it has a name."""

    def __init__(self, name: str | None = None) -> None:
        if isinstance(name, str):
            if ")" in name:
                raise ValueError(f"invalid name: {name!r}")
        elif name is not None:
            raise TypeError(f"expected string or None as name, got {name!r}")
        super().__init__(name)

    @property
    def name(self) -> str | None:
        """Its name; None if it has its place only."""
        return self._wrapped

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({'' if self._wrapped is None else repr(self._wrapped)})"

    def as_string(self, context: connection | cursor | None) -> str:
        """The placeholder."""
        return "%s" if self._wrapped is None else f"%({self._wrapped})s"


def _parts(part: Composable) -> list[Composable]:
    return part.seq if isinstance(part, Composed) else [part]


NULL = SQL("NULL")
DEFAULT = SQL("DEFAULT")
