"""Stop (SIGINT): when it may raise KeyboardInterrupt at once, and when it only leaves a note.

An exception in the middle of a protocol exchange would leave half an answer in the stream. So within one a Stop is only
noted; the exchange looks at the note before each read, cancels the statement on the server, reads on to
ReadyForQuery, and then raises KeyboardInterrupt. The connection stays usable.

Whoever owns the signal handler asks `defer` first:

    def on_sigint(signum, frame):
        if not _interrupt.defer():
            raise KeyboardInterrupt
"""

from __future__ import annotations

_depth = 0
_requested = False


def defer() -> bool:
    """True: an exchange is under way, has noted the Stop, and will end by itself. False: raise at once."""
    global _requested
    if _depth:
        _requested = True
    return _depth > 0


def requested() -> bool:
    """Whether a Stop was noted that nobody has acted on."""
    return _requested


class Exchange:
    """A `with` block in which a Stop is only noted. A note that is left at the end of the outermost one raises then."""

    def __enter__(self) -> None:
        global _depth
        _depth += 1

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        global _depth, _requested
        _depth -= 1
        if _depth == 0 and _requested:
            _requested = False
            if kind is None or not issubclass(kind, KeyboardInterrupt):
                raise KeyboardInterrupt from None  # not "during" the 57014 that it has caused
