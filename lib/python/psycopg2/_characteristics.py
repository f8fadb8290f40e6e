"""How the next transactions are to be: isolation level, read only, deferrable, and whether there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _constants
from ._exceptions import ProgrammingError

if TYPE_CHECKING:
    from ._connection import connection

_LEVELS = {
    _constants.ISOLATION_LEVEL_READ_COMMITTED: "READ COMMITTED",
    _constants.ISOLATION_LEVEL_REPEATABLE_READ: "REPEATABLE READ",
    _constants.ISOLATION_LEVEL_SERIALIZABLE: "SERIALIZABLE",
    _constants.ISOLATION_LEVEL_READ_UNCOMMITTED: "READ UNCOMMITTED",
}
_UNCHANGED: Any = object()


class Characteristics:
    """The part of a connection that says how its transactions are. None stands for what the server takes by default."""

    __slots__ = ()

    _isolation_level: int | None
    _readonly: bool | None
    _deferrable: bool | None
    _autocommit: bool

    @property
    def autocommit(self) -> bool:
        """True: no transaction is begun for statements; each has its effect at once."""
        return self._autocommit

    @autocommit.setter
    def autocommit(self: connection, value: object) -> None:
        self._check_settable()
        self._set(autocommit=bool(value))

    @property
    def isolation_level(self) -> int | None:
        """The isolation level of the next transactions, `ISOLATION_LEVEL_…` or its SQL name; None: the server's."""
        return self._isolation_level

    @isolation_level.setter
    def isolation_level(self: connection, value: object) -> None:
        self._check_settable()
        self._set(isolation_level=None if value is None else _level(value))

    @property
    def readonly(self) -> bool | None:
        """Whether the next transactions are read only; None: as the server has it."""
        return self._readonly

    @readonly.setter
    def readonly(self: connection, value: object) -> None:
        self._check_settable()
        self._set(readonly=_choice(value))

    @property
    def deferrable(self) -> bool | None:
        """Whether the next transactions are deferrable; None: as the server has it."""
        return self._deferrable

    @deferrable.setter
    def deferrable(self: connection, value: object) -> None:
        self._check_settable()
        self._set(deferrable=_choice(value))

    def set_session(
        self: connection,
        isolation_level: object = None,
        readonly: object = None,
        deferrable: object = None,
        autocommit: object = None,
    ) -> None:
        """Set one or more parameters for the next transactions. None leaves one as it is; "default" is the server's."""
        self._check_settable()
        self._set(
            isolation_level=_UNCHANGED if isolation_level is None else _level(isolation_level),
            readonly=_UNCHANGED if readonly is None else _choice(readonly),
            deferrable=_UNCHANGED if deferrable is None else _choice(deferrable),
            autocommit=self._autocommit if autocommit is None else bool(autocommit),
        )

    def set_isolation_level(self: connection, level: object, /) -> None:
        """Switch isolation level to ``level``, 0 being autocommit. Rolls back what is under way."""
        self._check_open()
        if isinstance(level, int) and not 0 <= level <= 4:
            raise ValueError("isolation level must be between 0 and 4")
        self.rollback()
        if level == _constants.ISOLATION_LEVEL_AUTOCOMMIT and level is not None:
            self._set(autocommit=True)
        else:
            self._set(isolation_level=None if level is None else _level(level), autocommit=False)

    def _begin_statement(self) -> bytes:
        """The BEGIN of the next transaction."""
        words = ["BEGIN"]
        if self._isolation_level is not None:
            words.append(f"ISOLATION LEVEL {_LEVELS[self._isolation_level]}")
        if self._readonly is not None:
            words.append("READ ONLY" if self._readonly else "READ WRITE")
        if self._deferrable is not None:
            words.append("DEFERRABLE" if self._deferrable else "NOT DEFERRABLE")
        return " ".join(words).encode()

    def _check_settable(self: connection) -> None:
        self._check_open()
        if self._status != _constants.STATUS_READY:
            raise ProgrammingError("set_session cannot be used inside a transaction")

    def _set(
        self: connection,
        isolation_level: Any = _UNCHANGED,
        readonly: Any = _UNCHANGED,
        deferrable: Any = _UNCHANGED,
        autocommit: bool | None = None,
    ) -> None:
        """Without BEGIN the session's own defaults must say it; where there will be a BEGIN again, they are let go."""
        if autocommit is None:
            autocommit = self._autocommit
        if autocommit:
            self._set_default("isolation", isolation_level)
            self._set_default("read_only", readonly)
            self._set_default("deferrable", deferrable)
        elif self._autocommit:
            self._set_default("isolation", _UNCHANGED if self._isolation_level is None else None)
            self._set_default("read_only", _UNCHANGED if self._readonly is None else None)
            self._set_default("deferrable", _UNCHANGED if self._deferrable is None else None)
        self._autocommit = autocommit
        if isolation_level is not _UNCHANGED:
            self._isolation_level = isolation_level
        if readonly is not _UNCHANGED:
            self._readonly = readonly
        if deferrable is not _UNCHANGED:
            self._deferrable = deferrable

    def _set_default(self: connection, name: str, value: Any) -> None:
        if value is _UNCHANGED:
            return
        if value is None:
            text = "DEFAULT"
        elif isinstance(value, bool):
            text = "'on'" if value else "'off'"
        else:
            text = f"'{_LEVELS[value]}'"
        self._command(f"SET default_transaction_{name} TO {text}".encode())


def _level(value: object) -> int | None:
    """An isolation level given as a number or by its SQL name."""
    if isinstance(value, int):
        if value not in _LEVELS:
            raise ValueError("isolation_level must be between 1 and 4")
        return int(value)
    name = value.decode() if isinstance(value, bytes) else value
    if not isinstance(name, str):
        raise TypeError(f"Expected bytes or unicode string, got {type(value).__name__} instead")
    if name.lower() == "default":
        return None
    for level, known in _LEVELS.items():
        if known == name.upper():
            return level
    raise ValueError(f"bad value for isolation_level: '{name}'")


def _choice(value: object) -> bool | None:
    if value is None:
        return None
    if isinstance(value, str):
        if value.lower() != "default":
            raise ValueError(f"the only string accepted is 'default'; got {value}")
        return None
    return bool(value)
