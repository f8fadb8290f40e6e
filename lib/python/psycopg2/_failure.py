"""From what the server says of an error to the exception that is raised for it."""

from __future__ import annotations

from typing import Any

from . import _exceptions, _report, errors


def error_for(fields: dict[str, str], statement: str | None, cursor: Any = None) -> _exceptions.DatabaseError:
    """The exception for an ErrorResponse to `statement`: its class by the SQLSTATE, its text as libpq prints it."""
    code = fields.get("C", "")
    try:
        cls = errors.lookup(code)
    except KeyError:
        cls = _exceptions.base_for(code)
    text = _report.text_of(fields, statement)
    error = cls(_report.without_severity(text))
    error._fields = fields
    error._pgerror = text
    error._pgcode = code or None
    error._cursor = cursor
    return error
