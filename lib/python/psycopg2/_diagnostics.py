"""All that the server says of an error, by name: the fields of ErrorResponse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._exceptions import Error


class Diagnostics:
    """Details from a database error report. Each attribute is text, or None where the server said nothing."""

    __slots__ = ("_error",)

    def __init__(self, exception: Error, /) -> None:
        from ._exceptions import Error

        if not isinstance(exception, Error):
            raise TypeError("The argument must be a psycopg2.Error")
        self._error = exception

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("cannot pickle 'psycopg2.extensions.Diagnostics' object")


def _field(letter: str) -> property:
    return property(lambda self: self._error._fields.get(letter))


# PostgreSQL manual, "Error and Notice Message Fields".
_LETTERS = {
    "severity": "S",
    "severity_nonlocalized": "V",
    "sqlstate": "C",
    "message_primary": "M",
    "message_detail": "D",
    "message_hint": "H",
    "statement_position": "P",
    "internal_position": "p",
    "internal_query": "q",
    "context": "W",
    "schema_name": "s",
    "table_name": "t",
    "column_name": "c",
    "datatype_name": "d",
    "constraint_name": "n",
    "source_file": "F",
    "source_line": "L",
    "source_function": "R",
}
for _name, _letter in _LETTERS.items():
    setattr(Diagnostics, _name, _field(_letter))
Diagnostics.__module__ = "psycopg2.extensions"
