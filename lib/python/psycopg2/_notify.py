"""A notification that another session has sent with NOTIFY."""

from __future__ import annotations

from typing import Any


class Notify:
    """A notification received from the backend.

    `Notify` instances are made available upon reception on the `~connection.notifies` member of the listening
    connection. The object can be also accessed as a 2 items tuple returning the members `!(pid, channel)`.
    """

    __slots__ = ("_pid", "_channel", "_payload")

    def __init__(self, pid: int, channel: str, payload: str = "") -> None:
        self._pid = pid
        self._channel = channel
        self._payload = payload

    @property
    def pid(self) -> int:
        """The id of the server's process that sent it."""
        return self._pid

    @property
    def channel(self) -> str:
        """The name of the channel to which it was sent."""
        return self._channel

    @property
    def payload(self) -> str:
        """The message; '' where none was sent."""
        return self._payload

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: int) -> Any:
        if not -2 <= index < 2:
            raise IndexError("index out of range")
        return (self._pid, self._channel)[index]

    def _key(self) -> tuple[Any, ...]:
        # One without a payload is equal to the pair that it was in older versions.
        pair = (self._pid, self._channel)
        return (*pair, self._payload) if self._payload else pair

    def _compare(self, other: object) -> tuple[tuple[Any, ...], tuple[Any, ...]] | None:
        if isinstance(other, Notify):
            return (*self._key()[:2], self._payload), (*other._key()[:2], other._payload)
        if isinstance(other, tuple):
            return (self._pid, self._channel), other
        return None

    def __eq__(self, other: object) -> bool:
        keys = self._compare(other)
        return NotImplemented if keys is None else keys[0] == keys[1]

    def __lt__(self, other: object) -> bool:
        keys = self._compare(other)
        return NotImplemented if keys is None else keys[0] < keys[1]

    def __gt__(self, other: object) -> bool:
        keys = self._compare(other)
        return NotImplemented if keys is None else keys[0] > keys[1]

    def __le__(self, other: object) -> bool:
        keys = self._compare(other)
        return NotImplemented if keys is None else keys[0] <= keys[1]

    def __ge__(self, other: object) -> bool:
        keys = self._compare(other)
        return NotImplemented if keys is None else keys[0] >= keys[1]

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Notify({self._pid!r}, {self._channel!r}, {self._payload!r})"


Notify.__module__ = "psycopg2.extensions"
