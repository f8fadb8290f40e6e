"""Error classes for PostgreSQL error codes

Each SQLSTATE has a class of its own, named after its condition: `UniqueViolation` is 23505. The exceptions of DB-API,
on which they are based, are here, too.
"""

from __future__ import annotations

from . import _exceptions, _sqlstates

_BASES = {
    cls.__name__: cls
    for cls in (*_exceptions.DB_API, _exceptions.QueryCanceledError, _exceptions.TransactionRollbackError)
}


def _classes() -> dict[str, type[_exceptions.DatabaseError]]:
    """A class for each SQLSTATE. 00 and 01 are no errors; a second code of one name is an extension's."""
    classes: dict[str, type[_exceptions.DatabaseError]] = {}
    names = set(_BASES)
    for code, condition in _sqlstates.SQLSTATES.items():
        if code[:2] in ("00", "01"):
            continue
        name = "".join(word.title() for word in condition.split("_"))
        if name in names:
            name += "_" if name in _BASES else "Ext"
        names.add(name)
        classes[code] = type(name, (_exceptions.base_for(code),), {"__module__": __name__, "__doc__": None})
    return classes


_by_sqlstate = _classes()
globals().update(_BASES, **{cls.__name__: cls for cls in _by_sqlstate.values()})


def lookup(code: str) -> type[_exceptions.DatabaseError]:
    """Lookup an error code and return its exception class.

    Raise `!KeyError` if the code is not found.
    """
    return _by_sqlstate[code]
