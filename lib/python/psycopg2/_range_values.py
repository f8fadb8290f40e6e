"""Range types' values in Python: two bounds, and whether they belong to the range."""

from __future__ import annotations

from typing import Any

_BOUNDS = ("[)", "(]", "()", "[]")


class Range:
    """A range from `lower` to `upper`; None is no bound. `bounds` says by brackets which of them belong to it."""

    __slots__ = ("_lower", "_upper", "_bounds")

    def __init__(self, lower: Any = None, upper: Any = None, bounds: str = "[)", empty: bool = False) -> None:
        if empty:
            self._lower = self._upper = self._bounds = None
            return
        if bounds not in _BOUNDS:
            raise ValueError(f"bound flags not valid: {bounds!r}")
        self._lower = lower
        self._upper = upper
        self._bounds: str | None = bounds

    def __repr__(self) -> str:
        name = self.__class__.__name__
        if self._bounds is None:
            return f"{name}(empty=True)"
        return f"{name}({self._lower!r}, {self._upper!r}, {self._bounds!r})"

    def __str__(self) -> str:
        if self._bounds is None:
            return "empty"
        return f"{self._bounds[0]}{self._lower}, {self._upper}{self._bounds[1]}"

    @property
    def lower(self) -> Any:
        """The lower bound; None if there is none, or nothing in the range."""
        return self._lower

    @property
    def upper(self) -> Any:
        """The upper bound; None if there is none, or nothing in the range."""
        return self._upper

    @property
    def isempty(self) -> bool:
        """Whether nothing is in the range."""
        return self._bounds is None

    @property
    def lower_inf(self) -> bool:
        """Whether the range goes down without end."""
        return self._bounds is not None and self._lower is None

    @property
    def upper_inf(self) -> bool:
        """Whether the range goes up without end."""
        return self._bounds is not None and self._upper is None

    @property
    def lower_inc(self) -> bool:
        """Whether the lower bound belongs to the range."""
        return self._bounds is not None and self._lower is not None and self._bounds[0] == "["

    @property
    def upper_inc(self) -> bool:
        """Whether the upper bound belongs to the range."""
        return self._bounds is not None and self._upper is not None and self._bounds[1] == "]"

    def __contains__(self, x: Any) -> bool:
        if self._bounds is None:
            return False
        if self._lower is not None and not (x >= self._lower if self._bounds[0] == "[" else x > self._lower):
            return False
        return self._upper is None or bool(x <= self._upper if self._bounds[1] == "]" else x < self._upper)

    def __bool__(self) -> bool:
        return self._bounds is not None

    def _key(self) -> tuple[Any, Any, str | None]:
        return self._lower, self._upper, self._bounds

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Range) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __lt__(self, other: Any) -> Any:
        # Some order that stays the same, as PostgreSQL's own: bound after bound, and none comes first.
        if not isinstance(other, Range):
            return NotImplemented
        for mine, theirs in zip(self._key(), other._key(), strict=True):
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return mine is None
            return mine < theirs
        return False

    def __le__(self, other: Any) -> Any:
        return True if self == other else self.__lt__(other)

    def __gt__(self, other: Any) -> Any:
        return other.__lt__(self) if isinstance(other, Range) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return True if self == other else self.__gt__(other)

    def __getstate__(self) -> dict[str, Any]:
        return {slot: getattr(self, slot) for slot in self.__slots__ if hasattr(self, slot)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for slot, value in state.items():
            setattr(self, slot, value)


class NumericRange(Range):
    """Values of int4range, int8range and numrange."""


class DateRange(Range):
    """Values of daterange."""


class DateTimeRange(Range):
    """Values of tsrange."""


class DateTimeTZRange(Range):
    """Values of tstzrange."""


for _class in (Range, NumericRange, DateRange, DateTimeRange, DateTimeTZRange):
    _class.__module__ = "psycopg2._range"
