"""Network addresses as objects of Python's ipaddress, for those who ask for it."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from ._adapt import register_adapter
from ._adapt_text import QuotedString
from ._typecast import Typecaster, new_type, register_type
from ._typecast_array import new_array_type


def register_ipaddress(conn_or_curs: Any = None) -> None:
    """Has inet and cidr read as interfaces and networks of ipaddress, for one connection or cursor or for all.

    Such objects are written by all connections from then on.
    """
    for typecaster in _typecasters:
        register_type(typecaster, conn_or_curs)
    for cls in (
        ipaddress.IPv4Interface,
        ipaddress.IPv6Interface,
        ipaddress.IPv4Network,
        ipaddress.IPv6Network,
    ):
        register_adapter(cls, lambda address: QuotedString(str(address)))


def _reader(make: Callable[[str], Any]) -> Callable[[str | None, Any], Any]:
    return lambda text, cursor=None: None if text is None else make(text)


def _pair(name: str, oid: int, array_oid: int, make: Callable[[str], Any]) -> tuple[Typecaster, Typecaster]:
    one = new_type((oid,), name, _reader(make))
    return one, new_array_type((array_oid,), f"{name}[]", one)


_typecasters = (
    *_pair("INET", 869, 1041, ipaddress.ip_interface),
    *_pair("CIDR", 650, 651, ipaddress.ip_network),
)
