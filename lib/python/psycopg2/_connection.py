"""A connection: one session of the server, its transactions, and the cursors that share them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _connecting, _constants, _dsn, _exceptions, _failure, _interrupt, _observer, _report, _steps
from ._characteristics import Characteristics
from ._connection_attributes import ConnectionAttributes
from ._encodings import clean, encodings
from ._missing import Missing
from ._naming import adopt
from ._notify import Notify
from ._session import Result
from ._waiting import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._cursor import cursor

_KEPT_NOTICES = 50


class connection(ConnectionAttributes, Characteristics, Missing):
    """connection(dsn, ...) -> new connection object

    `status` is what psycopg2's own status is: whether *it* has begun a transaction and not yet ended it. So a COMMIT
    that is executed as a statement does not change it, and is followed by statements outside of any transaction. How
    things really are, `get_transaction_status()` says, from the server's ReadyForQuery.
    """

    __slots__ = (
        "_session",
        "_dsn",
        "_parameters",
        "_is_closed",
        "_status",
        "_autocommit",
        "_isolation_level",
        "_readonly",
        "_deferrable",
        "_encoding",
        "_python_encoding",
        "_entered",
        "_mark",
        "_statement",
        "_last_error",
        "_lock",
        "notices",
        "notifies",
        "cursor_factory",
        "_string_types",
        "_binary_types",
        "__weakref__",
    )

    def __init__(self, dsn: str, async_: object = False, **kwargs: object) -> None:
        if kwargs.pop("async", async_):
            raise _exceptions.not_supported("an asynchronous connection")
        if kwargs:
            raise TypeError(f"'{next(iter(kwargs))}' is an invalid keyword argument for this function")
        if "\0" in dsn:
            raise ValueError("embedded null character")
        given = _dsn.parse_dsn(dsn)
        self._dsn = _dsn.make_dsn(dsn, password="xxx") if given.get("password") else dsn
        self._parameters = _connecting.effective(given)
        self._session = _connecting.open_session(self._parameters)
        self._status = _constants.STATUS_READY
        self._set_up()
        _observer.current.opened(self)

    def _set_up(self) -> None:
        """What psycopg2 does at the start of a session, and after a reset."""
        self._take_encoding(self._session.parameters.get("client_encoding", "UTF8"))
        self._take_news()
        if not self._session.parameters.get("DateStyle", "ISO").startswith("ISO"):
            self._command(b"SET DATESTYLE TO 'ISO'")

    def cursor(
        self,
        name: str | None = None,
        cursor_factory: Callable[..., Any] | None = None,
        withhold: bool = False,
        scrollable: bool | None = None,
    ) -> Any:
        """cursor(name=None, cursor_factory=extensions.cursor, withhold=False) -> new cursor"""
        from ._cursor import cursor

        self._check_open()
        factory = cursor_factory or self.cursor_factory or cursor
        made = factory(self) if name is None else factory(self, name)
        if not isinstance(made, cursor):
            raise TypeError("cursor factory must be subclass of psycopg2.extensions.cursor")
        if withhold is not False:
            made.withhold = withhold
        if scrollable is not None:
            made.scrollable = scrollable
        return made

    def commit(self) -> None:
        """commit() -- Commit all changes to database."""
        self._check_open()
        with self._lock:
            if self._status == _constants.STATUS_BEGIN:
                self._mark += 1
                try:
                    self._command(b"COMMIT")
                finally:
                    # A COMMIT that fails has rolled back.
                    self._status = _constants.STATUS_READY

    def rollback(self) -> None:
        """rollback() -- Roll back all changes done to database."""
        self._check_open()
        with self._lock, _interrupt.Exchange():
            if self._status == _constants.STATUS_BEGIN:
                self._mark += 1
                self._command(b"ROLLBACK")
                self._status = _constants.STATUS_READY

    def close(self) -> None:
        """close() -- Close the connection. Its transaction is rolled back."""
        if self._is_closed:
            return
        with self._lock, _interrupt.Exchange():
            if not self.closed:
                _observer.current.closing(self)
                self._session.bid_farewell()
            self._is_closed = True

    def cancel(self) -> None:
        """cancel() -- cancel the current operation"""
        self._check_open()
        self._session.transport.cancel(self._session.pid, self._session.key)

    def reset(self) -> None:
        """reset() -- Reset current connection to defaults."""
        self._check_open()
        if self._status == _constants.STATUS_BEGIN:
            self._mark += 1
            self._command(b"ABORT")
        self._command(b"DISCARD ALL")
        self._status = _constants.STATUS_READY
        self._autocommit = False
        self._isolation_level = self._readonly = self._deferrable = None
        self._set_up()

    def poll(self) -> int:
        """poll() -- Look for what has come without being asked for: notifications."""
        self._check_open()
        _steps.look(self._session)
        self._hand_notifications_on()
        return _constants.POLL_OK

    def fileno(self) -> int:
        """fileno() -> int -- Return file descriptor associated to database connection."""
        self._check_open()
        number = self._session.transport.fileno()
        if number < 0:
            raise _exceptions.not_supported("fileno()")
        return number

    def isexecuting(self) -> bool:
        """isexecuting() -> bool -- Return True if the connection is executing an asynchronous operation."""
        return False

    def set_client_encoding(self, encoding: str, /) -> None:
        """set_client_encoding(encoding) -- Set client encoding to ``encoding``. Rolls back what is under way."""
        self._check_open()
        name = clean(encoding)
        if name != self._encoding:
            self.rollback()
            self._command(f"SET client_encoding TO '{name}'".encode())
            self._take_encoding(name)

    def __enter__(self) -> connection:
        self._check_open()
        if self._entered:
            raise _exceptions.ProgrammingError("the connection cannot be re-entered recursively")
        self._entered = True
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._entered = False
        if kind is None:
            self.commit()
        else:
            self.rollback()

    def __repr__(self) -> str:
        dsn = "<unintialized>" if self._dsn is None else self._dsn  # psycopg2's spelling
        return f"<connection object at 0x{id(self):x}; dsn: '{dsn}', closed: {self.closed}>"

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("cannot pickle 'psycopg2.extensions.connection' object")

    def __del__(self) -> None:
        self.close()

    def _command(self, sql: bytes) -> None:
        """Runs a statement that nobody reads an answer of."""
        result = self._ask(sql)
        if result.error is not None:
            raise self._failure(result)

    def _begin(self, cursor: cursor | None = None) -> None:
        """Begins a transaction, unless one is under way or none is wanted. `with` wants one in autocommit, too."""
        if self._status == _constants.STATUS_READY and (not self._autocommit or self._entered):
            self._command(self._begin_statement())
            self._status = _constants.STATUS_BEGIN

    def _ask(self, sql: bytes) -> Result:
        """Runs statements and returns the result of the last one."""
        self._last_error = None
        return self._run(_steps.ask(self._session, sql), sql)

    def _run(self, steps: _steps.Steps[Any], sql: bytes | None = None) -> Any:
        """Runs steps of the protocol; `sql` says what they are about, where that is something new."""
        session = self._session
        before = session.status
        if sql is not None:
            self._statement = sql.partition(b"\0")[0].decode(self._python_encoding, "replace")
        try:
            with self._lock:
                return run(session, steps)
        finally:
            if session.notices:
                self._take_news()
            if session.status != before:
                _observer.current.changed(self)

    def _failure(self, result: Result, cursor: cursor | None = None) -> _exceptions.DatabaseError:
        assert result.error is not None
        error = _failure.error_for(result.error, self._statement, cursor)
        self._last_error = error.pgerror
        return error

    def _take_encoding(self, name: str) -> None:
        codec = encodings.get(clean(name))
        if codec is None:
            raise _exceptions.OperationalError(f"no Python encoding found for '{name}'")
        self._encoding = clean(name)
        self._python_encoding = self._session.codec = codec

    def _take_news(self) -> None:
        """Notices have come. A list keeps the last fifty; what the user has put in its place keeps what it likes."""
        session = self._session
        notices, session.notices = session.notices, []
        for fields in notices:
            try:
                self.notices.append(_report.text_of(fields, self._statement, with_context=False))
            except Exception:
                return  # as psycopg2 says: they are silently dropped
        if type(self.notices) is list:
            del self.notices[:-_KEPT_NOTICES]

    def _hand_notifications_on(self) -> None:
        for notification in self._session.take_notifications():
            try:
                self.notifies.append(Notify(*notification))
            except Exception:
                continue  # as psycopg2 says: it is silently dropped


for _class in _exceptions.DB_API:
    setattr(connection, _class.__name__, _class)
setattr(connection, "async", connection.async_)
connection.__module__ = "psycopg2.extensions"
adopt(connection, ConnectionAttributes, Characteristics, Missing)
