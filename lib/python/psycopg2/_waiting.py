"""Runs the steps of the protocol to their end, by sleeping in the transport wherever they would wait."""

from __future__ import annotations

import time
from typing import TypeVar

from . import _interrupt
from ._session import Session
from ._steps import Steps
from ._transport import ROOM, STOP

T = TypeVar("T")

_CANCEL_AGAIN = 0.2
"""Seconds after which a cancel is repeated: one that came before the server had read the statement has no effect."""


def run(session: Session, steps: Steps[T], timeout: float | None = None) -> T:
    """What the steps return. A Stop makes them cancel the statement, read to its end and raise KeyboardInterrupt.

    TimeoutError after `timeout` seconds, where it is not None. Errors of the protocol give the connection up.
    """
    until = None if timeout is None else time.monotonic() + timeout
    wait = session.transport.wait
    try:
        with _interrupt.Exchange():
            try:
                while True:
                    wanted = next(steps)
                    woke = wait(wanted & ROOM != 0, _seconds(session, until))
                    if woke & STOP:
                        _interrupt.defer()
                    elif not woke:
                        _overslept(session, until)
            except StopIteration as end:
                return end.value
    except BaseException:
        # Only between two exchanges is the stream in a known place.
        if not session.status and not session.is_lost:
            session.lose()
        raise


def _seconds(session: Session, until: float | None) -> float | None:
    if session.is_stopping:
        return _CANCEL_AGAIN
    return None if until is None else max(0.0, until - time.monotonic())


def _overslept(session: Session, until: float | None) -> None:
    if session.is_stopping:
        session.stop()
    elif until is not None:
        raise TimeoutError
