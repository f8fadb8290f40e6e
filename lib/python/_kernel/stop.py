"""Stop, which arrives as SIGINT: it raises KeyboardInterrupt in a cell, and nowhere else."""

from __future__ import annotations

import signal
import sys
import types
from collections.abc import Callable

import _kernel_host

_in_cell = False
_seen = False
_cancel: Callable[[], object] | None = None


class Cell:
    """A `with` block around a cell's own code: only in it a Stop raises.

    `cancel` ends what a cell awaits: the event loop's own code must not be left by an exception.
    """

    def __init__(self, cancel: Callable[[], object] | None = None) -> None:
        self._its_cancel = cancel

    def __enter__(self) -> None:
        global _cancel, _in_cell, _seen
        _seen = False
        _cancel = self._its_cancel
        _in_cell = True
        # While the cell was made ready nobody listened.
        if _kernel_host.take_stop():
            interrupt()

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


def _on_sigint(_signal: int, frame: types.FrameType | None) -> None:
    # It knocks until it is heard, and may knock once more just then.
    if not _in_cell or not _kernel_host.take_stop():
        return
    note()
    # The driver is there once a cell has imported it.
    driver = sys.modules.get("psycopg2._interrupt")
    if driver is not None and driver.defer():
        return
    if _cancel is not None and not _is_of_a_cell(frame):
        _cancel()
    else:
        raise KeyboardInterrupt


def _is_of_a_cell(frame: types.FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<cell "):
        frame = frame.f_back
    return frame is not None


def install() -> None:
    signal.signal(signal.SIGINT, _on_sigint)
