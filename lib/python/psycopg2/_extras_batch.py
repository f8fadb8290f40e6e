"""Many sets of parameters in few statements: a round trip for a page of them, not for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from .extensions import cursor

_FORMAT = re.compile(rb"%(.)")


def execute_batch(cur: cursor, sql: Any, argslist: Iterable[Any], page_size: int = 100) -> None:
    """As `cur.executemany(sql, argslist)`, but sends `page_size` statements at once."""
    for page in paginate(argslist, page_size):
        cur.execute(b";".join([cur.mogrify(sql, args) for args in page]))


def execute_values(
    cur: cursor,
    sql: Any,
    argslist: Iterable[Any],
    template: Any = None,
    page_size: int = 100,
    fetch: bool = False,
) -> list[Any] | None:
    """Executes `sql`, which has one `%s` after VALUES, with the rows of `argslist`, `page_size` in a statement.

    `template` says how a row is written, and `%s` for each of the first row's items where it is not given. With `fetch`
    the results of all statements come back as one list.
    """
    text = _query_bytes(cur, sql)
    before, after = _split_at_placeholder(text)
    row_template = template if template is None or isinstance(template, bytes) else _query_bytes(cur, template)
    results: list[Any] = []
    for page in paginate(argslist, page_size):
        if row_template is None:
            row_template = b"(%b)" % b",".join([b"%s"] * len(page[0]))
        rows = b",".join([cur.mogrify(row_template, args) for args in page])
        cur.execute(before + rows + after)
        if fetch:
            results.extend(cur.fetchall())
    return results if fetch else None


def _query_bytes(cur: cursor, sql: Any) -> bytes:
    """A query, or a part of one, as it goes over the wire."""
    if not isinstance(sql, (str, bytes)):
        sql = sql.as_string(cur)
    return sql if isinstance(sql, bytes) else sql.encode(cur.connection._python_encoding)


def paginate(seq: Iterable[Any], page_size: int) -> Iterator[list[Any]]:
    """The items in lists of `page_size`; the last may be shorter, and none is empty."""
    rest = iter(seq)
    while page := list(islice(rest, page_size)):
        yield page


def _split_at_placeholder(sql: bytes) -> tuple[bytes, bytes]:
    """What stands before and after the only `%s`, with `%%` made one. ValueError with none, more, or another letter."""
    parts = [b""]
    place = 0
    for found in _FORMAT.finditer(sql):
        parts[-1] += sql[place : found.start()]
        place = found.end()
        if found[1] == b"%":
            parts[-1] += b"%"
        elif found[1] != b"s":
            raise ValueError(f"unsupported format character: '{found[1].decode('ascii', 'replace')}'")
        elif len(parts) > 1:
            raise ValueError("the query contains more than one '%s' placeholder")
        else:
            parts.append(b"")
    parts[-1] += sql[place:]
    if len(parts) == 1:
        raise ValueError("the query doesn't contain any '%s' placeholder")
    return parts[0], parts[1]
