"""Connection strings, and what connecting says when it fails: libpq's words, as psycopg2 2.9.5 passes them on."""

from __future__ import annotations

import unittest

import psycopg2
from database import DSN, DatabaseTest
from psycopg2.extensions import make_dsn, parse_dsn
from scripted_server import ScriptedServer, message, ready, report, welcome

NO_SERVER = "Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n"


class ParseTest(unittest.TestCase):
    """parse_dsn."""

    def test_reads(self) -> None:
        for dsn, expected in (
            ("", {}),
            ("dbname=test user=tester", {"dbname": "test", "user": "tester"}),
            ("dbname = 'it\\'s' user=  x\\ y port=", {"dbname": "it's", "user": "x y", "port": ""}),
            ("dbname=a=b", {"dbname": "a=b"}),
            ("dbname=a dbname=b", {"dbname": "b"}),
            ("dbname=a\\", {"dbname": "a"}),
            ("postgresql://u:p%20w@h:5433/db?connect_timeout=10", {
                "user": "u", "password": "p w", "host": "h", "port": "5433", "dbname": "db", "connect_timeout": "10",
            }),
            ("postgres:///db?host=/tmp&ssl=true", {"dbname": "db", "host": "/tmp", "sslmode": "require"}),
            ("postgresql://[::1]:55/db", {"host": "::1", "port": "55", "dbname": "db"}),
            ("postgresql://a,b:5/db", {"host": "a,b", "port": ",5", "dbname": "db"}),
            ("postgresql://u:pw:x@h/db", {"user": "u", "password": "pw:x", "host": "h", "dbname": "db"}),
            ("postgresql://u@h:/?", {"user": "u", "host": "h"}),
        ):  # fmt: skip
            with self.subTest(dsn):
                self.assertEqual(parse_dsn(dsn), expected)

    def test_refuses(self) -> None:
        for dsn, message_ in (
            ("foo", 'missing "=" after "foo" in connection info string'),
            ("foo bar=x", 'missing "=" after "foo" in connection info string'),
            ("dbname='foo", "unterminated quoted string in connection info string"),
            ("foo=bar", 'invalid connection option "foo"'),
            ("= x", 'invalid connection option ""'),
            ("postgresql://h/db?foo=1", 'invalid URI query parameter: "foo"'),
            ("postgresql://h/db?a", 'missing key/value separator "=" in URI query parameter: "a"'),
            ("postgresql://h/db?a=b=c", 'extra key/value separator "=" in URI query parameter: "a"'),
            ("postgresql://u:p%2@h/db", 'invalid percent-encoded token: "p%2"'),
            ("postgresql://%00@h/db", 'forbidden value %00 in percent-encoded value: "%00"'),
            ("postgresql://[]/db", 'IPv6 host address may not be empty in URI: "postgresql://[]/db"'),
            (
                "postgresql://[::1",
                'end of string reached when looking for matching "]" in IPv6 host address in URI: "postgresql://[::1"',
            ),
            (
                "postgresql://[::1]x/db",
                'unexpected character "x" at position 19 in URI (expected ":" or "/"): "postgresql://[::1]x/db"',
            ),
        ):
            with self.subTest(dsn), self.assertRaises(psycopg2.ProgrammingError) as caught:
                parse_dsn(dsn)
            self.assertEqual(str(caught.exception), f"invalid dsn: {message_}\n")


class MakeTest(unittest.TestCase):
    """make_dsn."""

    def test_makes(self) -> None:
        self.assertEqual(make_dsn(), "")
        self.assertEqual(make_dsn(dbname="a b", password="x'\\y", port=5), "dbname='a b' password=x\\'\\\\y port=5")
        self.assertEqual(make_dsn("dbname=a", dbname="b", user="c"), "dbname=b user=c")
        self.assertEqual(make_dsn("dbname=a", database="b"), "dbname=b")
        self.assertEqual(make_dsn("dbname=a", user=None), "dbname=a")
        self.assertEqual(make_dsn("postgresql://h/db"), "postgresql://h/db")
        self.assertEqual(make_dsn("postgresql://h/db", password=""), "dbname=db host=h password=''")

    def test_refuses(self) -> None:
        self.assertRaises(TypeError, make_dsn, database="a", dbname="b")
        self.assertRaises(psycopg2.ProgrammingError, make_dsn, "dbname=a", nosuch="b")


