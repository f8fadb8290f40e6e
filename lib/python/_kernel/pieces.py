"""A source in pieces, as a traceback shows it: a piece is a simple statement, or the head of a compound one.

What IPython shows around a line is counted in such pieces, not in lines: a statement over five lines is one.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Iterator

_MOST_LINES = 6
"""Lines of a piece that is not the executing one; of a longer one the middle is left out."""

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def around(
    line: int, reach: int, code: types.CodeType, lines: list[str], tree: ast.Module | None
) -> list[int | None]:
    """Numbers (from 1) of the lines to show where `code` executes `line`; None stands for lines left out.

    They are those of its piece, and of `reach` pieces before and behind it in the same function. Without a tree each
    line is a piece.
    """
    if tree is None:
        pieces = [range(number, number + 1) for number in range(1, len(lines) + 1)]
    else:
        begin, end = _scope(tree, code, line, len(lines))
        pieces = [piece for piece in _pieces(tree, lines) if begin <= piece.start and piece.stop <= end]
    current = next((index for index, piece in enumerate(pieces) if line in piece), None)
    if current is None:
        return []
    shown: list[int | None] = []
    for index in range(max(0, current - reach), min(len(pieces), current + 1 + reach)):
        numbers = list(pieces[index])
        shown.extend(numbers if index == current else _shortened(numbers))
    return shown


def _shortened(numbers: list[int]) -> list[int | None]:
    if len(numbers) <= _MOST_LINES:
        return list(numbers)
    return [*numbers[:3], None, *numbers[-2:]]


def _pieces(tree: ast.Module, lines: list[str]) -> list[range]:
    pieces: list[range] = []
    for begin, end in _split(tree, 1, len(lines) + 1):
        # Statements on one line are one piece.
        if pieces and begin < pieces[-1].stop:
            begin = pieces.pop().start
        while begin < end and not lines[begin - 1].strip():
            begin += 1
        while begin < end and not lines[end - 2].strip():
            end -= 1
        if begin < end:
            pieces.append(range(begin, end))
    return pieces


def _split(node: ast.AST, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts the lines of a node where statements below it begin and end."""
    for child in _statements(node):
        child_begin, child_end = _extent(child)
        if begin < child_begin:
            yield begin, child_begin
        yield from _split(child, child_begin, child_end)
        begin = child_end
    if begin < end:
        yield begin, end


def _statements(node: ast.AST) -> list[ast.AST]:
    """What is executed one after the other below a node; of several on one line, the first."""
    children: dict[int, ast.AST] = {}
    for _, field in ast.iter_fields(node):
        if isinstance(field, list):
            for child in field:
                if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
                    children.setdefault(_extent(child)[0], child)
    return [children[line] for line in sorted(children)]


def _extent(node: ast.AST) -> tuple[int, int]:
    """First line, decorators included, and the line behind the last."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, (node.body[-1].end_lineno or 0) + 1
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])  # type: ignore[attr-defined]
    return first, (node.end_lineno or first) + 1  # type: ignore[attr-defined]


def _scope(tree: ast.Module, code: types.CodeType, line: int, count: int) -> tuple[int, int]:
    """Lines of the function or class that a code object belongs to; a lambda belongs to where it stands."""
    innermost = (1, count + 1)
    if code.co_name == "<module>":
        return innermost
    for node in ast.walk(tree):
        if isinstance(node, Scope):
            begin, end = _extent(node)
            if begin == code.co_firstlineno and node.name == code.co_name:
                return begin, end
            if begin < line < end and begin >= innermost[0]:
                innermost = (begin, end)
    return innermost
