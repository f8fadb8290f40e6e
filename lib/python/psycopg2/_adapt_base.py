"""What all built-in adapters have in common: one wrapped object, and its SQL also as text."""

from __future__ import annotations

from typing import Any

from ._adapt import ISQLQuote


class Adapter:
    """Wraps an object; classes below say how it is written."""

    __slots__ = ("_adapted",)

    def __init__(self, adapted: Any, /) -> None:
        self._adapted = adapted

    @property
    def adapted(self) -> Any:
        """The wrapped object."""
        return self._adapted

    def __conform__(self, proto: type) -> Adapter | None:
        return self if proto is ISQLQuote else None

    def getquoted(self) -> bytes:
        """The object as SQL."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.getquoted().decode("utf-8", "replace")


class ConnectedAdapter(Adapter):
    """An adapter whose SQL depends on the connection that it is for."""

    __slots__ = ("_connection",)

    def __init__(self, adapted: Any, /) -> None:
        super().__init__(adapted)
        self._connection: Any = None

    def prepare(self, connection: Any, /) -> None:
        """Writes for this connection: in its encoding, by its rules."""
        if not hasattr(connection, "_python_encoding"):
            raise TypeError(
                f"argument 1 must be psycopg2.extensions.connection, not {_argument_name(connection)}"
            )
        self._connection = connection


def _argument_name(value: Any) -> str:
    return "None" if value is None else type(value).__name__
