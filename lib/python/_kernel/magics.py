"""Lines that IPython takes and Python does not: `!pip install psycopg2`, `%time`, `x?`. Each is answered by a sentence."""

from __future__ import annotations

import re

from . import events

_INSTALL = re.compile(r"(?:[!%]\s*)?(?:python\d?\s+-m\s+|sys\.executable\s+-m\s+)?pip\d?\s+install\b(?P<what>.*)")
_COMMAND = re.compile(r"[!%?]|.*\?$|pip\d?\s+install\b")
_REQUIREMENT = re.compile(r"[A-Za-z0-9][\w.-]*")
_HERE = {"psycopg2", "psycopg2-binary"}


def is_command(line: str) -> bool:
    """Whether a line that Python cannot parse is meant for IPython."""
    return _COMMAND.match(line.strip()) is not None


def as_python(line: str) -> str:
    """A line of Python in place of the command."""
    body = line.lstrip()
    return f"{line[: len(line) - len(body)]}__import__('_kernel').command({body.rstrip()!r})"


def command(line: str) -> None:
    """Says what is possible here instead of what was asked for."""
    install = _INSTALL.match(line)
    if install:
        for word in install["what"].split():
            # Options, and what belongs to none of our names.
            requirement = _REQUIREMENT.match(word)
            if requirement:
                _install(requirement[0])
    elif line.startswith("!"):
        events.remark(
            f"“{line}” is a command for a shell, and there is none here: this Python runs by itself, without programs or a network."
        )
    elif line.startswith("%"):
        events.remark(f"“{line.split()[0]}” is a command of IPython's that is not here: write it in Python.")
    else:
        events.remark(f"For help write help({line.strip('? ')}).")


def _install(name: str) -> None:
    if name.lower().replace("_", "-") in _HERE:
        import psycopg2

        version = psycopg2.__version__.split()[0]
        print(f"Requirement already satisfied: {name} in {_site_packages(psycopg2.__file__)} ({version})")
        return
    events.remark(
        f"{name} can't be installed: this Python has its standard library (with sqlite3) and psycopg2, and reaches no network."
    )


def _site_packages(file: str) -> str:
    return file.rsplit("/", 2)[0]
