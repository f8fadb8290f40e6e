"""Exceptions as IPython prints them, without colours: its Context mode, with two statements around each line.

Frames of ours are left out: psycopg2's own are C code elsewhere, and the kernel's say nothing about the cell.
"""

from __future__ import annotations

import ast
import collections
import inspect
import linecache
import os
import textwrap
import traceback
import types
from collections.abc import Iterator
from typing import NamedTuple

from . import pieces
from .limits import cut

_WIDTH = 75
_NUMBER_WIDTH = 7
_SHOWN_REPETITIONS = 2
"""How often a line of a recursion is shown before the rest of it is skipped."""

_CAUSE = "\nThe above exception was the direct cause of the following exception:\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n"

_REACH = 2
"""Statements shown before and behind the one that was executed; of an exception that led to another, one less."""

_PACKAGES = os.path.dirname(os.path.dirname(__file__))
_OURS = tuple(f"{_PACKAGES}/{name}" for name in ("_kernel/", "_pg_link", "psycopg2/"))

_cells: dict[str, tuple[int, ast.Module | None]] = {}
"""Number and syntax tree of each cell, by the file name of its code."""

_MOST_MESSAGE = 20_000


class Frame(NamedTuple):
    code: types.CodeType
    names: dict[str, object]
    line: int


def add_cell(name: str, count: int, source: str) -> None:
    """Makes the lines of a cell known under the file name of its code: to us, to linecache and so to inspect."""
    _cells[name] = count, None
    lines = [line + "\n" for line in source.split("\n")]
    linecache.cache[name] = len(source), None, lines, name


def add_tree(name: str, tree: ast.Module) -> None:
    """The cell's syntax tree, once it has been parsed."""
    _cells[name] = _cells[name][0], tree


def text_of(error: BaseException) -> str:
    """The whole text, chained exceptions included."""
    chain = list(_chain(error))
    parts = ["-" * _WIDTH] if not isinstance(error, SyntaxError) else []
    for link, joint in reversed(chain):
        reach = _REACH if link is error else _REACH - 1
        parts.append(_syntax_text(link) if isinstance(link, SyntaxError) else _text(link, reach))
        if joint:
            parts.append(joint)
    return "\n".join(parts).rstrip("\n")


def line_in(error: BaseException, name: str) -> int | None:
    """The line of this cell in which it was raised, from 1."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    lines = [frame.line for frame in _frames(error) if frame.code.co_filename == name]
    return lines[-1] if lines else None


def message_of(error: BaseException) -> str:
    try:
        return cut(str(error), _MOST_MESSAGE)
    except Exception as other:
        return f"<str() of this exception raised {type(other).__name__}>"


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """The exception, and those that led to it, each with what is printed behind it."""
    seen = {id(error)}
    joint = ""
    while True:
        yield error, joint
        joint = _CAUSE if error.__cause__ else _CONTEXT
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is None or id(cause) in seen:
            return
        # What one of our modules has caught and raised as something else is one event.
        if joint is _CONTEXT and not _frames(cause):
            return
        seen.add(id(cause))
        error = cause


def _frames(error: BaseException) -> list[Frame]:
    """From the outermost to the one that raised, without those of ours."""
    frames = [
        Frame(frame.f_code, frame.f_globals, line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return [frame for frame in frames if not frame.code.co_filename.startswith(_OURS)]


def _text(error: BaseException, reach: int) -> str:
    name = type(error).__name__
    head = "Traceback (most recent call last)"
    parts = [name + head.rjust(_WIDTH - len(name)), *_frame_texts(_frames(error), reach)]
    notes = "".join(f"\n{note}" for note in getattr(error, "__notes__", ()))
    return "\n".join([*parts, f"{name}: {message_of(error)}{notes}"])


def _frame_texts(frames: list[Frame], reach: int) -> Iterator[str]:
    """One text for each frame. Of a recursion the first turns are shown, and the last."""
    seen: collections.Counter[tuple[types.CodeType, int]] = collections.Counter()
    skipped: list[Frame] = []
    for frame in frames:
        key = frame.code, frame.line
        seen[key] += 1
        if seen[key] > _SHOWN_REPETITIONS:
            skipped.append(frame)
            continue
        yield from _recursion_text(skipped, reach)
        skipped = []
        yield _frame_text(frame, reach)
    yield from _recursion_text(skipped, reach)


def _recursion_text(skipped: list[Frame], reach: int) -> Iterator[str]:
    if not skipped:
        return
    *middle, last = skipped
    if middle:
        counts = collections.Counter((_name(frame.code), frame.line) for frame in middle)
        turns = (f"{name} at line {line} ({times} times)" for (name, line), times in counts.most_common())
        yield f"    [... skipping similar frames: {', '.join(turns)}]\n"
    yield _frame_text(last, reach)


def _frame_text(frame: Frame, reach: int) -> str:
    name = _name(frame.code)
    call = "" if name == "<module>" else f", in {name}{_parameters(frame.code)}"
    return f"{_place(frame.code.co_filename, frame.line)}{call}\n{_excerpt(frame, reach)}"


def _name(code: types.CodeType) -> str:
    """A function's name with those of what it stands in; of a generator expression only what it is."""
    return code.co_name if code.co_name == "<genexpr>" else code.co_qualname


