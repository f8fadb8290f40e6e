"""Replication, under psycopg2's names: a page's server has nobody to replicate to."""

from __future__ import annotations

from typing import Any, NoReturn

from ._exceptions import not_supported

REPLICATION_PHYSICAL = 12345678
REPLICATION_LOGICAL = 87654321


class _Replication:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise not_supported(type(self).__name__)


class PhysicalReplicationConnection(_Replication):
    """Not supported."""


class LogicalReplicationConnection(_Replication):
    """Not supported."""


class ReplicationCursor(_Replication):
    """Not supported."""


class ReplicationMessage(_Replication):
    """Not supported."""


class StopReplication(Exception):
    """Ends `ReplicationCursor.consume_stream`, which is not supported either."""


def wait_select(conn: Any) -> NoReturn:
    """A wait callback, which `set_wait_callback` would take: waits are the driver's own here, and Stop ends them."""
    raise not_supported("wait_select")
