"""One cell after the other, in the namespace of `__main__`: compiled, run, its last value shown, its failure told."""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import io
import json
import sys
import tokenize
import types
from collections.abc import Coroutine

from . import connections, display, events, magics, stop, tracebacks

main = types.ModuleType("__main__")
"""The namespace that all cells share."""
sys.modules["__main__"] = main

_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_awaiting: asyncio.Task[object] | None = None


class Code:
    """A cell that can be run: all but its last expression, and that expression."""

    def __init__(self, name: str, source: str) -> None:
        tree = _parse(name, source)
        tracebacks.add_tree(name, tree)
        last = tree.body[-1] if tree.body else None
        self.parts: list[types.CodeType] = []
        if isinstance(last, ast.Expr):
            # The whole tree stays for tracebacks.
            body = ast.Module(tree.body[:-1], tree.type_ignores)
            self.parts.append(self._compile(body, name, "exec"))
            self.parts.append(self._compile(ast.Expression(last.value), name, "eval"))
        else:
            self.parts.append(self._compile(tree, name, "exec"))
        self.is_quiet = _ends_with_semicolon(source)
        self.awaits = any(part.co_flags & inspect.CO_COROUTINE for part in self.parts)

    @staticmethod
    def _compile(tree: ast.Module | ast.Expression, name: str, mode: str) -> types.CodeType:
        return compile(tree, name, mode, flags=_AWAIT, dont_inherit=True)


def run(source: str, count: int, cell: str) -> str | Coroutine[object, object, str]:
    """Runs a cell. Its PythonResult as JSON; of a cell that awaits something, a coroutine of it."""
    name = f"<cell {count}>"
    connections.begin(cell, count)
    tracebacks.add_cell(name, count, source)
    try:
        code = Code(name, source)
    except BaseException as error:
        return _failed(error, name, source)
    if code.awaits:
        return _run_awaiting(code, name, source)
    try:
        with stop.Cell():
            for part in code.parts:
                value = eval(part, main.__dict__)
            _show(value, code)
        return json.dumps({"outcome": "ok"})
    except BaseException as error:
        return _failed(error, name, source)
    finally:
        connections.report()


async def _run_awaiting(code: Code, name: str, source: str) -> str:
    global _awaiting
    _awaiting = asyncio.current_task()
    try:
        with stop.Cell():
            for part in code.parts:
                value = eval(part, main.__dict__)
                if part.co_flags & inspect.CO_COROUTINE:
                    value = await value
            _show(value, code)
        return json.dumps({"outcome": "ok"})
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError) and stop.seen():
            error = KeyboardInterrupt().with_traceback(error.__traceback__)
        return _failed(error, name, source)
    finally:
        _awaiting = None
        connections.report()


def stop_awaiting() -> None:
    """Stop has come while no Python runs, or in a task beside the cell's: what the cell awaits is cancelled."""
    if _awaiting is not None:
        stop.note()
        _awaiting.cancel()


def install() -> None:
    """What ends a task is no end of the interpreter, for which Pyodide's event loop would take it."""
    # Pyodide's own would want to suspend JavaScript; this one says, as in Jupyter, that a loop runs already.
    asyncio.run = asyncio.runners.run
    loop = asyncio.get_event_loop()
    loop._keyboard_interrupt_handler = stop_awaiting  # type: ignore[attr-defined]
    loop._system_exit_handler = lambda _code: None  # type: ignore[attr-defined]


def _parse(name: str, source: str) -> ast.Module:
    """The cell's tree. Where Python can't go on at a line that is a command of IPython's, it is taken for one."""
    lines = source.split("\n")
    while True:
        try:
            return compile("\n".join(lines), name, "exec", flags=_AWAIT | ast.PyCF_ONLY_AST, dont_inherit=True)
        except SyntaxError as error:
            index = (error.lineno or 0) - 1
            if not (0 <= index < len(lines) and magics.is_command(lines[index])):
                raise
            lines[index] = magics.as_python(lines[index])


def _ends_with_semicolon(source: str) -> bool:
    """As in IPython, such a cell shows no value."""
    last = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type not in _NOT_CODE:
                last = token.string
    except (tokenize.TokenError, SyntaxError):
        return False
    return last == ";"


_NOT_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT, tokenize.INDENT}


def _show(value: object, code: Code) -> None:
    """Shows the last expression's value, and keeps it as `_`, unless the cells have a `_` of their own."""
    if value is None or code.is_quiet:
        return
    names = main.__dict__
    if names.get("_") is _last[0]:
        _last[:] = [value]
        names["_"] = value
    display.show(value)


_last: list[object] = [None]


def _failed(error: BaseException, name: str, source: str) -> str:
    """Reports an exception; the PythonResult."""
    stop.leave()
    line = tracebacks.line_in(error, name)
    kind = type(error).__name__
    message = error.msg if isinstance(error, SyntaxError) else tracebacks.message_of(error)
    text = tracebacks.text_of(error)
    events.output("traceback", name=kind, message=message, text=text, at=_range(source, line))
    was_stopped = isinstance(error, KeyboardInterrupt) and stop.seen()
    return json.dumps({"outcome": "stopped" if was_stopped else "failed", "error": kind})


def _range(source: str, number: int | None) -> dict[str, int] | None:
    """A line without its indentation, as a TextRange: in UTF-16 units."""
    lines = source.split("\n")
    if number is None or not 0 < number <= len(lines):
        return None
    line = lines[number - 1]
    before = "\n".join([*lines[: number - 1], line[: len(line) - len(line.lstrip())]])
    start = _units(before)
    return {"from": start, "to": start + _units(line.strip())}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


main.__dict__["__builtins__"] = builtins
