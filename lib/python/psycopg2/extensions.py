"""psycopg extensions to the DBAPI-2.0

What goes beyond DB-API 2.0: the classes of connections and cursors, their states, how Python objects become SQL and how
PostgreSQL's values become Python objects.
"""

from __future__ import annotations

from ._adapt import ISQLQuote, adapt, adapters, register_adapter
from ._adapt_binary import Binary
from ._adapt_dates import DateFromPy, IntervalFromPy, TimeFromPy, TimestampFromPy
from ._adapt_numbers import Boolean, Float, Int
from ._adapt_sequences import SQL_IN
from ._adapt_text import AsIs, NoneAdapter, QuotedString, quote_ident
from ._column import Column
from ._connection import connection
from ._constants import (
    ISOLATION_LEVEL_AUTOCOMMIT,
    ISOLATION_LEVEL_DEFAULT,
    ISOLATION_LEVEL_READ_COMMITTED,
    ISOLATION_LEVEL_READ_UNCOMMITTED,
    ISOLATION_LEVEL_REPEATABLE_READ,
    ISOLATION_LEVEL_SERIALIZABLE,
    POLL_ERROR,
    POLL_OK,
    POLL_READ,
    POLL_WRITE,
    STATUS_ASYNC,
    STATUS_BEGIN,
    STATUS_IN_TRANSACTION,
    STATUS_PREPARED,
    STATUS_READY,
    STATUS_SETUP,
    STATUS_SYNC,
    TRANSACTION_STATUS_ACTIVE,
    TRANSACTION_STATUS_IDLE,
    TRANSACTION_STATUS_INERROR,
    TRANSACTION_STATUS_INTRANS,
    TRANSACTION_STATUS_UNKNOWN,
)
from ._cursor import cursor
from ._diagnostics import Diagnostics
from ._dsn import make_dsn, parse_dsn
from ._encodings import encodings
from ._exceptions import QueryCanceledError, TransactionRollbackError
from ._info import ConnectionInfo
from ._json import JSON, JSONARRAY, JSONB, JSONBARRAY
from ._missing import Xid, get_wait_callback, lobject, set_wait_callback
from ._notify import Notify
from ._passwords import encrypt_password
from ._typecast import binary_types, new_type, register_type, string_types
from ._typecast_array import new_array_type
from ._typecast_builtins import (
    BINARYARRAY,
    BOOLEAN,
    BOOLEANARRAY,
    BYTES,
    BYTESARRAY,
    DATE,
    DATEARRAY,
    DATETIMEARRAY,
    DECIMAL,
    DECIMALARRAY,
    FLOAT,
    FLOATARRAY,
    INTEGER,
    INTEGERARRAY,
    INTERVAL,
    INTERVALARRAY,
    LONGINTEGER,
    LONGINTEGERARRAY,
    PYDATE,
    PYDATEARRAY,
    PYDATETIME,
    PYDATETIMEARRAY,
    PYDATETIMETZ,
    PYDATETIMETZARRAY,
    PYINTERVAL,
    PYINTERVALARRAY,
    PYTIME,
    PYTIMEARRAY,
    ROWIDARRAY,
    STRINGARRAY,
    TIME,
    TIMEARRAY,
    UNICODE,
    UNICODEARRAY,
)


def libpq_version() -> int:
    """The version of the libpq whose words and defaults are kept to: 15. There is none inside."""
    return 150_000


__all__ = [
    "AsIs",
    "BINARYARRAY",
    "BOOLEAN",
    "BOOLEANARRAY",
    "BYTES",
    "BYTESARRAY",
    "Binary",
    "Boolean",
    "Column",
    "ConnectionInfo",
    "DATE",
    "DATEARRAY",
    "DATETIMEARRAY",
    "DECIMAL",
    "DECIMALARRAY",
    "DateFromPy",
    "Diagnostics",
    "FLOAT",
    "FLOATARRAY",
    "Float",
    "INTEGER",
    "INTEGERARRAY",
    "INTERVAL",
    "INTERVALARRAY",
    "ISOLATION_LEVEL_AUTOCOMMIT",
    "ISOLATION_LEVEL_DEFAULT",
    "ISOLATION_LEVEL_READ_COMMITTED",
    "ISOLATION_LEVEL_READ_UNCOMMITTED",
    "ISOLATION_LEVEL_REPEATABLE_READ",
    "ISOLATION_LEVEL_SERIALIZABLE",
    "ISQLQuote",
    "Int",
    "IntervalFromPy",
    "JSON",
    "JSONARRAY",
    "JSONB",
    "JSONBARRAY",
    "LONGINTEGER",
    "LONGINTEGERARRAY",
    "NoneAdapter",
    "Notify",
    "POLL_ERROR",
    "POLL_OK",
    "POLL_READ",
    "POLL_WRITE",
    "PYDATE",
    "PYDATEARRAY",
    "PYDATETIME",
    "PYDATETIMEARRAY",
    "PYDATETIMETZ",
    "PYDATETIMETZARRAY",
    "PYINTERVAL",
    "PYINTERVALARRAY",
    "PYTIME",
    "PYTIMEARRAY",
    "QueryCanceledError",
    "QuotedString",
    "ROWIDARRAY",
    "SQL_IN",
    "STATUS_ASYNC",
    "STATUS_BEGIN",
    "STATUS_IN_TRANSACTION",
    "STATUS_PREPARED",
    "STATUS_READY",
    "STATUS_SETUP",
    "STATUS_SYNC",
    "STRINGARRAY",
    "TIME",
    "TIMEARRAY",
    "TRANSACTION_STATUS_ACTIVE",
    "TRANSACTION_STATUS_IDLE",
    "TRANSACTION_STATUS_INERROR",
    "TRANSACTION_STATUS_INTRANS",
    "TRANSACTION_STATUS_UNKNOWN",
    "TimeFromPy",
    "TimestampFromPy",
    "TransactionRollbackError",
    "UNICODE",
    "UNICODEARRAY",
    "Xid",
    "adapt",
    "adapters",
    "binary_types",
    "connection",
    "cursor",
    "encodings",
    "encrypt_password",
    "get_wait_callback",
    "libpq_version",
    "lobject",
    "make_dsn",
    "new_array_type",
    "new_type",
    "parse_dsn",
    "quote_ident",
    "register_adapter",
    "register_type",
    "set_wait_callback",
    "string_types",
]
