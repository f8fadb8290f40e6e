"""The extension hstore's type: dictionaries of text."""

from __future__ import annotations

import re
from typing import Any

from ._adapt import quote, register_adapter
from ._encodings import encodings
from ._exceptions import InterfaceError, ProgrammingError
from ._lookup import looking_up
from ._typecast import new_type, register_type
from ._typecast_array import new_array_type

_PAIR = re.compile(
    r"""
    " (?P<key> (?: [^"\\] | \\. )* ) "
    \s* => \s*
    (?: NULL | " (?P<value> (?: [^"\\] | \\. )* ) " )
    (?: \s* , \s* | $ )
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)")

_FIND = """
SELECT t.oid, typarray FROM pg_type t JOIN pg_namespace ns ON typnamespace = ns.oid WHERE typname = 'hstore'
"""


class HstoreAdapter:
    """Writes a dictionary as hstore, and reads it."""

    def __init__(self, wrapped: dict[str, str | None]) -> None:
        self.wrapped = wrapped

    def prepare(self, conn: Any) -> None:
        """Writes for this connection."""
        self.conn = conn

    def getquoted(self) -> bytes:
        """`hstore(ARRAY[keys], ARRAY[values])`."""
        if not self.wrapped:
            return b"''::hstore"
        keys = quote(list(self.wrapped.keys()), self.conn)
        values = quote(list(self.wrapped.values()), self.conn)
        return b"hstore(%b, %b)" % (keys, values)

    @classmethod
    def parse(cls, s: str | None, cur: Any) -> dict[str, str | None] | None:
        """The dictionary for a value's text, `"a"=>"1", "b"=>NULL`. InterfaceError where it is none."""
        if s is None:
            return None
        pairs: dict[str, str | None] = {}
        end = 0
        for found in _PAIR.finditer(s):
            if found.start() != end:
                raise InterfaceError(f"error parsing hstore pair at char {end}")
            end = found.end()
            value = found["value"]
            pairs[_ESCAPE.sub(r"\1", found["key"])] = None if value is None else _ESCAPE.sub(r"\1", value)
        if end < len(s):
            raise InterfaceError(f"error parsing hstore: unparsed data after char {end}")
        return pairs

    @classmethod
    def parse_unicode(cls, s: bytes | None, cur: Any) -> dict[str, str | None] | None:
        """As `parse`, of bytes in the connection's encoding."""
        return None if s is None else cls.parse(s.decode(encodings[cur.connection.encoding]), cur)

    @classmethod
    def get_oids(cls, conn_or_curs: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Oids of all types hstore that are in the database, and of their arrays."""
        with looking_up(conn_or_curs) as asking:
            asking.execute(_FIND)
            found = asking.fetchall()
        return tuple(row[0] for row in found), tuple(row[1] for row in found)


def register_hstore(
    conn_or_curs: Any, globally: bool = False, unicode: bool = False, oid: Any = None, array_oid: Any = None
) -> None:
    """Has hstore read as dictionaries, for one connection or cursor or for all; dictionaries are written by all.

    Without `oid` the database is asked for it; ProgrammingError if the extension is not there. `unicode` is of no use.
    """
    if oid is None:
        oid, array_oid = HstoreAdapter.get_oids(conn_or_curs)
        if not oid:
            raise ProgrammingError(
                "hstore type not found in the database. please install it from your 'contrib/hstore.sql' file"
            )
    scope = None if globally else conn_or_curs
    hstore = new_type(_as_tuple(oid), "HSTORE", HstoreAdapter.parse)
    register_type(hstore, scope)
    register_adapter(dict, HstoreAdapter)
    array_oids = tuple(one for one in _as_tuple(array_oid) if one)
    if array_oids:
        register_type(new_array_type(array_oids, "HSTOREARRAY", hstore), scope)


def _as_tuple(oids: Any) -> tuple[int, ...]:
    if oids is None:
        return ()
    return (oids,) if isinstance(oids, int) else tuple(oids)
