"""Names as users know them: a public class is built of private parts, and messages should not name these."""

from __future__ import annotations

from types import FunctionType


def adopt(public: type, *parts: type) -> None:
    """Has the methods that `public` inherits from its parts say that they are its own."""
    for part in parts:
        for name, member in vars(part).items():
            if isinstance(member, FunctionType):
                member.__qualname__ = f"{public.__name__}.{name}"
