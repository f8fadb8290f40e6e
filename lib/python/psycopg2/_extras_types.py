"""Types that are read as Python objects for those who ask for it: uuid and inet."""

from __future__ import annotations

import uuid as _uuid
import warnings
from typing import Any

from . import extensions
from ._adapt import ISQLQuote, quote, register_adapter
from ._typecast import Typecaster, new_type, register_type
from ._typecast_array import new_array_type


class UUID_adapter:
    """Writes Python's uuid.UUID."""

    def __init__(self, uuid: _uuid.UUID) -> None:
        self._uuid = uuid

    def __conform__(self, proto: type) -> UUID_adapter | None:
        return self if proto is ISQLQuote else None

    def getquoted(self) -> bytes:
        """The UUID with a cast to uuid."""
        return str(self).encode()

    def __str__(self) -> str:
        return f"'{self._uuid}'::uuid"


def register_uuid(oids: Any = None, conn_or_curs: Any = None) -> Typecaster:
    """Has uuid read as uuid.UUID, for one connection or cursor or for all; uuid.UUID is written by all.

    `oids`: of the type, or of the type and its array, where they are not PostgreSQL's.
    """
    oid, array_oid = _oids(oids, 2950, 2951)
    extensions.UUID = new_type((oid,), "UUID", lambda data, cursor: _uuid.UUID(data) if data else None)
    extensions.UUIDARRAY = new_array_type((array_oid,), "UUID[]", extensions.UUID)
    register_type(extensions.UUID, conn_or_curs)
    register_type(extensions.UUIDARRAY, conn_or_curs)
    register_adapter(_uuid.UUID, UUID_adapter)
    return extensions.UUID


class Inet:
    """Wraps an address in text, to write it as inet. Does not look whether it is one."""

    def __init__(self, addr: str) -> None:
        self.addr = addr
        self._conn: Any = None

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self.addr!r})"

    def prepare(self, conn: Any) -> None:
        """Writes for this connection."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """The address with a cast to inet."""
        return quote(self.addr, self._conn) + b"::inet"

    def __conform__(self, proto: type) -> Inet | None:
        return self if proto is ISQLQuote else None

    def __str__(self) -> str:
        return str(self.addr)


def register_inet(oid: Any = None, conn_or_curs: Any = None) -> Typecaster:
    """Has inet read as `Inet`. Deprecated by psycopg2, in favour of `register_ipaddress`."""
    warnings.warn("the inet adapter is deprecated, it's not very useful", DeprecationWarning, stacklevel=2)
    one, many = _oids(oid, 869, 1041)
    extensions.INET = new_type((one,), "INET", lambda data, cursor: Inet(data) if data else None)
    extensions.INETARRAY = new_array_type((many,), "INETARRAY", extensions.INET)
    register_type(extensions.INET, conn_or_curs)
    register_type(extensions.INETARRAY, conn_or_curs)
    return extensions.INET


def _oids(given: Any, oid: int, array_oid: int) -> tuple[int, int]:
    """The oids of a type and its array, where some are given."""
    if isinstance(given, (list, tuple)) and given:
        oid, array_oid = given
        return oid, array_oid
    return given or oid, array_oid
