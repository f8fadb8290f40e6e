"""Parameters in queries, merged without a connection. Errors and their words are those of psycopg2 2.9.5."""

import collections
import unittest

import psycopg2
from psycopg2._merge import merge

MERGED = [
    (b"%s", (1,), b"1"),
    (b"%s, %s", [1, None], b"1, NULL"),
    (b"%s%s", "ab", b"'a''b'"),
    (b"%s", b"a", b"97"),
    (b"%s %s", range(2), b"0 1"),
    (b"%s", collections.UserList([1]), b"1"),
    (b"%(a)s %(b)s %(a)s", {"a": 1, "b": "x"}, b"1 'x' 1"),
    (b"%()s", {"": 1}, b"1"),
    ("%(é)s".encode(), {"é": 1}, b"1"),
    (b"%s %%", (1,), b"1 %"),
    (b"%%%s", (1,), b"%1"),
    (b"%%", (), b"%"),
    (b"%%s", (1,), b"%s"),
    (b"%%", None, b"%%"),
    (b"x", (1,), b"x"),
    (b"x", 5, b"x"),
    (b"a%sb", ("50%",), b"a'50%'b"),
]

REFUSED = [
    (b"%s", (), IndexError, "tuple index out of range"),
    (b"%s", [], IndexError, "list index out of range"),
    (b"%s", "", IndexError, "string index out of range"),
    (b"%s", (1, 2), TypeError, "not all arguments converted during string formatting"),
    (b"%s", {"a": 1}, TypeError, "dict is not a sequence"),
    (b"%s", {1}, TypeError, "'set' object does not support indexing"),
    (b"%s", 5, TypeError, "'int' object does not support indexing"),
    (b"%(a)s", (1,), TypeError, "tuple indices must be integers or slices, not str"),
    (b"%(b)s", {"a": 1}, KeyError, "'b'"),
    (b"%d", (1,), ValueError, "unsupported format character 'd' (0x64) at index 1"),
    (b"%(a)d", {"a": 1}, ValueError, "unsupported format character 'd' (0x64) at index 4"),
    (b"%5s", (1,), ValueError, "unsupported format character '5' (0x35) at index 1"),
    (b"% s", (1,), ValueError, "unsupported format character ' ' (0x20) at index 1"),
    (b"10%", (1,), ValueError, "incomplete format"),
    (b"%(a)", {"a": 1}, ValueError, "incomplete format"),
    (b"%s %(a)s", (1,), psycopg2.ProgrammingError, "argument formats can't be mixed"),
    (b"%(a)s %s", {"a": 1}, psycopg2.ProgrammingError, "argument formats can't be mixed"),
    (b"%(a", {"a": 1}, psycopg2.ProgrammingError, "incomplete placeholder: '%(' without ')'"),
    (b"%(a%s", {"a": 1}, psycopg2.ProgrammingError, "incomplete placeholder: '%(' without ')'"),
    (b"%s %d", (1, {}), psycopg2.ProgrammingError, "can't adapt type 'dict'"),
    (b"%s %(a)s", (), IndexError, "tuple index out of range"),
]


class MergeTest(unittest.TestCase):
    """Queries with parameters in them."""

    def test_merges_as_psycopg2(self):
        for query, args, merged in MERGED:
            with self.subTest(query=query, args=args):
                self.assertEqual(merge(query, args, None), merged)

    def test_refuses_as_psycopg2(self):
        for query, args, error, message in REFUSED:
            with self.subTest(query=query, args=args):
                with self.assertRaises(error) as caught:
                    merge(query, args, None)
                self.assertEqual(str(caught.exception), message)

    def test_a_value_is_never_a_placeholder(self):
        self.assertEqual(merge(b"%s %s", ("%s", "%(a)s"), None), b"'%s' '%(a)s'")

    def test_a_long_query_is_as_good_as_a_short_one(self):
        self.assertEqual(merge(b" " * 100_000 + b"%s", (1,), None), b" " * 100_000 + b"1")


if __name__ == "__main__":
    unittest.main()
