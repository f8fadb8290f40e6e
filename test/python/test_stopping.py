"""Stop in a wait for the server: the statement is cancelled, the answer read to its end, the connection kept."""

from __future__ import annotations

import io
import unittest

import psycopg2
from psycopg2 import _interrupt, extensions
from scripted_server import ScriptedServer, columns, done, message, ready, report, row, welcome

CANCELED = report(b"E", S="ERROR", C="57014", M="canceling statement due to user request")


def reply(kind: bytes, body: bytes) -> bytes:
    """Statements with "hang" are never answered, a COPY begins, others are."""
    if not kind:
        return welcome()
    if b"hang" in body:
        return b""
    if b"COPY" in body:
        return message(b"G", b"\0\0\0")
    if kind == b"f":
        return CANCELED + ready(b"E")
    if kind != b"Q":
        return b""
    tag = body.split()[0].strip(b"\0")
    return done(tag) + ready(b"I" if tag in (b"ROLLBACK", b"COMMIT") else b"T")


class StopTest(unittest.TestCase):
    """A connection in a transaction, and a Stop at a chosen moment."""

    def setUp(self) -> None:
        self.server = ScriptedServer(reply)
        self.server.on_cancel = lambda: CANCELED + ready(b"E")
        self.enterContext(self.server)
        self.conn = psycopg2.connect("user=u")
        self.cur = self.conn.cursor()

    def next_wait(self) -> int:
        return self.conn._session.transport._waits

    def check_usable(self) -> None:
        self.assertFalse(_interrupt.requested())
        self.assertEqual((self.conn.closed, self.server.cancels), (0, 1))
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INERROR)
        self.conn.rollback()
        self.cur.execute("SELECT")
        self.assertEqual(self.conn.get_transaction_status(), extensions.TRANSACTION_STATUS_INTRANS)

    def test_in_a_statement(self) -> None:
        self.cur.execute("SELECT")
        self.server.stop_at = self.next_wait()
        self.assertRaises(KeyboardInterrupt, self.cur.execute, "hang")
        self.check_usable()

    def test_rows_that_still_come_are_dropped(self) -> None:
        self.cur.execute("SELECT")
        rest = columns(23) + row(b"1") * 1000
        self.server.on_cancel = lambda: rest + CANCELED + ready(b"E")
        self.server.stop_at = self.next_wait()
        self.assertRaises(KeyboardInterrupt, self.cur.execute, "hang")
        self.check_usable()

    def test_python_has_seen_it_first(self) -> None:
        # The signal handler runs within the exchange, and only leaves a note.
        self.cur.execute("SELECT")
        notes = []
        self.server.replies = lambda kind, body: notes.append(_interrupt.defer()) or b""
        self.assertRaises(KeyboardInterrupt, self.cur.execute, "hang")
        self.server.replies = reply
        self.assertEqual(notes, [True])
        self.check_usable()

    def test_a_cancel_that_came_too_early_is_repeated(self) -> None:
        self.cur.execute("SELECT")
        answers = iter([b"", CANCELED + ready(b"E")])
        self.server.on_cancel = lambda: next(answers)
        transport = self.conn._session.transport
        wait, timeouts = transport.wait, []

        def wait_once(for_room: bool, timeout: float | None) -> int:
            timeouts.append(timeout)
            return 0 if self.server.cancels == 1 and not transport._out else wait(for_room, timeout)

        self.server.stop_at = self.next_wait()
        transport.wait = wait_once
        self.assertRaises(KeyboardInterrupt, self.cur.execute, "hang")
        self.assertEqual(self.server.cancels, 2)
        self.assertGreater(timeouts[-1], 0)
        self.assertEqual(self.conn.closed, 0)

    def test_in_begin(self) -> None:
        self.server.replies = lambda kind, body: b"" if b"BEGIN" in body else reply(kind, body)
        self.server.on_cancel = lambda: CANCELED + ready(b"I")
        self.server.stop_at = self.next_wait()
        self.assertRaises(KeyboardInterrupt, self.cur.execute, "SELECT")
        self.assertEqual(self.conn.status, extensions.STATUS_READY)
        self.assertNotIn((b"Q", b"SELECT\0"), self.server.heard)

    def test_in_a_copy(self) -> None:
        class Source(io.StringIO):
            def read(self, size: int = -1) -> str:
                _interrupt.defer()
                return "1\n"

        self.cur.execute("SELECT")
        self.assertRaises(KeyboardInterrupt, self.cur.copy_expert, "COPY", Source())
        self.assertEqual([kind for kind, _ in self.server.heard[-2:]], [b"d", b"f"])
        self.assertEqual((self.conn.closed, self.server.cancels), (0, 0))

    def test_at_the_end_of_a_statement(self) -> None:
        # The answer is there; nothing is left to cancel.
        self.server.replies = lambda kind, body: reply(kind, body) if _interrupt.defer() else b""
        self.assertRaises(KeyboardInterrupt, self.conn._command, b"SELECT")
        self.server.replies = reply
        self.assertEqual((self.conn.closed, self.conn._session.status), (0, "T"))

    def test_while_connecting(self) -> None:
        self.server.replies = lambda kind, body: b""
        self.server.stop_at = 0
        self.assertRaises(KeyboardInterrupt, psycopg2.connect, "user=u")
        self.assertEqual(self.server.cancels, 0)

    def test_outside_of_an_exchange(self) -> None:
        self.assertFalse(_interrupt.defer())
        self.assertFalse(_interrupt.requested())
