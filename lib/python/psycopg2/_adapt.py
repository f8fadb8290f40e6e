"""From a Python object to SQL: the protocol of adapters, their registry, and the way to the one that fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ._exceptions import ProgrammingError

_HEAP_TYPE = 1 << 9
"""CPython's flag of a class that was made at run time, as those are that Python code defines."""


class ISQLQuote:
    """What an adapter promises: `getquoted()` gives the object as SQL, in bytes."""

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def getquoted(self) -> Any:
        """The object as SQL; nothing here, since this class is only the name of a protocol."""

    def getbinary(self) -> None:
        """Part of the protocol; nobody calls it."""

    def getbuffer(self) -> None:
        """Part of the protocol; nobody calls it."""


ISQLQuote.__module__ = "psycopg2.extensions"

adapters: dict[tuple[type, type], Callable[[Any], Any]] = {}
"""What turns an object of a class into its adapter, by (class, protocol)."""

quick: dict[Callable[[Any], Any] | None, Callable[[Any, Any], bytes]] = {}
"""For built-in adapters, a function (object, connection) that gives at once what the adapter's `getquoted` would."""


def register_adapter(typ: type, callable: Callable[[Any], Any]) -> None:
    """Has `callable` make the adapters of objects of class `typ`."""
    adapters[typ, ISQLQuote] = callable


def adapt(obj: Any, proto: type = ISQLQuote, alt: Any = None, /) -> Any:
    """The adapter of `obj`: by its class, as protocol or object say, or by a base class. Else ProgrammingError."""
    adapter = adapters.get((type(obj), proto))
    if adapter is not None:
        return adapter(obj)
    for ask, about in ((getattr(proto, "__adapt__", None), obj), (getattr(obj, "__conform__", None), proto)):
        adapted = _offer(ask, about)
        if adapted is not None:
            return adapted
    for base in type(obj).__mro__[1:]:
        adapter = adapters.get((base, proto))
        if adapter is not None:
            return adapter(obj)
    raise ProgrammingError(f"can't adapt type '{type_name(type(obj))}'")


def quote(obj: Any, connection: Any) -> bytes:
    """`obj` as SQL in bytes, prepared for `connection` where there is one."""
    shortcut = quick.get(adapters.get((type(obj), ISQLQuote)))
    if shortcut is not None:
        return shortcut(obj, connection)
    adapted = adapt(obj)
    if connection is not None:
        prepare = getattr(adapted, "prepare", None)
        if prepare is not None:
            prepare(connection)
    quoted = adapted.getquoted()
    if type(quoted) is str:
        return quoted.encode("utf-8" if connection is None else connection._python_encoding)
    return quoted


def type_name(cls: type) -> str:
    """The name of a class as CPython's messages have it: of built-in classes with their module."""
    if cls.__flags__ & _HEAP_TYPE or cls.__module__ == "builtins":
        return cls.__name__
    return f"{cls.__module__}.{cls.__qualname__}"


def _offer(ask: Callable[[Any], Any] | None, about: Any) -> Any:
    """What `ask` makes of `about`; None where it declines, be it by a TypeError."""
    if ask is None:
        return None
    try:
        return ask(about)
    except TypeError:
        return None
