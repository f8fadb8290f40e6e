"""The rows of a result: kept as the columns they were read as, made into Python objects when they are fetched."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from . import _scan, _transport
from ._inbox import Inbox
from ._messages import Field, disagreement

_WORTH = 2_000
"""Bytes from which on it pays to leave the reading of rows to the provider."""


class Block:
    """Rows that came together: for each column their values, as text that NUL bytes part or one by one."""

    __slots__ = ("count", "_joined", "_nulls", "_values", "_codec")

    def __init__(self, count: int, joined: Sequence[bytes], nulls: Sequence[Sequence[int]], codec: str) -> None:
        self.count = count
        self._joined = joined
        self._nulls = nulls
        self._codec = codec
        self._values: list[list[Any] | None] = [None] * len(joined)

    @classmethod
    def of_values(cls, rows: list[list[bytes | None]], width: int) -> Block:
        """Rows whose values may hold any byte."""
        block = cls(len(rows), (), (), "")
        block._nulls = [()] * width
        block._values = [[row[at] for row in rows] for at in range(width)]
        return block

    def values(self, column: int) -> list[Any]:
        """The values of a column: text, or bytes where they are no text in this encoding; None: NULL."""
        values = self._values[column]
        if values is None:
            values = self._values[column] = self._parted(column)
        return values

    def has_null(self, column: int) -> bool:
        """Whether a value of the column may be NULL; looked up only for columns that are text."""
        return len(self._nulls[column]) > 0

    def _parted(self, column: int) -> list[Any]:
        joined = self._joined[column]
        try:
            values: list[Any] = str(joined, self._codec).split("\0")
        except UnicodeDecodeError:
            values = bytes(joined).split(b"\0")
        if len(values) != self.count:
            raise disagreement("D")
        for row in self._nulls[column]:
            values[row] = None
        return values


class Rows:
    """All rows of a result, in blocks."""

    __slots__ = ("_width", "_is_text", "_codec", "_blocks", "_ends")

    def __init__(self, fields: list[Field], codec: str) -> None:
        self._width = len(fields)
        # Values in binary format may hold NUL bytes, and rows without columns have nothing that could be joined.
        self._is_text = self._width > 0 and not any(field.is_binary for field in fields)
        self._codec = codec
        self._blocks: list[Block] = []
        self._ends: list[int] = []

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def take(self, inbox: Inbox) -> None:
        """Takes the DataRow messages that are next in the inbox, of which at least one is there as a whole."""
        start = inbox.at
        if self._is_text:
            scan = _transport.provider().scan_rows if len(inbox.data) - start > _WORTH else _scan.scan_rows
            inbox.at, count, joined, nulls = scan(inbox.data, start, self._width)
            block = Block(count, joined, nulls, self._codec)
        else:
            inbox.at, values = _scan.scan_values(inbox.data, start, self._width)
            block = Block.of_values(values, self._width)
        if inbox.at == start:
            raise disagreement("D")
        self._blocks.append(block)
        self._ends.append(len(self) + block.count)

    def spans(self, first: int, last: int) -> list[tuple[Block, int, int]]:
        """The blocks that hold the rows from `first` up to before `last`, each with the part of it that they are."""
        spans = []
        at = bisect_right(self._ends, first)
        while first < last and at < len(self._blocks):
            block = self._blocks[at]
            begin = self._ends[at] - block.count
            until = min(last, self._ends[at])
            spans.append((block, first - begin, until - begin))
            first = until
            at += 1
        return spans


class RowReader:
    """Rows as one cursor reads them, with its typecasters."""

    __slots__ = ("_rows", "_casters")

    def __init__(self, rows: Rows, casters: list[Any]) -> None:
        self._rows = rows
        self._casters = casters

    def __len__(self) -> int:
        return len(self._rows)

    def read(self, first: int, last: int, cursor: Any) -> list[tuple[Any, ...]]:
        """The rows from `first` up to before `last`, as tuples."""
        found: list[tuple[Any, ...]] = []
        for block, begin, until in self._rows.spans(first, last):
            if self._casters:
                columns = [self._column(block, at, begin, until, cursor) for at in range(len(self._casters))]
                found += zip(*columns, strict=True)
            else:
                found += [()] * (until - begin)
        return found

    def _column(self, block: Block, column: int, begin: int, until: int, cursor: Any) -> Any:
        values = block.values(column)
        if until - begin != block.count:
            values = values[begin:until]
        caster = self._casters[column]
        fast = caster.fast
        if isinstance(values[0], bytes) or (block.has_null(column) and any(isinstance(v, bytes) for v in values)):
            return [caster(value, cursor) for value in values]
        if block.has_null(column):
            return [caster(None, cursor) if value is None else fast(value) if fast else value for value in values]
        return map(fast, values) if fast else values
