"""What Python waits for, so that Stop ends it: time.sleep, input and getpass; and os._exit, after which nothing comes."""

from __future__ import annotations

import builtins
import math
import os
import sys
import time

import _kernel_host

from . import stop


def sleep(seconds: float, /) -> None:
    """Delays execution for a number of seconds, which may be a floating-point number."""
    if not isinstance(seconds, (int, float)):
        seconds = _number(seconds)
    if math.isnan(seconds):
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > sys.maxsize:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    if _kernel_host.sleep(seconds * 1000):
        stop.interrupt()


def _number(value: object) -> float:
    for convert in ("__float__", "__index__"):
        if hasattr(type(value), convert):
            return float(value)  # type: ignore[arg-type]
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")


def ask(prompt: object = "", /) -> str:
    """Reads a line that is typed in the page, without its newline."""
    return _ask(str(prompt), hidden=False)


def ask_hidden(prompt: str = "Password: ", stream: object = None, *, echo_char: str | None = None) -> str:
    """Reads a line that is typed in the page and not shown."""
    return _ask(prompt, hidden=True)


def _ask(prompt: str, *, hidden: bool) -> str:
    line = _kernel_host.ask(prompt, hidden)
    if line is None:
        stop.interrupt()
    # As a terminal shows it.
    print(prompt, "········" if hidden else line, sep="")
    return line


def leave(status: int) -> None:
    """Ends the interpreter at once, without cleaning up."""
    _kernel_host.exit(status)


def install() -> None:
    os._exit = leave  # type: ignore[assignment]
    sleep.__module__ = "time"
    sleep.__qualname__ = "sleep"
    time.sleep = sleep
    ask.__name__ = ask.__qualname__ = "input"
    ask.__module__ = "builtins"
    builtins.input = ask
    # Imported last: it looks for a terminal.
    import getpass

    getpass.getpass = ask_hidden
