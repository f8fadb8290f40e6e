"""One session of a server as the protocol knows it: what was said at its start, what it reports, how it stands."""

from __future__ import annotations

from ._adapt_text import note_rule
from ._inbox import Inbox
from ._messages import TERMINATE, Field, fields_of_report, number, strings
from ._rows import Rows
from ._transport import Transport

LOST = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)


class Result:
    """What a statement gave. Exactly one of its parts says what it is."""

    __slots__ = ("tag", "fields", "rows", "error", "copy", "is_copied", "is_empty")

    def __init__(self) -> None:
        self.tag: str | None = None
        """CommandComplete; with rows there are `fields` and `rows`, too."""
        self.fields: list[Field] | None = None
        self.rows: Rows | None = None
        self.error: dict[str, str] | None = None
        """The fields of ErrorResponse."""
        self.copy: str | None = None
        """"in" or "out": a COPY has begun, and the exchange goes on."""
        self.is_copied = False
        """A COPY has moved its data."""
        self.is_empty = False
        """EmptyQueryResponse."""


class Session:
    """The state behind a connection. Transaction status comes from ReadyForQuery and from nothing else."""

    __slots__ = (
        "transport",
        "inbox",
        "parameters",
        "pid",
        "key",
        "status",
        "codec",
        "used_password",
        "answers",
        "is_lost",
        "is_stopping",
        "notifications",
        "notices",
    )

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.inbox = Inbox()
        self.parameters: dict[str, str] = {}
        """What ParameterStatus has said."""
        self.pid = 0
        self.key = b""
        self.status = ""
        """"I", "T" or "E" as ReadyForQuery says; '' before the first and while something runs."""
        self.codec = "utf_8"
        """Python's codec of what the server sends. The connection says so, since only it is asked to change it."""
        self.used_password = False
        """Whether the server has asked for the password."""
        self.answers = 0
        """How many ReadyForQuery have come: the ordinal of the next statement."""
        self.is_lost = False
        """The stream has ended or makes no sense any more."""
        self.is_stopping = False
        """A Stop has come and the server was asked to cancel: what it still sends does not matter."""
        self.notifications: list[tuple[int, str, str]] = []
        """Received and not yet handed on: pid, channel, payload."""
        self.notices: list[dict[str, str]] = []
        """The fields of those that nobody has taken yet."""

    def heard(self, kind: int, body: bytes) -> bool:
        """Takes in what a server may say at any time. False: the message is none of these."""
        if kind == ord("N"):
            self.notices.append(fields_of_report(body, self.codec))
        elif kind == ord("S"):
            name, value = strings(body, 2, "S", self.codec)
            self.parameters[name] = value
            if name == "standard_conforming_strings":
                note_rule(value)
        elif kind == ord("A"):
            channel, payload = strings(body[4:], 2, "A", self.codec)
            self.notifications.append((number(body, 0, "A"), channel, payload))
        else:
            return False
        return True

    def heard_while_idle(self, kind: int, body: bytes) -> None:
        """The same between two exchanges, where an error is only news: it is why the session will end."""
        if kind == ord("E"):
            self.notices.append(fields_of_report(body, self.codec))
        else:
            self.heard(kind, body)

    def lose(self) -> None:
        """Gives the connection up."""
        self.is_lost = True
        self.status = ""
        self.transport.close()

    def stop(self) -> None:
        """Asks the server to cancel what runs. A statement that has not begun yet does not hear it: ask again."""
        self.is_stopping = True
        self.transport.cancel(self.pid, self.key)

    def take_notifications(self) -> list[tuple[int, str, str]]:
        """Those that have come since the last call."""
        taken, self.notifications = self.notifications, []
        return taken

    def bid_farewell(self) -> None:
        """Ends the session as its client wishes."""
        self.transport.send(memoryview(TERMINATE))
        self.lose()
