"""DataRow messages in Python alone: what `Provider.scan_rows` does, where nothing faster is there or worth it."""

from __future__ import annotations

from ._transport import Scan

DATA_ROW = ord("D")
_NULL = 0xFFFFFFFF


def scan_rows(data: bytes, start: int, width: int) -> Scan:
    """See `Provider.scan_rows`."""
    end, rows = scan_values(data, start, width)
    columns = list(zip(*rows, strict=True)) if rows else []
    joined = [b"\0".join([value or b"" for value in column]) for column in columns]
    nulls = [[at for at, value in enumerate(column) if value is None] for column in columns]
    return end, len(rows), joined, nulls


def scan_values(data: bytes, start: int, width: int) -> tuple[int, list[list[bytes | None]]]:
    """Where the rows end that begin at `start`, and their values: also such as hold NUL bytes, or `width` 0."""
    rows = []
    size = len(data)
    number = int.from_bytes
    while start + 7 <= size and data[start] == DATA_ROW:
        end = start + 1 + number(data[start + 1 : start + 5])
        if end > size or number(data[start + 5 : start + 7]) != width:
            break
        values: list[bytes | None] = []
        at = start + 7
        for _ in range(width):
            value = at + 4
            length = number(data[at:value])
            if length == _NULL:
                values.append(None)
                at = value
            else:
                at = value + length
                values.append(data[value:at])
        if at != end:
            break
        rows.append(values)
        start = end
    return start, rows
