"""From PostgreSQL's text to Python objects: typecasters, where they are registered, and which one a column gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ._adapt import type_name
from ._exceptions import Error

string_types: dict[int, Typecaster] = {}
"""Typecasters for all connections, by the type's oid."""
binary_types: dict[int, Typecaster] = {}
"""Typecasters of results in binary format, of which there are none: as in psycopg2, only the name."""


class Typecaster:
    """Turns the text of some types' values into Python objects. Equal to the oids that it is for: `NUMBER == 23`.

    This class makes of a text what `fast` does, or leaves it as it is; subclasses do more.
    """

    __slots__ = ("_name", "_values", "_fast")

    def __init_subclass__(cls) -> None:
        _disguise(cls)

    def __init__(self, name: str | None, values: tuple[int, ...], fast: Callable[..., Any] | None = None) -> None:
        self._name = name
        self._values = values
        self._fast = fast

    @property
    def name(self) -> str | None:
        """Its name in messages."""
        return self._name

    @property
    def values(self) -> tuple[int, ...]:
        """The oids of the types that it is for."""
        return self._values

    def bind(self, cursor: Any) -> Typecaster | BoundTypecaster:
        """Itself, or what stands for it where columns of this cursor are read."""
        return self

    @property
    def fast(self) -> Callable[..., Any] | None:
        """What to call with the text of each value that is not NULL; None: the text is the value."""
        return self._fast

    def cast(self, text: str | None, cursor: Any) -> Any:
        """The object for a value's text; None for NULL."""
        return text if text is None or self._fast is None else self._fast(text)

    def __call__(self, value: Any, cursor: Any, /) -> Any:
        """As DB-API code calls it: text, or its bytes in the cursor's encoding. None is None, whatever it reads."""
        if value is None:
            return None
        return self.cast(value if isinstance(value, str) else self.decode(value, cursor), cursor)

    def decode(self, value: Any, cursor: Any) -> Any:
        """The text of bytes, in the encoding of the cursor's connection; UnicodeDecodeError where they are none."""
        return memoryview(value).tobytes().decode(codec_of(cursor))

    def __eq__(self, other: Any) -> bool:
        if isinstance(other, Typecaster):
            return not set(self._values).isdisjoint(other._values)
        return int(other) in self._values

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<psycopg2._psycopg.type '{self._name}' at 0x{id(self):x}>"



def _disguise(cls: type) -> None:
    """psycopg2 has one class for all, with this name."""
    cls.__name__ = cls.__qualname__ = "type"
    cls.__module__ = "psycopg2._psycopg"


_disguise(Typecaster)


class BoundTypecaster:
    """A typecaster that must know its cursor, with one cursor: what reads that cursor's columns."""

    __slots__ = ("fast", "_typecaster", "_cursor")

    def __init__(self, typecaster: Typecaster, cursor: Any, fast: Callable[[str], Any]) -> None:
        self.fast = fast
        self._typecaster = typecaster
        self._cursor = cursor

    def __call__(self, value: Any, cursor: Any, /) -> Any:
        """The object for a value's text or bytes. A NULL, None, is for the function of whoever made the typecaster."""
        if value is not None and not isinstance(value, str):
            value = self._typecaster.decode(value, cursor)
        return self._typecaster.cast(value, self._cursor)


class FunctionTypecaster(Typecaster):
    """A typecaster by somebody's function of text and cursor; it gets None for NULL."""

    __slots__ = ("_function",)

    def __init__(self, name: str | None, values: tuple[int, ...], function: Callable[..., Any] | None) -> None:
        super().__init__(name, values)
        self._function = function

    def bind(self, cursor: Any) -> BoundTypecaster:
        """Itself with the cursor, which the function wants."""
        return BoundTypecaster(self, cursor, lambda text: self.cast(text, cursor))

    def cast(self, text: str | None, cursor: Any) -> Any:
        """What the function gives."""
        if self._function is None:
            raise Error("internal error: no casting function found")
        return self._function(text, cursor)


def new_type(
    values: tuple[int, ...], name: str | None = None, castobj: Callable[..., Any] | None = None, baseobj: Any = None
) -> Typecaster:
    """A typecaster for the oids `values`, a tuple, by `castobj`, which is called with a value's text and the cursor."""
    check_argument(1, values, tuple)
    if name is not None:
        check_argument(2, name, str)
    return FunctionTypecaster(name, values, castobj)


def register_type(obj: Typecaster, scope: Any = None, /) -> None:
    """Has the typecaster `obj` read its types: of one connection or cursor, or without `scope` of all."""
    check_argument(1, obj, Typecaster)
    if scope is None:
        types = string_types
    elif not hasattr(scope, "string_types"):
        raise TypeError("argument 2 must be a connection, cursor or None")
    else:
        if scope.string_types is None:
            scope.string_types: dict[int, Typecaster] = {}
        types = scope.string_types
    types.update(dict.fromkeys(obj.values, obj))


def caster(oid: int, cursor: Any) -> Typecaster | BoundTypecaster:
    """What reads a column of the type `oid` for this cursor: registered with it, with its connection, or for all."""
    for types in (cursor.string_types, cursor.connection.string_types, string_types):
        found = types.get(oid) if types else None
        if found is not None:
            return found.bind(cursor)
    return default


def codec_of(cursor: Any) -> str:
    """Python's codec of the cursor's connection."""
    return "utf_8" if cursor is None else cursor.connection._python_encoding


default = Typecaster("DEFAULT", (0,))
"""Reads types that nobody has registered: their text."""


def check_argument(place: int, value: Any, expected: type) -> None:
    """TypeError, as C code says it, unless the value is of the expected class."""
    if not isinstance(value, expected):
        name = "None" if value is None else type_name(type(value))
        wanted = "psycopg2._psycopg.type" if expected is Typecaster else expected.__name__
        raise TypeError(f"argument {place} must be {wanted}, not {name}")
