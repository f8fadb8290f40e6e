"""Who wants to know of connections: the notebook shows each as a session, with its variable's name and its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ._connection import connection


class Observer(Protocol):
    """Called in the thread that uses the connection. What it raises would end up in the user's code: it must not."""

    def opened(self, connection: connection, /) -> None:
        """The server has let it in."""

    def changed(self, connection: connection, /) -> None:
        """Its transaction has begun, failed or ended, or the connection was lost."""

    def closing(self, connection: connection, /) -> None:
        """It is about to be closed, and still has its state."""


class Nobody:
    """Nobody wants to know."""

    def opened(self, connection: connection, /) -> None:
        """Does nothing."""

    def changed(self, connection: connection, /) -> None:
        """Does nothing."""

    def closing(self, connection: connection, /) -> None:
        """Does nothing."""


current: Observer = Nobody()


def observe(observer: Observer) -> None:
    """All connections are reported to `observer` from now on."""
    global current
    current = observer