def _parameters(code: types.CodeType) -> str:
    arguments, positional, keywords = inspect.getargs(code)
    names = [*arguments]
    if positional:
        names.append(f"*{positional}")
    if keywords:
        names.append(f"**{keywords}")
    return f"({', '.join(names)})"


def _place(file: str, line: int | None) -> str:
    if file in _cells:
        return f"Cell In[{_cells[file][0]}]" + (f", line {line}" if line else "")
    return f"File {file}" + (f":{line}" if line else "")


def _excerpt(frame: Frame, reach: int) -> str:
    """The line that was executed, and some around it."""
    file = frame.code.co_filename
    lines = [line.rstrip("\n") for line in linecache.getlines(file, frame.names)]
    numbers = pieces.around(frame.line, reach, frame.code, lines, _tree(file, lines))
    shown = textwrap.dedent("\n".join(lines[number - 1] for number in numbers if number)).split("\n")
    texts = iter(shown)
    excerpt = ""
    for number in numbers:
        if number is None:
            excerpt += "   (...)\n"
        else:
            arrow = "-" * (_NUMBER_WIDTH - 2 - len(str(number))) + "> " if number == frame.line else ""
            excerpt += f"{arrow + str(number):>{_NUMBER_WIDTH}} {next(texts)}".rstrip(" ") + "\n"
    return excerpt


def _tree(file: str, lines: list[str]) -> ast.Module | None:
    if file in _cells:
        return _cells[file][1]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return None


def _syntax_text(error: SyntaxError) -> str:
    """IPython's short form, and where the code came from that could not be parsed."""
    parts: list[str] = []
    frames = _frames(error)
    if frames:
        parts.append("Traceback (most recent call last):\n")
    for code, names, number in frames:
        inside = "" if code.co_name == "<module>" else f" in {_name(code)}"
        line = linecache.getlines(code.co_filename, names)[number - 1 : number]
        parts.append(f"  {_place(code.co_filename, number)}{inside}\n    {''.join(line).strip()}\n")
    parts.append(f"  {_place(error.filename or '<string>', error.lineno)}")
    parts.extend(_marked_line(error))
    parts.append(f"{type(error).__name__}: {error.msg}" if error.msg else type(error).__name__)
    return "\n".join(parts) + "\n"


def _marked_line(error: SyntaxError) -> Iterator[str]:
    """The line that could not be parsed, and a caret below the place."""
    line = linecache.getline(error.filename or "", error.lineno or 0) or error.text
    if not line or not line.strip():
        return
    code = line.strip()
    yield f"    {code}"
    if error.offset is not None:
        indentation = len(line) - len(line.lstrip())
        before = code[: max(0, error.offset - 1 - indentation)]
        yield "    " + "".join(" " if not char.isspace() else char for char in before) + "^"
