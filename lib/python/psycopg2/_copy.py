"""COPY between a file of the user's and the server: what copy_from, copy_to and copy_expert do."""

from __future__ import annotations

import io
import operator
from typing import TYPE_CHECKING, Any

from . import _interrupt, _messages, _steps
from ._adapt import quote
from ._adapt_text import quote_ident
from ._exceptions import ProgrammingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._connection import connection
    from ._session import Result

_SIZE = 8192
_KIND = "file must be a readable file-like object for COPY FROM; a writable file-like object for COPY TO."


class Copying:
    """The part of a cursor that copies."""

    __slots__ = ()

    _connection: connection

    if TYPE_CHECKING:

        def _check_open(self) -> None: ...
        def _to_bytes(self, query: Any) -> bytes: ...
        def _execute_bytes(self, sql: bytes, file: CopyFile | None = None) -> None: ...

    def copy_from(
        self,
        file: Any,
        table: str,
        sep: str = "\t",
        null: str = "\\N",
        size: int = _SIZE,
        columns: Iterable[str] | None = None,
    ) -> None:
        """copy_from(file, table, sep='\\t', null='\\\\N', size=8192, columns=None) -- Copy table from file."""
        _check_method(file, "read")
        self._copy(file, table, "FROM stdin", sep, null, size, columns)

    def copy_to(
        self,
        file: Any,
        table: str,
        sep: str = "\t",
        null: str = "\\N",
        columns: Iterable[str] | None = None,
    ) -> None:
        """copy_to(file, table, sep='\\t', null='\\\\N', columns=None) -- Copy table to file."""
        _check_method(file, "write")
        self._copy(file, table, "TO stdout", sep, null, _SIZE, columns)

    def copy_expert(self, sql: Any, file: Any, size: int = _SIZE) -> None:
        """copy_expert(sql, file, size=8192) -- Submit a user-composed COPY statement."""
        size = operator.index(size)
        self._check_open()
        statement = self._to_bytes(sql)
        if not (callable(getattr(file, "read", None)) or callable(getattr(file, "write", None))):
            raise TypeError(_KIND)
        self._execute_bytes(statement, CopyFile(file, size, self._connection._python_encoding))

    def _copy(
        self, file: Any, table: str, way: str, sep: str, null: str, size: int, columns: Iterable[str] | None
    ) -> None:
        for position, text in ((3, sep), (4, null)):
            if not isinstance(text, str):
                shown = "None" if text is None else type(text).__name__
                raise TypeError(f"argument {position} must be str, not {shown}")
        size = operator.index(size)
        connection = self._connection
        codec = connection._python_encoding
        target = quote_ident(table, connection)
        if columns is not None:
            target += f"({','.join(quote_ident(name, connection) for name in columns)})"
        self._check_open()
        sql = b"COPY %b %b WITH DELIMITER AS %b NULL AS %b" % (
            target.encode(codec),
            way.encode(),
            quote(sep, connection),
            quote(null, connection),
        )
        self._execute_bytes(sql, CopyFile(file, size, codec))


class CopyFile:
    """The file that a COPY reads or writes, and how much is read at once."""

    __slots__ = ("_file", "_size", "_codec")

    def __init__(self, file: Any, size: int, codec: str) -> None:
        self._file = file
        self._size = size
        self._codec = codec

    def serve(self, connection: connection, result: Result) -> Result:
        """Moves all data of the COPY that `result` has begun; the result of the whole."""
        with _interrupt.Exchange():
            if result.copy == "in":
                self._send(connection)
            else:
                self._receive(connection)
            done: Result = connection._run(_steps.finish(connection._session))
            done.is_copied = True
            return done

    def _send(self, connection: connection) -> None:
        session = connection._session
        while not _interrupt.requested():
            try:
                data = self._file.read(self._size)
                if isinstance(data, str):
                    data = data.encode(self._codec)
                elif not isinstance(data, bytes):
                    raise _NotData
            except _NotData:
                return self._fail(connection, "error in .read() call")
            except Exception as error:
                return self._fail(connection, f"error in .read() call: {type(error).__name__} {error}")
            if not data:
                return connection._run(_steps.write_copy(session, _messages.COPY_DONE))
            connection._run(_steps.write_copy(session, _messages.copy_data(data)))
        session.is_stopping = True  # by what is sent now
        return self._fail(connection, "stopped")

    @staticmethod
    def _fail(connection: connection, reason: str) -> None:
        message = _messages.copy_fail(reason.encode(connection._python_encoding, "replace"))
        connection._run(_steps.write_copy(connection._session, message))

    def _receive(self, connection: connection) -> None:
        write = self._file.write
        as_text = isinstance(self._file, io.TextIOBase)
        session = connection._session
        while (data := connection._run(_steps.read_copy(session))) is not None:
            try:
                write(data.decode(self._codec) if as_text else data)
            except BaseException:
                # The rest is read and dropped, for the connection's sake.
                session.stop()
                connection._run(_steps.finish(session))
                raise


class _NotData(Exception):
    """A file has returned neither text nor bytes."""


def refuse(connection: connection, result: Result) -> ProgrammingError:
    """Brings a COPY to its end that was begun by `execute`, and gives the error to raise for it."""
    session = connection._session
    if result.copy == "in":
        CopyFile._fail(connection, "COPY needs copy_from() or copy_expert()")
    connection._run(_steps.finish(session))
    return ProgrammingError(
        "can't execute COPY FROM: use the copy_from() method instead"
        if result.copy == "in"
        else "can't execute COPY TO: use the copy_to() method instead"
    )


def _check_method(file: Any, name: str) -> None:
    if not callable(getattr(file, name, None)):
        raise TypeError(f"argument 1 must have a .{name}() method")
