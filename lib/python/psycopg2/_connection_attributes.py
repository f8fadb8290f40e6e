"""What a connection knows, as attributes: its parameters, its server, and how its transaction stands."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from . import _constants, _dsn
from ._exceptions import InterfaceError
from ._info import ConnectionInfo

if TYPE_CHECKING:
    from ._session import Session

_TRANSACTION_STATUS = {
    "I": _constants.TRANSACTION_STATUS_IDLE,
    "T": _constants.TRANSACTION_STATUS_INTRANS,
    "E": _constants.TRANSACTION_STATUS_INERROR,
    "": _constants.TRANSACTION_STATUS_ACTIVE,
}


class ConnectionAttributes:
    """The part of a connection that holds its state. A class that inherits it has the slots."""

    __slots__ = ()

    def __new__(cls, *args: object, **kwargs: object) -> Any:
        """One that is not open, and that answers so: a subclass may fail in `__init__`, or not call ours."""
        self = super().__new__(cls)
        self._session: Session | None = None
        self._is_closed = False
        self._dsn: str | None = None
        self._parameters: dict[str, str] = {}
        self._status = _constants.STATUS_SETUP
        self._autocommit = False
        self._isolation_level = self._readonly = self._deferrable = None
        self._encoding = self._python_encoding = None
        self._entered = False
        self._mark = 0
        """Counts transactions that have ended: a server-side cursor lives in one."""
        self._statement: str | None = None
        """What runs: notices and errors show the place in it."""
        self._last_error: str | None = None
        self._lock = threading.RLock()
        """Held by the thread that uses the session."""
        self.notices: Any = []
        self.notifies: Any = []
        self.cursor_factory: Any = None
        self._string_types: dict[int, Any] = {}
        self._binary_types: dict[int, Any] = {}
        return self

    def get_transaction_status(self) -> int:
        """get_transaction_status() -- Get backend transaction status."""
        if self.closed:
            return _constants.TRANSACTION_STATUS_UNKNOWN
        return _TRANSACTION_STATUS[self._session.status]

    def get_parameter_status(self, parameter: str, /) -> str | None:
        """get_parameter_status(parameter) -- Get backend parameter status; None: the server did not report it."""
        self._check_open()
        if not isinstance(parameter, str):
            raise TypeError(f"argument 1 must be str, not {type(parameter).__name__}")
        return self._session.parameters.get(parameter)

    def get_backend_pid(self) -> int:
        """get_backend_pid() -- Get backend process id."""
        self._check_open()
        return self._session.pid

    def get_dsn_parameters(self) -> dict[str, str]:
        """get_dsn_parameters() -- Get effective connection parameters, without the password."""
        self._check_open()
        shown = (name for name in _dsn.KEYWORDS if name in self._parameters and name != "password")
        return {name: self._parameters[name] for name in shown}

    @property
    def closed(self) -> int:
        """0: open; 1: closed; 2: lost."""
        if self._is_closed:
            return 1
        return 2 if self._session is None or self._session.is_lost else 0

    @property
    def status(self) -> int:
        """The current transaction status, as psycopg2 keeps it: one of `STATUS_…`."""
        return self._status

    @property
    def dsn(self) -> str:
        """The current connection string, with the password obscured."""
        return self._dsn

    @property
    def encoding(self) -> str:
        """The current client encoding, by PostgreSQL's name."""
        return self._encoding

    @property
    def info(self) -> ConnectionInfo:
        """Details about the native PostgreSQL database connection."""
        return ConnectionInfo(self)

    @property
    def async_(self) -> int:
        """1 if the connection is asynchronous: it never is."""
        return 0

    @property
    def protocol_version(self) -> int:
        """Protocol version used for this connection."""
        return 3

    @property
    def server_version(self) -> int:
        """Server version: 180006 is 18.6."""
        if self._session is None:
            return 0
        parts = self._session.parameters.get("server_version", "0").split(" ")[0].split(".")
        digits = ["".join(filter(str.isdigit, part)) or "0" for part in (*parts, "0")]
        return int(digits[0]) * 10_000 + int(digits[1])

    @property
    def string_types(self) -> dict[int, Any]:
        """A set of typecasters to convert textual values."""
        return self._string_types

    @property
    def binary_types(self) -> dict[int, Any]:
        """A set of typecasters to convert binary values."""
        return self._binary_types

    def _check_open(self) -> None:
        if self.closed:
            raise InterfaceError("connection already closed")
