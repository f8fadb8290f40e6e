"""What psycopg2's C module has, under its name: some code imports from there, and classes say that they are from there."""

from __future__ import annotations

from ._adapt_dates import Date, DateFromTicks, Time, TimeFromTicks, Timestamp, TimestampFromTicks, datetime
from ._adapt_numbers import Decimal
from ._adapt_sequences import List
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
from ._extras_replication import REPLICATION_LOGICAL, REPLICATION_PHYSICAL
from ._typecast_builtins import (
    BINARY,
    CIDRARRAY,
    DATETIME,
    DATETIMETZ,
    DATETIMETZARRAY,
    INETARRAY,
    MACADDRARRAY,
    NUMBER,
    ROWID,
    STRING,
    UNKNOWN,
)
from .errors import _by_sqlstate as sqlstate_errors
from .extensions import *  # noqa: F403 (all that is documented, and nothing else)
