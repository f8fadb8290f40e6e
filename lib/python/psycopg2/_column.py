"""What `cursor.description` says of one column: the seven items of DB-API 2.0, with names, and where it comes from."""

from __future__ import annotations

from typing import Any

from ._messages import Field

_NUMERIC = 1700
_NAMES = ("name", "type_code", "display_size", "internal_size", "precision", "scale", "null_ok")


class Column:
    """Description of a column returned by a query."""

    __slots__ = ("_items", "_table_oid", "_table_column")

    def __init__(
        self,
        name: Any = None,
        type_code: Any = None,
        display_size: Any = None,
        internal_size: Any = None,
        precision: Any = None,
        scale: Any = None,
        null_ok: Any = None,
        table_oid: Any = None,
        table_column: Any = None,
    ) -> None:
        self._items = (name, type_code, display_size, internal_size, precision, scale, null_ok)
        self._table_oid = table_oid
        self._table_column = table_column

    @classmethod
    def of(cls, field: Field) -> Column:
        """The column that a server has described."""
        # For types with a length the modifier is that length and four; numeric has two numbers in it.
        modifier = field.type_modifier - 4 if field.type_modifier > 0 else field.type_modifier
        is_numeric = field.type_oid == _NUMERIC
        size = field.type_size
        if size == -1:
            size = modifier >> 16 if is_numeric else modifier
        return cls(
            field.name,
            field.type_oid,
            None,
            size,
            modifier >> 16 & 0xFFFF if is_numeric else None,
            modifier & 0xFFFF if is_numeric else None,
            None,
            field.table_oid or None,
            field.table_column if field.table_column > 0 else None,
        )

    @property
    def table_oid(self) -> int | None:
        """The oid of the table it is a column of; None: it is computed."""
        return self._table_oid

    @property
    def table_column(self) -> int | None:
        """Its number in that table, from 1; None: it is computed."""
        return self._table_column

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __eq__(self, other: object) -> bool:
        return self._items == (other._items if isinstance(other, Column) else other)

    def __lt__(self, other: Any) -> bool:
        return self._items < (other._items if isinstance(other, Column) else other)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self._items, self._table_oid, self._table_column)

    def __repr__(self) -> str:
        return f"Column(name={self._items[0]!r}, type_code={self._items[1]!r})"


def _item(index: int) -> property:
    return property(lambda self: self._items[index])


for _index, _name in enumerate(_NAMES):
    setattr(Column, _name, _item(_index))
Column.__module__ = "psycopg2.extensions"
