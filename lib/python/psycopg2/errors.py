"""Error classes for PostgreSQL error codes

Each SQLSTATE has a class of its own, named after its condition: `UniqueViolation` is 23505. A class is made when
somebody asks for it.
"""

from __future__ import annotations

from . import _exceptions, _sqlstates

_BASES = {
    cls.__name__: cls
    for cls in (*_exceptions.DB_API, _exceptions.QueryCanceledError, _exceptions.TransactionRollbackError)
}
globals().update(_BASES)


def _class_names() -> dict[str, str]:
    """SQLSTATEs by the names of their classes. 00 and 01 are no errors; a second code of one name is an extension's."""
    names: dict[str, str] = {}
    for code, condition in _sqlstates.SQLSTATES.items():
        if code[:2] in ("00", "01"):
            continue
        name = "".join(word.title() for word in condition.split("_"))
        if name in _BASES:
            name += "_"
        names[f"{name}Ext" if name in names else name] = code
    return names


_CODES = _class_names()
_NAMES = {code: name for name, code in _CODES.items()}
__all__ = [*_BASES, *_CODES, "lookup"]  # noqa: PLE0604 (all are str)


def lookup(code: str) -> type[_exceptions.DatabaseError]:
    """Lookup an error code and return its exception class.

    Raise `!KeyError` if the code is not found.
    """
    name = _NAMES[code]
    found = globals().get(name)
    if found is None:
        found = globals()[name] = type(name, (_exceptions.base_for(code),), {"__module__": __name__, "__doc__": None})
    return found


def __getattr__(name: str) -> type[_exceptions.DatabaseError]:
    if name in _CODES:
        return lookup(_CODES[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_CODES})
