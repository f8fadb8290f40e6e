"""The protocol at its edges: bytes in any pieces, and bytes that no server should send."""

from __future__ import annotations

import random
import struct
import unittest

import psycopg2
from psycopg2 import _scan, _steps
from scripted_server import ScriptedServer, columns, done, message, ready, report, row, welcome

ANSWER = (
    columns(23, 25)
    + row(b"1", b"x")
    + message(b"S", b"TimeZone\0UTC\0")
    + row(b"22", None)
    + report(b"N", S="NOTICE", M="n")
    + row(None, b"")
    + message(b"A", struct.pack("!I", 3) + b"channel\0payload\0")
    + done(b"SELECT 3")
    + ready()
)


def answering(answer: bytes | None, chunk: int = 1 << 20) -> ScriptedServer:
    """A server that lets everybody in and has one answer to all statements."""
    return ScriptedServer(lambda kind, body: welcome() if not kind else answer if kind == b"Q" else b"", chunk)


def execute(server: ScriptedServer, query: str = "SELECT 1") -> psycopg2.extensions.cursor:
    """A cursor that has executed a statement there, outside of a transaction."""
    with server:
        connection = psycopg2.connect("user=u")
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(query)
        return cursor


class PiecesTest(unittest.TestCase):
    """The stream may be cut anywhere."""

    def test_pieces_of_every_size(self) -> None:
        for chunk in range(1, len(ANSWER) + 2):
            cursor = execute(answering(ANSWER, chunk))
            self.assertEqual(cursor.fetchall(), [(1, "x"), (22, None), (None, "")])
            self.assertEqual(cursor.connection.notices, ["NOTICE:  n\n"])
            self.assertEqual([tuple(notify) for notify in cursor.connection.notifies], [(3, "channel")])
            self.assertEqual(cursor.connection.get_parameter_status("TimeZone"), "UTC")

    def test_a_long_value_in_small_pieces(self) -> None:
        value = b"v" * 200_000
        cursor = execute(answering(columns(25) + row(value) + done(b"SELECT 1") + ready(), 1000))
        self.assertEqual(cursor.fetchone(), (value.decode(),))

    def test_an_end_anywhere(self) -> None:
        for end in range(len(ANSWER)):
            answers = iter([ANSWER[:end], None])

            def reply(kind: bytes, body: bytes, answers: object = answers) -> bytes | None:
                return welcome() if not kind else next(answers)

            server = ScriptedServer(reply)
            with server:
                connection = psycopg2.connect("user=u")
                connection.autocommit = True
                # The second message makes the server hang up.
                connection._session.transport.send(memoryview(message(b"Q", b"\0") + message(b"Q", b"\0")))
                with self.assertRaisesRegex(psycopg2.OperationalError, "server closed the connection unexpectedly"):
                    connection._run(_steps.finish(connection._session))
                self.assertEqual(connection.closed, 2)


class HostileTest(unittest.TestCase):
    """A server that does not keep to the protocol loses its client, who says why."""

    def refused(self, answer: bytes, words: str) -> None:
        server = answering(answer)
        with server:
            connection = psycopg2.connect("user=u")
            connection.autocommit = True
            with self.assertRaisesRegex(psycopg2.OperationalError, words):
                connection.cursor().execute("SELECT 1")
            self.assertEqual(connection.closed, 2)

    def test_lengths(self) -> None:
        self.refused(b"Z\0\0\0\3", 'lost synchronization with server: got message type "Z", length 3')
        self.refused(b"Q\x7f\0\0\0", 'lost synchronization with server: got message type "Q"')
        self.refused(b"HTTP/1.1 400\r\n", 'lost synchronization with server: got message type "H"')

    def test_bodies(self) -> None:
        for answer, kind in (
            (message(b"T", b"\0\1c\0"), "T"),
            (message(b"T", b"\0\0more"), "T"),
            (message(b"C", b"no end"), "C"),
            (message(b"Z", b"?"), "Z"),
            (message(b"S", b"one\0"), "S"),
            (message(b"A", b"\0\0"), "A"),
            (columns(23) + row(b"1", b"2"), "D"),
            (columns(23) + message(b"D", b"\0\1\0\0\0\x09x"), "D"),
            (columns(23) + message(b"D", b"\0\1\0\0\0\1xmore"), "D"),
            (columns(23) + message(b"D", b"\0"), "D"),
        ):
            self.refused(answer, f'message contents do not agree with length in message type "{kind}"')

    def test_messages_out_of_place(self) -> None:
        for answer, kind in ((row(b"1"), "D"), (message(b"v"), "v"), (message(b"R", b"\0\0\0\0"), "R")):
            self.refused(answer, f'unexpected response from server; first received character was "{kind}"')

    def test_a_nul_in_a_value(self) -> None:
        rows = b"".join(row(value) for value in (b"a\0b", b"c"))
        cursor = execute(answering(columns(25) + rows + done(b"SELECT 2") + ready()))
        self.assertRaises(psycopg2.OperationalError, cursor.fetchall)

    def test_binary_values(self) -> None:
        cursor = execute(answering(columns(17, binary=True) + row(b"\0\1") + done(b"FETCH 1") + ready()))
        self.assertEqual(len(cursor.description), 1)

    def test_random_bytes(self) -> None:
        dice = random.Random(7)
        for _ in range(2000):
            noise = bytearray(ANSWER)
            for _ in range(dice.randrange(1, 6)):
                noise[dice.randrange(len(noise))] = dice.randrange(256)
            try:
                execute(answering(bytes(noise), dice.randrange(1, 90))).fetchall()
            except (psycopg2.Error, ValueError):
                continue  # ValueError: text that is no number
            except AssertionError as error:
                self.assertEqual(str(error), "it would wait for ever")  # for the rest of a message, as it should


class ScanTest(unittest.TestCase):
    """Rows read column by column."""

    def test_it_stops_before_what_is_no_whole_row(self) -> None:
        rows = [row(b"a", b"1"), row(None, b""), row(b"b", None)]
        data = b"junk" + b"".join(rows)
        for tail in (
            b"",
            rows[0][:-1],
            row(b"1", b"2", b"3"),
            done(b"SELECT 3"),
            message(b"D", b"\0\2\0\0\0\1a\0\0\0\7b"),
        ):
            end, count, joined, nulls = _scan.scan_rows(data + tail, 4, 2)
            self.assertEqual((end, count), (len(data), 3))
            self.assertEqual([bytes(column) for column in joined], [b"a\0\0b", b"1\0\0"])
            self.assertEqual([list(column) for column in nulls], [[1], [2]])

    def test_none(self) -> None:
        self.assertEqual(_scan.scan_rows(b"", 0, 1)[:2], (0, 0))
        self.assertEqual(_scan.scan_rows(ready(), 0, 1)[:2], (0, 0))
