"""Composite types as named tuples."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from ._exceptions import DataError, ProgrammingError
from ._extras_named import python_name
from ._lookup import find_type
from ._typecast import new_type, register_type
from ._typecast_array import new_array_type

_ATTRIBUTE = re.compile(
    r"""
      \(? (?P<null> [,)] )
    | \(? " (?P<quoted> (?: [^"] | "" )* ) " [,)]
    | \(? (?P<plain> [^",)]+ ) [,)]
    """,
    re.VERBOSE,
)
_DOUBLED = re.compile(r'(["\\])\1')

_FIND = """
SELECT t.oid, typarray, attname, atttypid, typname, nspname FROM pg_type t
JOIN pg_namespace ns ON typnamespace = ns.oid JOIN pg_attribute a ON attrelid = typrelid
WHERE {} AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""


class CompositeCaster:
    """What reads a composite type. `register_composite` asks the database; here one must know its attributes.

    A subclass may override `make`, to give objects of its own.
    """

    def __init__(
        self,
        name: str,
        oid: int,
        attrs: Sequence[tuple[str, int]],
        array_oid: int | None = None,
        schema: str | None = None,
    ) -> None:
        self.name = name
        self.schema = schema
        self.oid = oid
        self.array_oid = array_oid
        self.attnames = [attribute[0] for attribute in attrs]
        self.atttypes = [attribute[1] for attribute in attrs]
        self._create_type(name, self.attnames)
        self.typecaster = new_type((oid,), name, self.parse)
        self.array_typecaster = None
        if array_oid:
            self.array_typecaster = new_array_type((array_oid,), f"{name}ARRAY", self.typecaster)

    def parse(self, s: str | None, curs: Any) -> Any:
        """The object for a value's text, its attributes read by the cursor."""
        if s is None:
            return None
        texts = self.tokenize(s)
        if len(texts) != len(self.atttypes):
            raise DataError(
                f"expecting {len(self.atttypes)} components for the type {self.name}, {len(texts)} found instead"
            )
        return self.make([curs.cast(oid, text) for oid, text in zip(self.atttypes, texts, strict=True)])

    def make(self, values: list[Any]) -> Any:
        """The object for its attributes' values: a named tuple."""
        return self._ctor(values)

    @classmethod
    def tokenize(cls, s: str) -> list[str | None]:
        """The texts of a value's attributes; None for NULL."""
        texts: list[str | None] = []
        for found in _ATTRIBUTE.finditer(s):
            if found["null"] is not None:
                texts.append(None)
            elif found["quoted"] is not None:
                texts.append(_DOUBLED.sub(r"\1", found["quoted"]))
            else:
                texts.append(found["plain"])
        return texts

    def _create_type(self, name: str, attnames: Sequence[str]) -> None:
        self.type = namedtuple(python_name(name), attnames, module="psycopg2.extras")
        self._ctor = self.type._make

    @classmethod
    def _from_db(cls, name: str, conn_or_curs: Any) -> CompositeCaster:
        found = find_type(conn_or_curs, name, _FIND)
        if not found:
            raise ProgrammingError(f"PostgreSQL type '{name}' not found")
        oid, array_oid, _, _, plain_name, schema = found[0]
        return cls(plain_name, oid, [row[2:4] for row in found], array_oid=array_oid, schema=schema)


def register_composite(name: str, conn_or_curs: Any, globally: bool = False, factory: Any = None) -> CompositeCaster:
    """Has the composite type `name` read as named tuples, or as `factory`, a subclass of `CompositeCaster`, says.

    For one connection or cursor, or for all. ProgrammingError if there is no such type.
    """
    caster = (factory or CompositeCaster)._from_db(name, conn_or_curs)
    scope = None if globally else conn_or_curs
    register_type(caster.typecaster, scope)
    if caster.array_typecaster is not None:
        register_type(caster.array_typecaster, scope)
    return caster
