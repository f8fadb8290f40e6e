"""psycopg2, the PostgreSQL adapter, in Python alone: it behaves as psycopg2 2.9 does, over the wire protocol.

What is not here (two-phase commit, large objects, replication, asynchronous connections) raises NotSupportedError.

From below: `_transport` carries bytes. `_messages`, `_inbox`, `_scan` and `_rows` write and read the protocol, `_steps`
are its conversations, which `_waiting` runs, and `_session` is what is known of the server. `_connection` and `_cursor`
are what users hold. Beside them the `_adapt…` write Python objects as SQL and the `_typecast…` read values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import (
    _psycopg,  # noqa: F401 (an attribute, as the C module is)
    _range,  # noqa: F401 (registers ranges)
    errors,
    extensions,
    tz,
)
from ._adapt_binary import Binary
from ._adapt_dates import Date, DateFromTicks, Time, TimeFromTicks, Timestamp, TimestampFromTicks
from ._connection import connection as _connection
from ._exceptions import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)
from ._typecast_builtins import BINARY, DATETIME, NUMBER, ROWID, STRING

__version__ = "2.9.5 (dt dec pq3 ext python)"
__libpq_version__ = extensions.libpq_version()

apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"

__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "Binary",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "Warning",
    "apilevel",
    "connect",
    "errors",
    "extensions",
    "paramstyle",
    "threadsafety",
    "tz",
]


def connect(
    dsn: str | None = None,
    connection_factory: Callable[..., Any] | None = None,
    cursor_factory: Callable[..., Any] | None = None,
    **kwargs: Any,
) -> Any:
    """Create a new database connection.

    The connection parameters can be specified as a string:

        conn = psycopg2.connect("dbname=test user=postgres password=secret")

    or using a set of keyword arguments:

        conn = psycopg2.connect(database="test", user="postgres", password="secret")

    or a mix of both. *connection_factory* makes the connection, *cursor_factory* is what it makes cursors with.
    """
    waiting = {name: kwargs.pop(name) for name in ("async", "async_") if name in kwargs}
    connection = _connect(extensions.make_dsn(dsn, **kwargs), connection_factory=connection_factory, **waiting)
    if cursor_factory is not None:
        connection.cursor_factory = cursor_factory
    return connection


def _connect(dsn: str, connection_factory: Callable[..., Any] | None = None, **kwargs: Any) -> Any:
    return (connection_factory or _connection)(dsn, **kwargs)
