"""Runs snippets as an interactive session, and prints what a reader of psycopg2's documentation would see.

    python3 session.py DSN FILE

A file is a row of cells, each with its title after `# %%`. The cells of a file share their names; what is an expression
is displayed, and an exception ends its cell. `connect(**kwargs)` connects to the database that DSN says. Run with the
real psycopg2 and with ours, in the kernel, both print the same, or there is something to mend.
"""

from __future__ import annotations

import ast
import contextlib
import io
import re
import sys
from pathlib import Path
from typing import Any

import psycopg2

_TITLE = re.compile(r"^# %% (.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"0x[0-9a-f]+")


class _Plain(io.TextIOBase):
    """Writes to another stream, with all addresses made equal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes the text at once."""
        self._stream.write(_ADDRESS.sub("0x…", text))
        return len(text)


def show(text: str, dsn: str) -> None:
    """Runs the cells of a file's text, and prints their titles and what they show."""
    names: dict[str, Any] = {"__name__": "__main__", "connect": lambda **kwargs: psycopg2.connect(dsn, **kwargs)}
    parts = _TITLE.split(text)
    with contextlib.redirect_stdout(_Plain(sys.stdout)):
        for title, source in zip(parts[1::2], parts[2::2], strict=True):
            print(f"# {title}")
            _run(source, names)


def _run(source: str, names: dict[str, Any]) -> None:
    """Executes statement after statement, as if they were typed."""
    display = sys.displayhook
    sys.displayhook = sys.__displayhook__
    try:
        for statement in ast.parse(source).body:
            exec(compile(ast.Interactive([statement]), "<cell>", "single"), names)
    except Exception as error:
        print(f"{type(error).__module__}.{type(error).__qualname__}: {error}")
    finally:
        sys.displayhook = display


if __name__ == "__main__":
    show(Path(sys.argv[2]).read_text("utf-8"), sys.argv[1])