class RefusedTest(DatabaseTest):
    """Nobody there, or nobody who lets us in."""

    def refusal(self, **parameters: object) -> str:
        with self.assertRaises(psycopg2.OperationalError) as caught:
            psycopg2.connect(DSN, **parameters)
        self.assertIsNone(caught.exception.pgcode)
        return str(caught.exception)

    def test_wrong_port(self) -> None:
        where = 'connection to server at "localhost" (127.0.0.1), port 1 failed: '
        self.assertEqual(self.refusal(host="localhost", port=1), where + NO_SERVER)
        self.assertEqual(
            self.refusal(host="127.0.0.1,localhost", port="1,2"),
            f'connection to server at "127.0.0.1", port 1 failed: {NO_SERVER}'
            f'connection to server at "localhost" (127.0.0.1), port 2 failed: {NO_SERVER}',
        )

    def test_wrong_host(self) -> None:
        self.assertEqual(
            self.refusal(host="nohost.invalid"),
            'could not translate host name "nohost.invalid" to address: Name or service not known\n',
        )

    def test_no_unix_socket(self) -> None:
        self.assertEqual(
            self.refusal(host="/tmp", port=1),
            'connection to server on socket "/tmp/.s.PGSQL.1" failed: No such file or directory\n'
            "\tIs the server running locally and accepting connections on that socket?\n",
        )

    def test_wrong_parameters(self) -> None:
        for parameters, expected in (
            ({"port": "abc"}, 'invalid integer value "abc" for connection option "port"\n'),
            ({"port": "99999999"}, 'invalid port number: "99999999"\n'),
            ({"sslmode": "foo"}, 'invalid sslmode value: "foo"\n'),
            ({"service": "zz"}, 'definition of service "zz" not found\n'),
        ):
            self.assertEqual(self.refusal(**parameters), expected)

    def test_the_servers_refusal(self) -> None:
        for parameters, expected in (
            ({"user": "nobody"}, 'failed: FATAL:  role "nobody" does not exist\n'),
            ({"dbname": "nodb"}, 'failed: FATAL:  database "nodb" does not exist\n'),
            ({"sslmode": "require"}, "failed: server does not support SSL, but SSL was required\n"),
        ):
            self.assertTrue(self.refusal(**parameters).endswith(expected), self.refusal(**parameters))

    def test_asynchronous_connections_are_not_here(self) -> None:
        for name in ("async", "async_"):
            with self.assertRaisesRegex(psycopg2.NotSupportedError, "asynchronous connection"):
                psycopg2.connect(DSN, **{name: True})

    def test_a_server_that_hangs_up(self) -> None:
        def hang_up(kind: bytes, body: bytes) -> None:
            return None

        said = "port 5432 failed: server closed the connection unexpectedly"
        with ScriptedServer(hang_up), self.assertRaisesRegex(psycopg2.OperationalError, said):
            psycopg2.connect("user=x")


class PasswordTest(unittest.TestCase):
    """What the server may ask for."""

    def replies(self, request: bytes, wanted: bytes) -> ScriptedServer:
        def reply(kind: bytes, body: bytes) -> bytes:
            if not kind:
                return message(b"R", request)
            return welcome() if body == wanted else report(b"E", S="FATAL", C="28P01", M="wrong")

        return ScriptedServer(reply)

    def test_cleartext(self) -> None:
        with self.replies(b"\0\0\0\3", b"secret\0"):
            self.assertTrue(psycopg2.connect("user=u password=secret").info.used_password)

    def test_md5(self) -> None:
        # md5(md5("secret" + "u") + salt), worked out with md5sum.
        with self.replies(b"\0\0\0\5salt", b"md5f0e7c406521852962c8b0cf264d8bcbd\0") as server:
            with self.assertRaises(psycopg2.OperationalError):
                psycopg2.connect("user=u password=other")
            psycopg2.connect("user=u password=secret")
        self.assertEqual([kind for kind, _ in server.heard[:4]], [b"", b"p", b"", b"p"])

    def test_none_was_given(self) -> None:
        with self.replies(b"\0\0\0\3", b""), self.assertRaisesRegex(psycopg2.OperationalError, "no password supplied"):
            psycopg2.connect("user=u")

    def test_unknown_method(self) -> None:
        with self.replies(b"\0\0\0\x0a", b""), self.assertRaisesRegex(psycopg2.OperationalError, "SCRAM"):
            psycopg2.connect("user=u password=secret")

    def test_it_is_obscured(self) -> None:
        with ScriptedServer(lambda kind, body: welcome() if not kind else ready()):
            connection = psycopg2.connect("user=u password=secret")
            self.assertEqual(connection.dsn, "user=u password=xxx")
            self.assertNotIn("password", connection.get_dsn_parameters())
            self.assertNotIn("secret", repr(connection))
