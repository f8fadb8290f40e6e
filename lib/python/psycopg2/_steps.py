"""The steps of the protocol, as generators: each yields where it would wait, saying for what, and returns what it got.

Who waits, and how, is `_waiting`'s business. The order of messages: PostgreSQL manual, "Message Flow".
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from . import _interrupt, _messages
from ._authentication import answer_to
from ._exceptions import OperationalError
from ._messages import fields_of_report, number
from ._rows import Rows
from ._scan import DATA_ROW
from ._session import LOST, Result, Session
from ._transport import READABLE, ROOM

T = TypeVar("T")
Steps = Generator[int, None, T]
"""Yields READABLE or READABLE | ROOM: what must be there before it can go on."""


def start(session: Session, parameters: dict[str, str], password: str | None) -> Steps[Result]:
    """Start-up: returns when the server is ready for the first statement, or with the error for which it is not."""
    yield from _send(session, _messages.startup(parameters))
    result = Result()
    while True:
        kind = yield from _next_kind(session)
        body = session.inbox.body()
        if kind == ord("R"):
            reply = answer_to(body, parameters["user"], password)
            if reply:
                session.used_password = True
                yield from _send(session, reply)
        elif kind == ord("K"):
            session.pid, session.key = number(body, 0, "K"), body[4:]
        elif kind == ord("Z"):
            _ready(session, body)
            return result
        elif kind == ord("E"):
            result.error = fields_of_report(body, session.codec)
            return result
        elif not session.heard(kind, body):
            raise _unexpected(kind)


def ask(session: Session, sql: bytes) -> Steps[Result]:
    """Runs statements, and returns the result of the last one, or that of the one that failed, or of a COPY's begin."""
    _raise_if_stopped()
    session.is_stopping = False
    _hear_what_has_come(session)
    session.status = ""
    yield from _send(session, _messages.query(sql))
    return (yield from finish(session))


def finish(session: Session) -> Steps[Result]:
    """Reads what the server answers, to ReadyForQuery or to the begin of a COPY."""
    inbox = session.inbox
    result = current = Result()
    while True:
        kind = yield from _next_kind(session)
        if kind == DATA_ROW:
            if current.rows is None:
                raise _unexpected(kind)
            if session.is_stopping:
                inbox.body()
            else:
                current.rows.take(inbox)
            continue
        body = inbox.body()
        if kind == ord("T"):
            current = Result()
            current.fields = _messages.row_description(body, session.codec)
            current.rows = Rows(current.fields, session.codec)
        elif kind == ord("C"):
            (current.tag,) = _messages.strings(body, 1, "C", session.codec)
            result, current = current, Result()
        elif kind == ord("I"):
            result, current = Result(), Result()
            result.is_empty = True
        elif kind == ord("E"):
            result, current = Result(), Result()
            result.error = fields_of_report(body, session.codec)
        elif kind in b"GH":
            current.copy = "in" if kind == ord("G") else "out"
            return current
        elif kind == ord("Z"):
            _ready(session, body)
            return result
        elif kind in b"dc":
            continue  # a COPY that nobody wants to read any more
        elif not session.heard(kind, body):
            raise _unexpected(kind)


def read_copy(session: Session) -> Steps[bytes | None]:
    """The next CopyData of a COPY that sends; None: it is over, and `finish` reads how."""
    while True:
        kind = yield from _next_kind(session)
        if kind == ord("d"):
            data = session.inbox.body()
            if session.is_stopping:
                continue
            return data
        if kind in b"cE":
            return None
        if not session.heard(kind, session.inbox.body()):
            raise _unexpected(kind)


def write_copy(session: Session, data: bytes) -> Steps[None]:
    """Sends data for a COPY that reads, or COPY_DONE, or CopyFail."""
    yield from _send(session, data)


def look(session: Session) -> None:
    """Takes in what has come without being asked for: notifications and notices. Does not wait."""
    chunk = session.transport.recv()
    if chunk is None:
        raise _lost(session)
    if chunk:
        session.inbox.feed(chunk)
    _hear_what_has_come(session)


def _send(session: Session, data: bytes) -> Steps[None]:
    """Sends all of it. Reads meanwhile: a server that cannot get rid of its answers does not read either."""
    left = memoryview(data)
    while True:
        left = left[session.transport.send(left) :]
        if not left:
            return
        _mind_stop(session)
        chunk = session.transport.recv()
        if chunk is None:
            return  # whoever reads next learns of it
        if chunk:
            session.inbox.feed(chunk)
        else:
            yield READABLE | ROOM


def _next_kind(session: Session) -> Steps[int]:
    """The letter of the next message, when the whole message is there."""
    inbox = session.inbox
    while True:
        if kind := inbox.kind():
            return kind
        _mind_stop(session)
        chunk = session.transport.recv()
        if chunk is None:
            inbox.feed(session.transport.last_words())
            if not (kind := inbox.kind()):
                raise _lost(session)
            return kind
        if chunk:
            inbox.feed(chunk)
        else:
            yield READABLE


def _mind_stop(session: Session) -> None:
    if _interrupt.requested() and not session.is_stopping:
        if not session.pid:
            _raise_if_stopped()  # it has not started: there is nothing to cancel, and nothing to keep
        session.stop()


def _raise_if_stopped() -> None:
    if _interrupt.requested():
        raise KeyboardInterrupt


def _hear_what_has_come(session: Session) -> None:
    while kind := session.inbox.kind():
        session.heard_while_idle(kind, session.inbox.body())


def _ready(session: Session, body: bytes) -> None:
    if body not in (b"I", b"T", b"E"):
        raise _messages.disagreement("Z")
    session.status = body.decode()
    session.answers += 1


def _lost(session: Session) -> OperationalError:
    session.lose()
    error = OperationalError(LOST)
    error._pgerror = LOST
    return error


def _unexpected(kind: int) -> OperationalError:
    return OperationalError(f'unexpected response from server; first received character was "{chr(kind)}"\n')
