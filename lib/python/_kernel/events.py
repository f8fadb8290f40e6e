"""What a cell reports to the page, as kernel.ts has it: PythonEvent and PythonOutput."""

from __future__ import annotations

import json

import _kernel_host


def output(kind: str, **fields: object) -> None:
    """One PythonOutput. Fields that are None are left out."""
    present = {name: value for name, value in fields.items() if value is not None}
    _kernel_host.event(json.dumps({"type": "output", "output": {"kind": kind, **present}}))


def remark(text: str) -> None:
    """A sentence of ours beside what Python prints."""
    output("remark", text=text)
