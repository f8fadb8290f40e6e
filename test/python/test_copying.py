"""COPY to and from files of the user's."""

from __future__ import annotations

import io

import psycopg2
from database import DatabaseTest
from psycopg2 import errors


class Source:
    """A file that reads what it is given, piece by piece."""

    def __init__(self, *pieces: object) -> None:
        self._pieces = list(pieces)

    def read(self, size: int) -> object:
        piece = self._pieces.pop(0) if self._pieces else ""
        if isinstance(piece, Exception):
            raise piece
        return piece


class Sink:
    """A file that cannot be written."""

    def write(self, data: bytes) -> None:
        raise ZeroDivisionError


class CopyTest(DatabaseTest):
    """copy_from, copy_to, copy_expert."""

    def setUp(self) -> None:
        self.cur.execute("CREATE TEMP TABLE t (a int, b text)")
        self.conn.commit()

    def rows(self) -> list[tuple[int, str]]:
        self.cur.execute("SELECT * FROM t ORDER BY a")
        return self.cur.fetchall()

    def test_from_text_and_from_bytes(self) -> None:
        self.cur.copy_from(io.StringIO("1\té\n2\t\\N\n"), "t")
        self.assertEqual((self.cur.rowcount, self.cur.query[:14]), (2, b'COPY "t" FROM '))
        self.cur.copy_from(io.BytesIO("3\tü\n".encode()), "t")
        self.assertEqual(self.rows(), [(1, "é"), (2, None), (3, "ü")])

    def test_separators_and_columns(self) -> None:
        self.cur.copy_from(io.StringIO("x|1\nNULL|2\n"), "t", sep="|", null="NULL", columns=("b", "a"))
        self.assertEqual(self.rows(), [(1, "x"), (2, None)])
        out = io.StringIO()
        self.cur.copy_to(out, "t", sep=",", null="-", columns=["b"])
        self.assertEqual(out.getvalue(), "x\n-\n")

    def test_to_text_and_to_bytes(self) -> None:
        self.cur.execute("INSERT INTO t VALUES (1, 'é')")
        for out, expected in ((io.StringIO(), "1\té\n"), (io.BytesIO(), "1\té\n".encode())):
            self.cur.copy_to(out, "t")
            self.assertEqual((out.getvalue(), self.cur.rowcount), (expected, 1))

    def test_expert(self) -> None:
        self.cur.copy_expert("COPY t FROM STDIN (FORMAT csv)", io.StringIO('1,"a\nb"\n'))
        out = io.StringIO()
        self.cur.copy_expert("COPY (SELECT b, a FROM t) TO STDOUT (FORMAT csv, HEADER)", out)
        self.assertEqual(out.getvalue(), 'b,a\n"a\nb",1\n')

    def test_names_are_quoted(self) -> None:
        self.cur.execute('CREATE TEMP TABLE "a;b" ("c""d" int)')
        self.cur.copy_from(io.StringIO("1\n"), "a;b", columns=['c"d'])
        self.assertEqual(self.ask('SELECT "c""d" FROM "a;b"'), 1)

    def test_it_is_read_in_pieces_of_the_size(self) -> None:
        sizes = []

        class Sized(io.StringIO):
            def read(self, size: int = -1) -> str:
                sizes.append(size)
                return super().read(size)

        self.cur.copy_from(Sized("1\tx\n" * 10), "t", size=7)
        self.assertEqual((set(sizes), len(self.rows())), ({7}, 10))

    def test_much(self) -> None:
        self.cur.copy_from(io.StringIO("".join(f"{a}\t{'x' * 1000}\n" for a in range(3000))), "t")
        out = io.BytesIO()
        self.cur.copy_to(out, "t")
        self.assertEqual(len(out.getvalue().splitlines()), 3000)

    def test_bad_data(self) -> None:
        with self.assertRaises(errors.InvalidTextRepresentation) as caught:
            self.cur.copy_from(io.StringIO("1\tx\ny\tx\n"), "t")
        self.assertIn('CONTEXT:  COPY t, line 2, column a: "y"\n', str(caught.exception))
        self.assertEqual(self.cur.rowcount, -1)
        self.conn.rollback()
        self.assertEqual(self.rows(), [])

    def test_a_source_that_fails(self) -> None:
        for source, reason in (
            (Source("1\tx\n", ValueError("boo")), "error in .read() call: ValueError boo"),
            (Source("1\tx\n", 5), "error in .read() call"),
        ):
            with self.assertRaises(errors.QueryCanceled) as caught:
                self.cur.copy_from(source, "t")
            self.assertEqual(caught.exception.diag.message_primary, f"COPY from stdin failed: {reason}")
            self.conn.rollback()

    def test_a_sink_that_fails(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            self.cur.copy_expert("COPY (SELECT generate_series(1, 100000)) TO STDOUT", Sink())
        self.conn.rollback()
        self.assertEqual(self.rows(), [])

    def test_what_is_no_file(self) -> None:
        self.assertRaises(TypeError, self.cur.copy_from, 5, "t")
        self.assertRaises(TypeError, self.cur.copy_to, 5, "t")
        self.assertRaises(TypeError, self.cur.copy_expert, "COPY t TO STDOUT", None)

    def test_execute_does_not_copy(self) -> None:
        for query, name in (("COPY t FROM STDIN", "FROM"), ("COPY (SELECT generate_series(1, 9999)) TO STDOUT", "TO")):
            with self.assertRaisesRegex(psycopg2.ProgrammingError, f"can't execute COPY {name}: use the"):
                self.cur.execute(query)
            self.conn.rollback()
            self.assertEqual(self.ask("SELECT 1"), 1)
