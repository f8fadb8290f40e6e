"""Composition of SQL, as far as it needs no connection. Texts and errors are those of psycopg2 2.9.5."""

import unittest

from psycopg2 import sql
from psycopg2.sql import DEFAULT, NULL, SQL, Composable, Composed, Identifier, Literal, Placeholder


class FormatTest(unittest.TestCase):
    """SQL with braces."""

    def test_fills_braces(self):
        for template, args, named, text in (
            ("a {} b {}", (SQL("x"), SQL("y")), {}, "a x b y"),
            ("{1}{0}", (SQL("x"), SQL("y")), {}, "yx"),
            ("{n} {}", (SQL("x"),), {"n": NULL}, "NULL x"),
            ("{{}}", (), {}, "{}"),
            ("none", (SQL("unused"),), {}, "none"),
            ("{}", (Placeholder("p"),), {}, "%(p)s"),
        ):
            self.assertEqual(SQL(template).format(*args, **named).as_string(None), text)

    def test_refuses_what_it_cannot(self):
        part = SQL("x")
        for template, args, error, message in (
            ("{} {0}", (part,), ValueError, "cannot switch from automatic field numbering to manual"),
            ("{0} {}", (part,), ValueError, "cannot switch from manual field numbering to automatic"),
            ("{0!r}", (part,), ValueError, "no format conversion supported by SQL"),
            ("{0:<10}", (part,), ValueError, "no format specification supported by SQL"),
            ("{}", (), IndexError, "tuple index out of range"),
            ("{a}", (), KeyError, "'a'"),
            ("{}", (5,), TypeError, "Composed elements must be Composable, got 5 instead"),
        ):
            with self.subTest(template=template):
                with self.assertRaises(error) as caught:
                    SQL(template).format(*args)
                self.assertEqual(str(caught.exception), message)


class PartsTest(unittest.TestCase):
    """Parts and what they do together."""

    def test_shows_itself(self):
        for part, text in (
            (SQL("a"), "SQL('a')"),
            (Identifier("a", "b"), "Identifier('a', 'b')"),
            (Literal("a"), "Literal('a')"),
            (Placeholder(), "Placeholder()"),
            (Placeholder("a"), "Placeholder('a')"),
            (SQL("a") + Literal(1), "Composed([SQL('a'), Literal(1)])"),
            (DEFAULT, "SQL('DEFAULT')"),
        ):
            self.assertEqual(repr(part), text)

    def test_joins_and_repeats(self):
        self.assertEqual(SQL(", ").join(Placeholder() * 3).as_string(None), "%s, %s, %s")
        self.assertEqual(SQL(", ").join([]).as_string(None), "")
        self.assertEqual((SQL("a") + (SQL("b") + SQL("c"))).seq, [SQL("a"), SQL("b"), SQL("c")])
        self.assertEqual(Composed([SQL("a"), SQL("b")]).join(" ").as_string(None), "a b")
        self.assertEqual(len((Composed([SQL("a")]) * 2).seq), 2)

    def test_compares_by_what_it_holds(self):
        self.assertEqual(SQL("a"), SQL("a"))
        self.assertNotEqual(SQL("a"), Literal("a"))
        with self.assertRaises(TypeError):
            hash(SQL("a"))

    def test_only_parts_go_together(self):
        with self.assertRaises(TypeError):
            SQL("a") + "b"
        with self.assertRaisesRegex(TypeError, "must be a string or an SQL"):
            Composed([]).join(5)

    def test_refuses_wrong_contents(self):
        for make, message in (
            (lambda: SQL(5), "SQL values must be strings"),
            (lambda: Identifier(), "Identifier cannot be empty"),
            (lambda: Identifier("a", 5), "SQL identifier parts must be strings"),
            (lambda: Placeholder(5), "expected string or None as name, got 5"),
            (lambda: Composed([5]), "Composed elements must be Composable, got 5 instead"),
            (lambda: Literal(5).as_string(None), "context must be a connection or a cursor"),
            (lambda: Identifier("a").as_string(None), "argument 2 must be a connection or a cursor"),
        ):
            with self.assertRaises(TypeError) as caught:
                make()
            self.assertEqual(str(caught.exception), message)
        with self.assertRaisesRegex(ValueError, "invalid name"):
            Placeholder("a)")
        with self.assertRaises(NotImplementedError):
            Composable(5).as_string(None)

    def test_one_name_of_several_is_none(self):
        self.assertEqual(Identifier("a").string, "a")
        with self.assertRaises(AttributeError):
            _ = Identifier("a", "b").string
        self.assertEqual(sql.Identifier("a", "b").strings, ("a", "b"))


if __name__ == "__main__":
    unittest.main()
