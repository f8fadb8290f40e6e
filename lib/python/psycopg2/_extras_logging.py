"""Connections that log what they run: all of it, or what takes longer than a given time."""

from __future__ import annotations

import logging
import os
import time
from typing import Any

from ._encodings import encodings
from .extensions import connection, cursor


class LoggingConnection(connection):
    """A connection that logs all queries to a file or logger object. Call `initialize` first."""

    def initialize(self, logobj: Any) -> None:
        """Logs to `logobj`: an open text file, or a logger, which gets it as debug messages."""
        self._logobj = logobj
        is_logger = isinstance(logobj, (logging.Logger, logging.LoggerAdapter))
        self.log = self._logtologger if is_logger else self._logtofile

    def filter(self, msg: Any, curs: cursor) -> Any:
        """What to log of the query `msg`, in bytes; nothing if it is empty. For subclasses; this one takes all."""
        return msg

    def _logtofile(self, msg: Any, curs: cursor) -> None:
        msg = self.filter(msg, curs)
        if msg:
            self._logobj.write(self._text(msg) + os.linesep)

    def _logtologger(self, msg: Any, curs: cursor) -> None:
        msg = self.filter(msg, curs)
        if msg:
            self._logobj.debug(msg)

    def _text(self, msg: Any) -> str:
        return msg.decode(encodings[self.encoding], "replace") if isinstance(msg, bytes) else msg

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """As `connection.cursor`; ProgrammingError before `initialize`."""
        if not hasattr(self, "_logobj"):
            raise self.ProgrammingError("LoggingConnection object has not been initialize()d")
        kwargs.setdefault("cursor_factory", self.cursor_factory or LoggingCursor)
        return super().cursor(*args, **kwargs)


class LoggingCursor(cursor):
    """A cursor that logs queries using its connection logging facilities."""

    def execute(self, query: Any, vars: Any = None) -> None:
        """As `cursor.execute`."""
        try:
            return super().execute(query, vars)
        finally:
            self.connection.log(self.query, self)

    def callproc(self, procname: str, vars: Any = None) -> Any:
        """As `cursor.callproc`."""
        try:
            return super().callproc(procname, vars)
        finally:
            self.connection.log(self.query, self)


class MinTimeLoggingConnection(LoggingConnection):
    """A connection that logs queries that take longer than some milliseconds."""

    def initialize(self, logobj: Any, mintime: float = 0) -> None:
        """As `LoggingConnection.initialize`; queries of at most `mintime` milliseconds are not logged."""
        super().initialize(logobj)
        self._mintime = mintime

    def filter(self, msg: Any, curs: cursor) -> str | None:
        """The query with its time."""
        taken = (time.time() - curs.timestamp) * 1000
        if taken <= self._mintime:
            return None
        return f"{self._text(msg)}{os.linesep}  (execution time: {taken} ms)"

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        """As `LoggingConnection.cursor`."""
        kwargs.setdefault("cursor_factory", self.cursor_factory or MinTimeLoggingCursor)
        return super().cursor(*args, **kwargs)


class MinTimeLoggingCursor(LoggingCursor):
    """The cursor sub-class companion to `MinTimeLoggingConnection`."""

    def execute(self, query: Any, vars: Any = None) -> None:
        """As `cursor.execute`."""
        self.timestamp = time.time()
        return super().execute(query, vars)

    def callproc(self, procname: str, vars: Any = None) -> Any:
        """As `cursor.callproc`."""
        self.timestamp = time.time()
        return super().callproc(procname, vars)
