"""Runs one file of snippets as an interactive session, and prints what a reader of psycopg2's documentation would see.

    python3 session.py (--ours | --real) DSN FILE

A file is a row of cells, each with its title after `# %%`. The cells of a file share their names; what is an expression
is displayed, and an exception ends its cell. `connect(**kwargs)` connects to the database that DSN says. `--ours` takes
this repository's psycopg2, `--real` the one that is installed; both print the same, or there is something to mend.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from pathlib import Path
from typing import Any

_TITLE = re.compile(r"^# %% (.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"0x[0-9a-f]+")


def cells(text: str) -> list[tuple[str, str]]:
    """Titles and sources of a file's cells."""
    parts = _TITLE.split(text)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def run_cell(source: str, names: dict[str, Any]) -> None:
    """Executes statement after statement, as if they were typed."""
    try:
        for statement in ast.parse(source).body:
            exec(compile(ast.Interactive([statement]), "<cell>", "single"), names)
    except Exception as error:
        print(f"{type(error).__module__}.{type(error).__qualname__}: {error}")


class _Plain(io.TextIOBase):
    """Standard output, with addresses made equal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes the text at once."""
        self._stream.write(_ADDRESS.sub("0x…", text))
        self._stream.flush()
        return len(text)


def use_ours() -> None:
    """Takes this repository's module, over TCP."""
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parents[3] / "lib/python"), str(here.parents[1])]
    import socket_transport

    socket_transport.install()


def main(which: str, dsn: str, path: str) -> None:
    """See the module's text."""
    if which == "--ours":
        use_ours()
    import psycopg2

    sys.stdout = _Plain(sys.stdout)
    names: dict[str, Any] = {"__name__": "__main__", "connect": lambda **kwargs: psycopg2.connect(dsn, **kwargs)}
    for title, source in cells(Path(path).read_text("utf-8")):
        print(f"# {title}")
        run_cell(source, names)


if __name__ == "__main__":
    main(*sys.argv[1:])
