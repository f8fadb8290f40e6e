"""Writes psycopg2/_sqlstates.py from PostgreSQL's own list of error codes.

    python3 lib/python/tools/sqlstates.py .../share/postgresql/errcodes.txt

The list comes with every PostgreSQL (`pg_config --sharedir`), and is in its sources as src/backend/utils/errcodes.txt.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "psycopg2" / "_sqlstates.py"

# Codes that newer servers do not send, and that psycopg2 2.9 has names for.
RETIRED = {"22020": "invalid_limit_value", "72000": "snapshot_too_old"}
RETIRED_CLASSES = {"72": "snapshot_failure"}

HEAD = '''"""The names of SQLSTATEs and their classes. Made by tools/sqlstates.py from PostgreSQL {version}: do not edit."""

CLASSES = {{
{classes}
}}
"""By the first two letters."""

SQLSTATES = {{
{codes}
}}
'''


def read(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the classes and of the codes. A line without a name in its last column is an older alias."""
    classes, codes = {}, {}
    for line in text.splitlines():
        if section := re.match(r"Section: Class (\w\w) - ([^(]*)", line):
            classes[section[1]] = re.sub(r"\W+", "_", section[2].strip()).lower()
        elif code := re.match(r"(\w{5})\s+[EWS]\s+ERRCODE_\w+\s+(\w+)\s*$", line):
            codes[code[1]] = code[2]
    return classes, codes


def table(names: dict[str, str]) -> str:
    """The lines of a dict, sorted by key."""
    return "\n".join(f'    "{code}": "{name}",' for code, name in sorted(names.items()))


def main(path: str) -> None:
    """Reads the list at `path`, writes the module."""
    text = Path(path).read_text(encoding="utf-8")
    year = int(re.search(r"Copyright \(c\) \d+-(\d+)", text)[1])
    classes, codes = read(text)
    TARGET.write_text(
        HEAD.format(
            version=year - 2007,
            classes=table(classes | RETIRED_CLASSES),
            codes=table(codes | RETIRED),
        ),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
