"""sys.stdout and sys.stderr: what is printed goes to the page at once and in order. sys.stdin asks in the page."""

from __future__ import annotations

import io
import sys

import _kernel_host


class Stream(io.TextIOBase):
    """A text stream that keeps nothing back: the page shows it while the cell still computes."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        return f"<{self._name}>"

    def writable(self) -> bool:
        return True

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            _kernel_host.print(self._name, text)
        return len(text)


class Keyboard(io.TextIOBase):
    """What is typed in the page, a line at a time."""

    name = "<stdin>"
    encoding = "utf-8"

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:
        line = input() + "\n"
        return line if size is None or size < 0 else line[:size]


def install() -> None:
    sys.stdout = sys.__stdout__ = Stream("stdout")
    sys.stderr = sys.__stderr__ = Stream("stderr")
    sys.stdin = sys.__stdin__ = Keyboard()
