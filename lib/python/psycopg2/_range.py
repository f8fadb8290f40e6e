"""Range types between PostgreSQL and Python: adapters, typecasters, and those of the built-in range types."""

from __future__ import annotations

import re
from typing import Any

from ._adapt import ISQLQuote, quote, register_adapter
from ._exceptions import InterfaceError, ProgrammingError
from ._range_values import DateRange, DateTimeRange, DateTimeTZRange, NumericRange, Range
from ._typecast import new_type, register_type
from ._typecast_array import new_array_type

_RANGE = re.compile(
    r"""
    (?P<opening> [(\[] )
    (?: " (?P<quoted_lower> (?: [^"] | "" )* ) " | (?P<lower> [^",]+ ) )?
    ,
    (?: " (?P<quoted_upper> (?: [^"] | "" )* ) " | (?P<upper> [^")\]]+ ) )?
    (?P<closing> [)\]] )
    """,
    re.VERBOSE,
)
_DOUBLED = re.compile(r'(["\\])\1')

_FIND = """
SELECT rngtypid, rngsubtype, typarray FROM pg_range r
JOIN pg_type t ON t.oid = rngtypid JOIN pg_namespace ns ON ns.oid = typnamespace WHERE {}
"""


def register_range(pgrange: str, pyrange: Any, conn_or_curs: Any, globally: bool = False) -> RangeCaster:
    """Has the range type `pgrange` read as `pyrange`, a subclass of `Range` or the name of a new one, and written.

    For one connection or cursor, or for all. ProgrammingError if there is no such type.
    """
    caster = RangeCaster._from_db(pgrange, pyrange, conn_or_curs)
    caster._register(None if globally else conn_or_curs)
    return caster


class RangeAdapter:
    """Writes ranges by their type's constructor. Abstract: a subclass has the type's `name`, or its own `getquoted`."""

    name: str | None = None

    def __init__(self, adapted: Range) -> None:
        self.adapted = adapted
        self._conn: Any = None

    def __conform__(self, proto: type) -> RangeAdapter | None:
        return self if proto is ISQLQuote else None

    def prepare(self, conn: Any) -> None:
        """Writes for this connection."""
        self._conn = conn

    def getquoted(self) -> bytes:
        """`name(lower, upper, '[)')`."""
        if self.name is None:
            raise NotImplementedError(
                "RangeAdapter must be subclassed overriding its name or the getquoted() method"
            )
        name = self.name.encode()
        adapted = self.adapted
        if adapted._bounds is None:
            return b"'empty'::" + name
        lower = quote(adapted.lower, self._conn)
        upper = quote(adapted.upper, self._conn)
        return b"%b(%b, %b, '%b')" % (name, lower, upper, adapted._bounds.encode())


class NumberRangeAdapter(RangeAdapter):
    """Writes ranges of numbers as a constant without a type, which fits all types of such ranges."""

    def getquoted(self) -> bytes:
        """`'[lower,upper)'`."""
        adapted = self.adapted
        if adapted._bounds is None:
            return b"'empty'"
        lower, upper = (b"" if bound is None else quote(bound, None) for bound in (adapted.lower, adapted.upper))
        opening, closing = adapted._bounds.encode()[:1], adapted._bounds.encode()[1:]
        return b"'%b%b,%b%b'" % (opening, lower, upper, closing)


class RangeCaster:
    """What reads and writes a range type. `register_range` asks the database; here one must know the oids."""

    def __init__(self, pgrange: Any, pyrange: Any, oid: int, subtype_oid: int, array_oid: int | None = None) -> None:
        self.subtype_oid = subtype_oid
        self.adapter = _subclass(pgrange, RangeAdapter)
        if self.adapter is None:
            raise TypeError("pgrange must be a string or a RangeAdapter strict subclass")
        if isinstance(pgrange, str):
            self.adapter.name = pgrange
        self.range = _subclass(pyrange, Range)
        if self.range is None:
            raise TypeError("pyrange must be a type or a Range strict subclass")
        name = self.adapter.name or self.adapter.__class__.__name__
        self.typecaster = new_type((oid,), name, self.parse)
        self.array_typecaster = None
        if array_oid is not None:
            self.array_typecaster = new_array_type((array_oid,), name + "ARRAY", self.typecaster)

    @classmethod
    def _from_db(cls, name: str, pyrange: Any, conn_or_curs: Any) -> RangeCaster:
        from ._lookup import find_type

        found = find_type(conn_or_curs, name, _FIND)
        if not found:
            raise ProgrammingError(f"PostgreSQL range '{name}' not found")
        oid, subtype_oid, array_oid = found[0]
        return RangeCaster(name, pyrange, oid=oid, subtype_oid=subtype_oid, array_oid=array_oid)

    def parse(self, s: str | None, cur: Any = None) -> Range | None:
        """The range for a value's text, its bounds read by `cur`; without `cur` they stay text."""
        if s is None:
            return None
        if s == "empty":
            return self.range(empty=True)
        found = _RANGE.match(s)
        if found is None:
            raise InterfaceError(f"failed to parse range: '{s}'")
        bounds = [found["lower"], found["upper"]]
        for place, quoted in enumerate((found["quoted_lower"], found["quoted_upper"])):
            if quoted is not None:
                bounds[place] = _DOUBLED.sub(r"\1", quoted)
        if cur is not None:
            bounds = [cur.cast(self.subtype_oid, bound) for bound in bounds]
        return self.range(*bounds, found["opening"] + found["closing"])

    def _register(self, scope: Any = None) -> None:
        register_type(self.typecaster, scope)
        if self.array_typecaster is not None:
            register_type(self.array_typecaster, scope)
        register_adapter(self.range, self.adapter)


def _subclass(given: Any, base: type) -> Any:
    """A new subclass with the name that was given, or the one that was; None where it is neither."""
    if isinstance(given, str):
        return type(given, (base,), {})
    return given if isinstance(given, type) and issubclass(given, base) and given is not base else None


for _pgrange, _pyrange, _oid, _subtype_oid, _array_oid in (
    (NumberRangeAdapter, NumericRange, 3904, 23, 3905),
    (NumberRangeAdapter, NumericRange, 3926, 20, 3927),
    (NumberRangeAdapter, NumericRange, 3906, 1700, 3907),
    ("daterange", DateRange, 3912, 1082, 3913),
    ("tsrange", DateTimeRange, 3908, 1114, 3909),
    ("tstzrange", DateTimeTZRange, 3910, 1184, 3911),
):
    RangeCaster(_pgrange, _pyrange, _oid, _subtype_oid, _array_oid)._register()
