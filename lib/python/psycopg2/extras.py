"""Miscellaneous goodies for psycopg2: rows with names, fast executions, logging, and types that one asks for."""

from __future__ import annotations

import json
from typing import Any

from ._extras_batch import execute_batch, execute_values
from ._extras_batch import paginate as _paginate  # noqa: F401 (psycopg2's tests know it)
from ._extras_composite import CompositeCaster, register_composite
from ._extras_dict import (
    DictConnection,
    DictCursor,
    DictCursorBase,
    DictRow,
    RealDictConnection,
    RealDictCursor,
    RealDictRow,
)
from ._extras_hstore import HstoreAdapter, register_hstore
from ._extras_logging import LoggingConnection, LoggingCursor, MinTimeLoggingConnection, MinTimeLoggingCursor
from ._extras_named import NamedTupleConnection, NamedTupleCursor
from ._extras_replication import (
    REPLICATION_LOGICAL,
    REPLICATION_PHYSICAL,
    LogicalReplicationConnection,
    PhysicalReplicationConnection,
    ReplicationCursor,
    ReplicationMessage,
    StopReplication,
    wait_select,
)
from ._extras_types import Inet, UUID_adapter, register_inet, register_uuid
from ._ipaddress import register_ipaddress
from ._json import Json, register_default_json, register_default_jsonb, register_json
from ._lookup import plain_cursor
from ._range import (
    DateRange,
    DateTimeRange,
    DateTimeTZRange,
    NumericRange,
    Range,
    RangeAdapter,
    RangeCaster,
    register_range,
)

__all__ = [
    "CompositeCaster",
    "DateRange",
    "DateTimeRange",
    "DateTimeTZRange",
    "DictConnection",
    "DictCursor",
    "DictCursorBase",
    "DictRow",
    "HstoreAdapter",
    "Inet",
    "Json",
    "LogicalReplicationConnection",
    "LoggingConnection",
    "LoggingCursor",
    "MinTimeLoggingConnection",
    "MinTimeLoggingCursor",
    "NamedTupleConnection",
    "NamedTupleCursor",
    "NumericRange",
    "PhysicalReplicationConnection",
    "REPLICATION_LOGICAL",
    "REPLICATION_PHYSICAL",
    "Range",
    "RangeAdapter",
    "RangeCaster",
    "RealDictConnection",
    "RealDictCursor",
    "RealDictRow",
    "ReplicationCursor",
    "ReplicationMessage",
    "StopReplication",
    "UUID_adapter",
    "execute_batch",
    "execute_values",
    "json",
    "register_composite",
    "register_default_json",
    "register_default_jsonb",
    "register_hstore",
    "register_inet",
    "register_ipaddress",
    "register_json",
    "register_range",
    "register_uuid",
    "wait_select",
]

for _name in __all__:
    _thing = globals()[_name]
    if isinstance(_thing, type) and _thing.__module__.startswith("psycopg2._extras"):
        # Rows are pickled by this name, and tracebacks show it.
        _thing.__module__ = __name__


def _solve_conn_curs(conn_or_curs: Any) -> tuple[Any, Any]:
    """A connection and a plain cursor of it; psycopg2's own name, which other packages know."""
    asking = plain_cursor(conn_or_curs)
    return asking.connection, asking
