"""Error codes for PostgreSQL

This module contains symbolic names for all PostgreSQL error codes: `UNIQUE_VIOLATION` is "23505". Their classes have
names, too: `CLASS_INTEGRITY_CONSTRAINT_VIOLATION` is "23". Of two codes with one name the first has an underscore
behind it.
"""

from __future__ import annotations

from . import _sqlstates


def _constants() -> dict[str, str]:
    names = {f"CLASS_{name.upper()}": code for code, name in _sqlstates.CLASSES.items()}
    for code, name in _sqlstates.SQLSTATES.items():
        key = name.upper()
        if key in names:
            names[f"{key}_"] = names[key]
        names[key] = code
    return names


globals().update(_constants())


def lookup(code: str) -> str:
    """The symbolic name of a code or of a class of codes.

    Raise `!KeyError` if the code is not found.
    """
    if code in _sqlstates.CLASSES:
        return f"CLASS_{_sqlstates.CLASSES[code].upper()}"
    return _sqlstates.SQLSTATES[code].upper()
