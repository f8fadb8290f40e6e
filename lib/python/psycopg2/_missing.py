"""What psycopg2 has and this module does not: each raises NotSupportedError with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from ._exceptions import not_supported

if TYPE_CHECKING:
    from ._connection import connection


class Missing:
    """The methods of a connection that are not here."""

    __slots__ = ()

    def _refuse(self: connection, feature: str) -> NoReturn:
        self._check_open()
        raise not_supported(feature)

    def xid(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Returns a transaction id for the `!tpc_*()` methods: not supported."""
        self._refuse("xid()")

    def tpc_begin(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Begins a two-phase transaction: not supported."""
        self._refuse("tpc_begin()")

    def tpc_prepare(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Prepares a two-phase transaction: not supported."""
        self._refuse("tpc_prepare()")

    def tpc_commit(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Commits a two-phase transaction: not supported."""
        self._refuse("tpc_commit()")

    def tpc_rollback(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Rolls a two-phase transaction back: not supported."""
        self._refuse("tpc_rollback()")

    def tpc_recover(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Returns the transactions that are prepared: not supported."""
        self._refuse("tpc_recover()")

    def lobject(self: connection, *args: Any, **kwargs: Any) -> NoReturn:
        """Returns a large object: not supported."""
        self._refuse("lobject()")

    def get_native_connection(self: connection) -> NoReturn:
        """Returns libpq's connection, of which there is none: not supported."""
        self._refuse("get_native_connection()")

    @property
    def pgconn_ptr(self) -> None:
        """The address of libpq's connection, of which there is none."""
        return None


class Xid:
    """A transaction id for two-phase commit: not supported."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise not_supported("Xid")


class lobject:
    """A large object: not supported."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise not_supported("lobject")


for _class in (Xid, lobject):
    _class.__module__ = "psycopg2.extensions"


def set_wait_callback(f: Any, /) -> None:
    """Register a callback function that waits: not supported, but for None, which is none."""
    if f is not None:
        raise not_supported("set_wait_callback()")


def get_wait_callback() -> None:
    """Return the callback function that waits: None, since there is none."""
