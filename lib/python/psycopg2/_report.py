"""An error's text as libpq prints it, with the line of the statement and a mark under the place."""

from __future__ import annotations

import re
import unicodedata

_WIDTH = 60
"""Columns of the statement that are shown at most."""
_RIGHT = 10
"""Columns behind the place that are kept where a line is cut."""


def text_of(fields: dict[str, str], statement: str | None, *, with_context: bool = True) -> str:
    """What libpq prints for an ErrorResponse or a NoticeResponse to `statement`; None: it was not for a statement."""
    text = f"{fields.get('S', 'ERROR')}:  {fields.get('M', '')}"
    position, source = fields.get("P"), statement
    if position is None:
        position, source = fields.get("p"), fields.get("q")
    place = ""
    if position is not None:
        if source is None:
            text += f" at character {position}"
        elif position.isdecimal() and int(position) > 0:
            place = _place(source, int(position) - 1)
    text += f"\n{place}"
    for letter, title in (("D", "DETAIL"), ("H", "HINT"), ("q", "QUERY"), ("W", "CONTEXT")):
        if letter in fields and (letter != "W" or with_context):
            text += f"{title}:  {fields[letter]}\n"
    return text


def without_severity(text: str) -> str:
    """The text without `ERROR:  ` before it: an exception of psycopg2 prints its class's name instead."""
    return re.sub(r"\A(ERROR|FATAL|PANIC):  (?=.)", "", text, flags=re.DOTALL)


def _place(statement: str, at: int) -> str:
    """The line in which the character with index `at` stands, and a mark under it; '' if there is no such character."""
    if at > len(statement):
        return ""
    begin = max(statement.rfind("\n", 0, at), statement.rfind("\r", 0, at)) + 1
    line_end = re.compile(r"[\r\n]|\Z").search(statement, at)
    end = line_end.start() if line_end else len(statement)
    number = len(re.findall(r"\r\n|\r|\n", statement[:begin])) + 1
    line = statement[begin:end].replace("\t", " ")
    first, last = _window(line, at - begin)
    lead = f"LINE {number}: " + ("..." if first else "")
    shown = line[first:last] + ("..." if last < len(line) else "")
    return f"{lead}{shown}\n{' ' * (len(lead) + _columns(line[first : at - begin]))}^\n"


def _window(line: str, at: int) -> tuple[int, int]:
    """Which part of a long line is shown: its start, if the place is in it, else what ends shortly behind it."""
    ends = [0]
    for character in line:
        ends.append(ends[-1] + _columns(character))
    first, last = 0, len(line)
    if ends[last] <= _WIDTH:
        return first, last
    if ends[at] + _RIGHT > _WIDTH:
        while ends[last] > ends[at] + _RIGHT:
            last -= 1
        while ends[last] - ends[first] > _WIDTH:
            first += 1
    else:
        while ends[last] > _WIDTH:
            last -= 1
    return first, last


def _columns(text: str) -> int:
    """How many columns of a screen a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
