"""Stop, which arrives as SIGINT: it raises KeyboardInterrupt in a cell, and nowhere else."""

from __future__ import annotations

import signal
import sys
import types

_in_cell = False
_seen = False


class Cell:
    """A `with` block around a cell's own code: only in it a Stop raises."""

    def __enter__(self) -> None:
        global _in_cell, _seen
        _seen = False
        _in_cell = True

    def __exit__(self, *_: object) -> None:
        leave()


def leave() -> None:
    """The cell's code is over; also where an interrupt has cut its `with` block off."""
    global _in_cell
    _in_cell = False


def seen() -> bool:
    """Whether the last cell was stopped, whatever it made of that."""
    return _seen


def interrupt() -> None:
    """Raises what a Stop raises: for waits that have noticed it themselves."""
    global _seen
    _seen = True
    raise KeyboardInterrupt


def note() -> None:
    """A Stop was noticed by somebody who will raise later."""
    global _seen
    _seen = True


def _on_sigint(_signal: int, _frame: types.FrameType | None) -> None:
    if not _in_cell:
        return
    note()
    # The driver is there once a cell has imported it.
    driver = sys.modules.get("psycopg2._interrupt")
    if driver is None or not driver.defer():
        raise KeyboardInterrupt


def install() -> None:
    signal.signal(signal.SIGINT, _on_sigint)
