"""Bytes that have come and were not read yet: where one message ends and the next begins."""

from __future__ import annotations

from ._exceptions import OperationalError

# Messages that may be long; libpq takes a long one of another kind for a sign that it has lost its place.
_LONG = frozenset(b"TDdVENAnG")
_LONGEST_OF_OTHERS = 30_000


class Inbox:
    """Takes bytes as they come, and gives whole messages. Long ones are put together once, when their end is there."""

    __slots__ = ("data", "at", "_later", "_missing")

    def __init__(self) -> None:
        self.data = b""
        self.at = 0
        """Where the next message begins in `data`."""
        self._later: list[bytes] = []
        self._missing = 0
        """How many bytes must come before it is worth to look again."""

    def feed(self, chunk: bytes) -> None:
        """Takes the next bytes of the stream."""
        if self.at == len(self.data) and not self._later:
            self.data = chunk
            self.at = 0
            return
        self._later.append(chunk)
        self._missing -= len(chunk)
        if self._missing <= 0:
            self.data = b"".join((self.data[self.at :], *self._later))
            self.at = 0
            self._later.clear()

    def kind(self) -> int:
        """The letter of the next message; 0: it is not there as a whole."""
        if self._later:
            return 0
        data, at = self.data, self.at
        here = len(data) - at
        if here < 5:
            self._missing = 5 - here
            return 0
        kind = data[at]
        length = int.from_bytes(data[at + 1 : at + 5])
        if length < 4 or (length > _LONGEST_OF_OTHERS and kind not in _LONG):
            raise OperationalError(
                f'lost synchronization with server: got message type "{chr(kind)}", length {length}\n'
            )
        self._missing = length + 1 - here
        return kind if self._missing <= 0 else 0

    def body(self) -> bytes:
        """Takes the next message out, of which `kind` has said that it is there, and gives what follows its length."""
        start = self.at + 5
        self.at = self.at + 1 + int.from_bytes(self.data[self.at + 1 : start])
        return self.data[start : self.at]
