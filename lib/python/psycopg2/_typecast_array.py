"""Arrays: lists of what the typecaster of their elements makes, nested as they are."""

from __future__ import annotations

import re
from typing import Any

from ._exceptions import DataError
from ._typecast import BoundTypecaster, Typecaster, check_argument

Element = Typecaster | BoundTypecaster

_MOST_DIMENSIONS = 16
"""Below the outermost."""

_BOUNDS = re.compile(r"\[[^\]]*\]=")
"""Said before an array that does not begin at 1: `[0:1]={…}`. Of one dimension only: psycopg2 refuses the others."""

_TOKEN = re.compile(
    r"""
      (?P<begin> \{ )
    | (?P<end> \} ) ,?
    | " (?P<quoted> [^"\\]* (?: \\. [^"\\]* )* ) " (?: , | (?=\}) | $ )
    | (?P<plain> [^,}\\]* (?: \\(?: . | $ ) [^,}\\]* )* ) ,?
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile(r'["\\{}]')


class ArrayTypecaster(Typecaster):
    """Reads arrays of what another typecaster reads."""

    __slots__ = ("_base",)

    def __init__(self, name: str, values: tuple[int, ...], base: Typecaster) -> None:
        super().__init__(name, values)
        self._base = base

    def bind(self, cursor: Any) -> BoundTypecaster:
        """Itself with the cursor, which elements may want."""
        element = self._base.bind(cursor)
        return BoundTypecaster(self, cursor, lambda text: _parse(text, element, cursor))

    def cast(self, text: str | None, cursor: Any) -> Any:
        """The list for an array's text. DataError where it is none."""
        return None if text is None else _parse(text, self._base.bind(cursor), cursor)


def new_array_type(values: tuple[int, ...], name: str, baseobj: Typecaster) -> Typecaster:
    """A typecaster for arrays, whose oids are `values`, a tuple, of elements that `baseobj` reads."""
    check_argument(1, values, tuple)
    check_argument(2, name, str)
    check_argument(3, baseobj, Typecaster)
    return ArrayTypecaster(name, values, baseobj)


def _parse(text: str, element: Element, cursor: Any) -> list[Any]:
    if text[:1] == "[":
        text = _BOUNDS.sub("", text, count=1)
    if text[:1] != "{":
        raise DataError("array does not start with '{'")
    if len(text) == 1:
        raise DataError("malformed array: '{'")
    body = text[1:-1]
    if _SPECIAL.search(body):
        return _parse_items(body, element, cursor)
    # Nothing nested, nothing quoted: the common case.
    items = body.split(",")
    if not items[-1]:
        items.pop()
    return [_item(item, element, cursor) for item in items]


def _parse_items(body: str, element: Element, cursor: Any) -> list[Any]:
    array: list[Any] = []
    outer: list[list[Any]] = []
    place = 0
    while place < len(body):
        token = _TOKEN.match(body, place)
        place = token.end()
        if token["begin"]:
            if len(outer) == _MOST_DIMENSIONS:
                raise DataError("excessive array dimensions")
            outer.append(array)
            array.append([])
            array = array[-1]
        elif token["end"]:
            if not outer:
                raise DataError("unbalanced braces in array")
            array = outer.pop()
        elif token["quoted"] is not None:
            array.append(element(_ESCAPE.sub(r"\1", token["quoted"]), cursor))
        else:
            array.append(_item(_ESCAPE.sub(r"\1", token["plain"]), element, cursor))
    return outer[0] if outer else array


def _item(text: str, element: Element, cursor: Any) -> Any:
    if len(text) == 4 and text.upper() == "NULL":
        return element(None, cursor)
    return element(text, cursor)
