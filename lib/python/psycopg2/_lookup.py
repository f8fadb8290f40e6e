"""Questions to the catalogue that the user does not see: after them a transaction is open only if one was before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ._exceptions import ProgrammingError
from .extensions import STATUS_IN_TRANSACTION, cursor


def plain_cursor(conn_or_curs: Any) -> cursor:
    """A new cursor, of the plain kind, of a connection or of a cursor's connection."""
    if conn_or_curs is None:
        raise ProgrammingError("no connection or cursor provided")
    connection = conn_or_curs.connection if hasattr(conn_or_curs, "execute") else conn_or_curs
    return connection.cursor(cursor_factory=cursor)


@contextmanager
def looking_up(conn_or_curs: Any) -> Iterator[cursor]:
    """A cursor for questions; what it began is rolled back."""
    asking = plain_cursor(conn_or_curs)
    connection = asking.connection
    status = connection.status
    yield asking
    if status != STATUS_IN_TRANSACTION and not connection.autocommit:
        connection.rollback()


def find_type(conn_or_curs: Any, name: str, select: str) -> list[tuple[Any, ...]]:
    """Rows about the type `name`: of the schema that it names, else of public, else wherever the search path leads.

    `select` is the query, with `{}` for the condition; in it `t` is pg_type and `ns` its pg_namespace.
    """
    schema, _, plain = name.rpartition(".")
    with looking_up(conn_or_curs) as asking:
        asking.execute(select.format("t.typname = %s AND ns.nspname = %s"), (plain, schema or "public"))
        return asking.fetchall() or _find_on_path(asking, name, select)


def _find_on_path(asking: cursor, name: str, select: str) -> list[tuple[Any, ...]]:
    """A name that leads nowhere is an error in SQL: the user's transaction must outlive it."""
    in_transaction = asking.connection.status == STATUS_IN_TRANSACTION
    if in_transaction:
        asking.execute("SAVEPOINT register_type")
    try:
        asking.execute(select.format("t.oid = %s::regtype"), (name,))
        return asking.fetchall()
    except ProgrammingError:
        return []
    finally:
        if in_transaction:
            asking.execute("ROLLBACK TO SAVEPOINT register_type")
