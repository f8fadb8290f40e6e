"""A cursor: executes statements on its connection and holds the result of the last one."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from . import _constants, _copy, _exceptions, _interrupt, _merge, _typecast
from ._adapt_text import quote_ident
from ._column import Column
from ._copy import CopyFile, Copying
from ._cursor_attributes import CursorAttributes
from ._fetching import Fetching
from ._named_cursor import NamedCursor
from ._naming import adopt
from ._rows import RowReader

if TYPE_CHECKING:
    from ._connection import connection
    from ._session import Result


class cursor(CursorAttributes, Fetching, Copying):
    """A database cursor."""

    __slots__ = (
        "_connection",
        "_named",
        "_is_closed",
        "_reader",
        "_row",
        "_rowcount",
        "_ahead",
        "_ahead_from",
        "_query",
        "_statusmessage",
        "_description",
        "_arraysize",
        "_itersize",
        "row_factory",
        "tzinfo_factory",
        "string_types",
        "binary_types",
        "__weakref__",
    )

    def __init__(self, conn: connection, name: str | None = None) -> None:
        from ._connection import connection

        if not isinstance(conn, connection):
            raise TypeError(f"argument 1 must be psycopg2.extensions.connection, not {type(conn).__name__}")
        if isinstance(name, bytes):
            name = name.decode(conn._python_encoding)
        elif not isinstance(name, str | None):
            raise TypeError(f"Expected bytes or unicode string, got {type(name).__name__} instead")
        conn._check_open()
        self._connection = conn
        self._named = None if name is None else NamedCursor(name, conn._mark)

    def execute(self, query: Any, vars: Sequence[Any] | Mapping[str, Any] | None = None) -> None:
        """execute(query, vars=None) -- Execute query with bound vars."""
        self._check_open()
        connection = self._connection
        if self._named:
            self._named.check_executable(connection._mark, connection._status, connection._autocommit)
        sql = self._merged(query, vars)
        if self._named:
            sql = self._named.declare(sql, connection._python_encoding)
        self._execute_bytes(sql)

    def executemany(self, query: Any, vars_list: Iterable[Any]) -> None:
        """executemany(query, vars_list) -- Execute many queries with bound vars."""
        self._check_open()
        if self._named:
            raise _exceptions.ProgrammingError("can't call .executemany() on named cursors")
        sql = self._to_bytes(query)
        total = 0
        for variables in vars_list:
            # Not self.execute: a subclass has not been asked, as in psycopg2.
            cursor.execute(self, sql, variables)
            is_counted = total >= 0 and self._rowcount >= 0
            total = total + self._rowcount if is_counted else -1
        self._forget()
        self._rowcount = total

    def callproc(self, procname: str, parameters: Any = None, /) -> Any:
        """callproc(procname, parameters=None) -- Execute stored procedure. Returns parameters, unless by name."""
        self._check_open()
        if self._named:
            raise _exceptions.ProgrammingError("can't call .callproc() on named cursors")
        if parameters is None:
            places, values = "", None
        elif isinstance(parameters, dict):
            names = [quote_ident(name, self._connection) for name in parameters]
            places = ",".join(name.replace("%", "%%") + ":=%s" for name in names)
            values = list(parameters.values())
        else:
            places, values = ",".join(["%s"] * len(parameters)), parameters
        cursor.execute(self, f"SELECT * FROM {procname}({places})", values)
        return None if values and isinstance(parameters, dict) else parameters

    def mogrify(self, query: Any, vars: Sequence[Any] | Mapping[str, Any] | None = None) -> bytes:
        """mogrify(query, vars=None) -> bytes -- Return query after vars binding, as it would be sent."""
        return self._merged(query, vars)

    def close(self) -> None:
        """close() -- Close the cursor."""
        if self._is_closed:
            return
        connection = self._connection
        is_usable = connection is not None and not connection.closed and connection._session.status in ("I", "T")
        if self._named and is_usable and self._is_there():
            self._named.check(connection._mark)
            self._execute_own(self._named.close())
        self._is_closed = True

    def cast(self, oid: int, s: Any, /) -> Any:
        """cast(oid, s) -> value -- Convert the string s to a Python object according to its oid."""
        return _typecast.caster(oid, self)(s, self)

    def nextset(self) -> NoReturn:
        """nextset() -- Not supported by PostgreSQL: the results of one statement only are kept."""
        self._check_open()
        raise _exceptions.NotSupportedError("not supported by PostgreSQL")

    def setinputsizes(self, sizes: Any, /) -> None:
        """setinputsizes(sizes) -- Does nothing, as DB-API 2.0 allows."""
        self._check_open()

    def setoutputsize(self, size: int, column: int | None = None, /) -> None:
        """setoutputsize(size, column=None) -- Does nothing, as DB-API 2.0 allows."""
        operator.index(size)
        self._check_open()

    def __enter__(self) -> cursor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<cursor object at 0x{id(self):x}; closed: {-1 if self._is_closed else 0}>"

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("cannot pickle 'psycopg2.extensions.cursor' object")

    def _check_open(self) -> None:
        connection = self._connection
        if connection is None:
            raise _exceptions.InterfaceError("the cursor has no connection")
        if self._is_closed or connection.closed:
            raise _exceptions.InterfaceError("cursor already closed")

    def _to_bytes(self, query: Any) -> bytes:
        """A statement given as text, as bytes or as an object of `sql`, in the connection's encoding."""
        if hasattr(query, "as_string"):
            query = query.as_string(self)
        if not query:
            raise _exceptions.ProgrammingError("can't execute an empty query")
        if isinstance(query, bytes):
            return query
        if isinstance(query, str):
            return query.encode(self._connection._python_encoding if self._connection else "utf_8")
        raise TypeError(f"argument 1 must be a string or unicode object: got {type(query).__name__} instead")

    def _merged(self, query: Any, vars: Any) -> bytes:
        sql = self._to_bytes(query)
        return sql if vars is None else _merge.merge(sql, vars, self._connection)

    def _execute_bytes(self, sql: bytes, file: CopyFile | None = None) -> None:
        """Executes a statement, which is remembered as the cursor's query; a COPY's data is `file`'s."""
        self._forget()
        self._query = sql
        if self._named:
            self._named.is_used = True
        connection = self._connection
        with connection._lock, _interrupt.Exchange():
            connection._begin(self)
            self._run(sql, file)

    def _execute_own(self, sql: str) -> None:
        """Executes a statement about a server-side cursor: the query stays what the user has executed."""
        self._forget()
        with self._connection._lock, _interrupt.Exchange():
            if self._connection._status != _constants.STATUS_BEGIN and not self.withhold:
                self._connection._begin(self)
            self._run(sql.encode(self._connection._python_encoding))

    def _run(self, sql: bytes, file: CopyFile | None = None) -> None:
        connection = self._connection
        result = connection._ask(sql)
        if result.copy is not None:
            if file is None:
                raise _copy.refuse(connection, result)
            result = file.serve(connection, result)
        connection._hand_notifications_on()
        if result.error is not None:
            raise connection._failure(result, self)
        if result.is_empty:
            raise _exceptions.ProgrammingError("can't execute an empty query")
        self._take(result)

    def _take(self, result: Result) -> None:
        self._statusmessage = "" if result.is_copied else result.tag
        if result.rows is not None and result.fields is not None:
            self._description = tuple(map(Column.of, result.fields))
            casters = [_typecast.caster(field.type_oid, self) for field in result.fields]
            self._reader = RowReader(result.rows, casters)
            self._rowcount = len(result.rows)
        else:
            count = (result.tag or "").rpartition(" ")[2]
            self._rowcount = int(count) if count.isdecimal() else -1

    def _is_there(self) -> bool:
        """Whether the server has the cursor. It has it when it was declared; who has not done so may still close it."""
        assert self._named is not None
        if self._named.is_used:
            return True
        result = self._connection._ask(self._named.look_up().encode(self._connection._python_encoding))
        return result.rows is not None and len(result.rows) > 0


cursor.__module__ = "psycopg2.extensions"
adopt(cursor, CursorAttributes, Fetching, Copying)
