"""The exceptions that DB-API 2.0 asks for, and which of them an SQLSTATE is."""

from __future__ import annotations

import builtins
from typing import Any

from ._diagnostics import Diagnostics


class Warning(Exception):
    """A database warning."""


class Error(Exception):
    """Base class for error exceptions."""

    # What the server said, by the letters of ErrorResponse; set by `from_server`.
    _fields: dict[str, str] = {}
    _pgerror: str | None = None
    _pgcode: str | None = None
    _cursor: Any = None

    @property
    def pgerror(self) -> str | None:
        """The error message as libpq prints it, severity first; None: it does not come from the server."""
        return self._pgerror

    @property
    def pgcode(self) -> str | None:
        """The SQLSTATE; None: the error does not come from the server."""
        return self._pgcode

    @property
    def cursor(self) -> Any:
        """The cursor whose statement failed; None: there was none."""
        return self._cursor

    @property
    def diag(self) -> Diagnostics:
        """All that the server said, field by field."""
        return Diagnostics(self)

    def __reduce__(self) -> tuple[Any, ...]:
        # A cursor does not travel, and neither do the fields: as in psycopg2.
        state = {name: value for name, value in self.__dict__.items() if name not in ("_cursor", "_fields")}
        return type(self), self.args, state


class InterfaceError(Error):
    """Error related to the database interface."""


class DatabaseError(Error):
    """Error related to the database engine."""


class InternalError(DatabaseError):
    """The database encountered an internal error."""


class OperationalError(DatabaseError):
    """Error related to database operation (disconnect, memory allocation etc)."""


class ProgrammingError(DatabaseError):
    """Error related to database programming (SQL error, table not found etc)."""


class IntegrityError(DatabaseError):
    """Error related to database integrity."""


class DataError(DatabaseError):
    """Error related to problems with the processed data."""


class NotSupportedError(DatabaseError):
    """A method or database API was used which is not supported by the database."""


class QueryCanceledError(OperationalError):
    """Error related to SQL query cancellation."""


class TransactionRollbackError(OperationalError):
    """Error causing transaction rollback (deadlocks, serialization failures, etc)."""


DB_API = (
    Warning,
    Error,
    InterfaceError,
    DatabaseError,
    InternalError,
    OperationalError,
    ProgrammingError,
    IntegrityError,
    DataError,
    NotSupportedError,
)
"""The exceptions of DB-API 2.0, which a connection has as attributes, too."""

for _class in DB_API:
    _class.__module__ = "psycopg2"
for _class in (QueryCanceledError, TransactionRollbackError):
    _class.__module__ = "psycopg2.extensions"

_BY_CLASS: dict[str, builtins.type[DatabaseError]] = {
    **dict.fromkeys(("0A",), NotSupportedError),
    **dict.fromkeys(("20", "21", "3D", "3F", "42", "44"), ProgrammingError),
    **dict.fromkeys(("22",), DataError),
    **dict.fromkeys(("23",), IntegrityError),
    **dict.fromkeys(("24", "25", "2B", "2D", "2F", "38", "39", "3B"), InternalError),
    **dict.fromkeys(("08", "26", "27", "28", "34"), OperationalError),
    **dict.fromkeys(("40",), TransactionRollbackError),
}
_BY_LETTER = {"5": OperationalError, "F": InternalError, "H": OperationalError, "P": InternalError, "X": InternalError}


def base_for(sqlstate: str) -> builtins.type[DatabaseError]:
    """The DB-API exception that an SQLSTATE is, also one that nobody has heard of: its first two letters say it."""
    if sqlstate == "57014":
        return QueryCanceledError
    return _BY_CLASS.get(sqlstate[:2]) or _BY_LETTER.get(sqlstate[:1], DatabaseError)


def not_supported(feature: str) -> NotSupportedError:
    """The error for what psycopg2 has and this module does not."""
    return NotSupportedError(f"{feature} is not supported by this psycopg2, which is made for a notebook")
