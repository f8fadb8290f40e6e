"""The types json and jsonb: a wrapper to write them, typecasters to read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ._adapt import ISQLQuote
from ._adapt_text import QuotedString
from ._exceptions import ProgrammingError
from ._typecast import Typecaster, new_type, register_type
from ._typecast_array import new_array_type

JSON_OIDS = 114, 199
"""Of json and its array."""
JSONB_OIDS = 3802, 3807
"""Of jsonb and its array."""

Loads = Callable[[str], Any]
Pair = tuple[Typecaster, Typecaster | None]


class Json:
    """An `ISQLQuote` wrapper to adapt a Python object to json. Subclasses may have a `dumps` of their own."""

    def __init__(self, adapted: Any, dumps: Callable[[Any], str] | None = None) -> None:
        self.adapted = adapted
        self._conn: Any = None
        self._dumps = dumps or json.dumps

    def __conform__(self, proto: type) -> Json | None:
        return self if proto is ISQLQuote else None

    def dumps(self, obj: Any) -> str:
        """`obj` as JSON text: by the function that was given, else by `json.dumps`."""
        return self._dumps(obj)

    def prepare(self, conn: Any) -> None:
        """Writes for this connection."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """The JSON text as a string constant."""
        quoted = QuotedString(self.dumps(self.adapted))
        if self._conn is not None:
            quoted.prepare(self._conn)
        return quoted.getquoted()

    def __str__(self) -> str:
        return self.getquoted().decode("ascii", "replace")


def register_json(
    conn_or_curs: Any = None,
    globally: bool = False,
    loads: Loads | None = None,
    oid: int | None = None,
    array_oid: int | None = None,
    name: str = "json",
) -> Pair:
    """Has values of the type `name` and its array read by `loads`: of a connection or cursor, or of all.

    Without `oid` the database is asked for it. Returns the two typecasters; ProgrammingError if there is no such type.
    """
    if oid is None:
        oid, array_oid = _get_json_oids(conn_or_curs, name)
    read = loads or json.loads
    one = new_type((oid,), name.upper(), lambda text, cursor: None if text is None else read(text))
    many = None if array_oid is None else new_array_type((array_oid,), f"{name.upper()}ARRAY", one)
    for typecaster in (one, many):
        if typecaster is not None:
            register_type(typecaster, None if globally else conn_or_curs)
    return one, many


def register_default_json(conn_or_curs: Any = None, globally: bool = False, loads: Loads | None = None) -> Pair:
    """`register_json` for json itself, whose oids are known."""
    return register_json(conn_or_curs, globally, loads, *JSON_OIDS)


def register_default_jsonb(conn_or_curs: Any = None, globally: bool = False, loads: Loads | None = None) -> Pair:
    """`register_json` for jsonb, whose oids are known."""
    return register_json(conn_or_curs, globally, loads, *JSONB_OIDS, name="jsonb")


def _get_json_oids(conn_or_curs: Any, name: str = "json") -> tuple[int, int]:
    """Oids of a type and its array; psycopg2's own tests know it by this name."""
    from ._lookup import looking_up

    with looking_up(conn_or_curs) as cursor:
        cursor.execute("SELECT t.oid, typarray FROM pg_type t WHERE t.typname = %s", (name,))
        found = cursor.fetchone()
    if not found:
        raise ProgrammingError(f"{name} data type not found")
    return found


JSON, JSONARRAY = register_default_json()
JSONB, JSONBARRAY = register_default_jsonb()
