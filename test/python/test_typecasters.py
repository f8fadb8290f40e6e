"""What typecasters read. The right-hand sides are what psycopg2 2.9.5 reads, and so are the errors."""

import datetime as dt
import unittest
from decimal import Decimal

import psycopg2
from psycopg2 import extensions as ext

UTC = dt.timezone.utc
MINUS = dt.timezone(-dt.timedelta(hours=4, minutes=56, seconds=2))

READ = [
    (ext.INTEGER, "-5", -5),
    (ext.LONGINTEGER, "9223372036854775807", 2**63 - 1),
    (ext.FLOAT, "1e+20", 1e20),
    (ext.DECIMAL, "-1.50", Decimal("-1.50")),
    (ext.BOOLEAN, "t", True),
    (ext.BOOLEAN, "f", False),
    (ext.UNICODE, "é", "é"),
    (ext.PYDATE, "2024-02-29", dt.date(2024, 2, 29)),
    (ext.PYDATE, "infinity", dt.date.max),
    (ext.PYDATE, "-infinity", dt.date.min),
    (ext.PYDATETIME, "2024-02-29 01:02:03", dt.datetime(2024, 2, 29, 1, 2, 3)),
    (ext.PYDATETIME, "2024-02-29 01:02:03.4", dt.datetime(2024, 2, 29, 1, 2, 3, 400_000)),
    (ext.PYDATETIME, "infinity", dt.datetime.max),
    (ext.PYDATETIMETZ, "2024-02-29 01:02:03+00", dt.datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC)),
    (ext.PYDATETIMETZ, "1880-01-01 00:00:00-04:56:02", dt.datetime(1880, 1, 1, tzinfo=MINUS)),
    (ext.PYDATETIMETZ, "-infinity", dt.datetime.min.replace(tzinfo=UTC)),
    (ext.PYTIME, "24:00:00", dt.time(0)),
    (ext.PYTIME, "13:30:29.000001", dt.time(13, 30, 29, 1)),
    (ext.PYTIME, "13:30:29+05:30", dt.time(13, 30, 29, tzinfo=dt.timezone(dt.timedelta(minutes=330)))),
    (ext.PYINTERVAL, "00:00:00", dt.timedelta(0)),
    (ext.PYINTERVAL, "1 year 2 mons 3 days 04:05:06.7", dt.timedelta(428, 14706, 700_000)),
    (ext.PYINTERVAL, "-1 years -2 mons +3 days -04:05:06", dt.timedelta(-422, -14706)),
    (ext.PYINTERVAL, "-00:00:00.000001", dt.timedelta(microseconds=-1)),
    (ext.PYINTERVAL, "1 mon", dt.timedelta(30)),
    (ext.PYINTERVAL, "1-2 -3 +4:05:06", dt.timedelta(-52, 50094)),
    (ext.INTEGERARRAY, "{}", []),
    (ext.INTEGERARRAY, "{1,NULL,-3}", [1, None, -3]),
    (ext.INTEGERARRAY, "{{1,2},{3,4}}", [[1, 2], [3, 4]]),
    (ext.INTEGERARRAY, "[0:1]={1,2}", [1, 2]),
    (ext.STRINGARRAY, '{a,"b,c","d\\"e","NULL",null,"",f\\\\}', ["a", "b,c", 'd"e', "NULL", None, "", "f\\"]),
    (ext.STRINGARRAY, '{"{","}","\n"}', ["{", "}", "\n"]),
    (ext.BOOLEANARRAY, "{t,f}", [True, False]),
    (ext.DATEARRAY, "{2024-02-29}", [dt.date(2024, 2, 29)]),
    (ext.JSON, '{"a": [1, null]}', {"a": [1, None]}),
    (ext.JSONBARRAY, '{"{\\"a\\": 1}",NULL}', [{"a": 1}, None]),
]


def said_of_year(year):
    """What this version of Python says of a year that it does not have."""
    try:
        return str(dt.date(year, 1, 1))
    except ValueError as error:
        return str(error)


REFUSED = [
    (ext.INTEGER, "x", ValueError, "invalid literal for int() with base 10: 'x'"),
    (ext.BOOLEAN, "x", psycopg2.InterfaceError, "can't parse boolean: 'x'"),
    (ext.PYDATE, "0044-03-15 BC", ValueError, said_of_year(-44)),
    (ext.PYDATE, "10000-01-01", ValueError, said_of_year(10_000)),
    (ext.PYDATE, "02.01.2020", psycopg2.DataError, "unable to parse date"),
    (ext.PYDATETIME, "Thu Jan 02 03:04:05 2020", ValueError, said_of_year(-1)),
    (ext.PYDATE, "2007-01", psycopg2.DataError, "unable to parse date"),
    (ext.PYDATETIME, "2007-01-01 13", psycopg2.DataError, "unable to parse time"),
    (ext.PYDATETIME, "2007-01-01 13:30", psycopg2.DataError, "unable to parse time"),
    (ext.PYTIME, "13:30", psycopg2.DataError, "unable to parse time"),
    (ext.PYTIME, "infinity", psycopg2.DataError, "unable to parse time"),
    (ext.PYINTERVAL, "P1D", psycopg2.NotSupportedError, "iso_8601 intervalstyle currently not supported"),
    (ext.PYINTERVAL, "99999999999 days", OverflowError, "interval component too big"),
    (ext.INTEGERARRAY, "1", psycopg2.DataError, "array does not start with '{'"),
    (ext.INTEGERARRAY, "{", psycopg2.DataError, "malformed array: '{'"),
    (ext.INTEGERARRAY, "{1}}", psycopg2.DataError, "unbalanced braces in array"),
    (ext.INTEGERARRAY, "{" * 18 + "}" * 18, psycopg2.DataError, "excessive array dimensions"),
]


class ReadingTest(unittest.TestCase):
    """From text to objects."""

    def test_reads_what_psycopg2_reads(self):
        for typecaster, text, value in READ:
            with self.subTest(typecaster=typecaster.name, text=text):
                read = typecaster(text, None)
                self.assertEqual(read, value)
                self.assertIs(type(read), type(value))

    def test_refuses_what_psycopg2_refuses(self):
        for typecaster, text, error, message in REFUSED:
            with self.subTest(typecaster=typecaster.name, text=text):
                with self.assertRaises(error) as caught:
                    typecaster(text, None)
                self.assertEqual(str(caught.exception), message)

    def test_none_is_none(self):
        for typecaster in {id(one): one for one in ext.string_types.values()}.values():
            self.assertIsNone(typecaster(None, None))

    def test_bytea_is_a_view_of_characters(self):
        for text, raw in (("\\x", b""), ("\\x00ff27", b"\0\xff'"), ("a\\\\b\\000\\377", b"a\\b\0\xff")):
            view = psycopg2.BINARY(text, None)
            self.assertEqual(bytes(view), raw)
            self.assertEqual(view.format, "c")
            self.assertTrue(view.readonly)

    def test_a_broken_array_ends(self):
        for text in ('{"a', "{a\\", "{\\", '{"\\', "{{a", '{"a"b,c}', "{,,}"):
            ext.STRINGARRAY(text, None)


class TypecasterTest(unittest.TestCase):
    """Typecasters as objects."""

    def test_equal_to_its_oids(self):
        self.assertTrue(psycopg2.NUMBER == 23)
        self.assertTrue(psycopg2.NUMBER != 25)
        self.assertTrue(psycopg2.NUMBER == ext.FLOAT)
        self.assertFalse(psycopg2.STRING == psycopg2.NUMBER)
        with self.assertRaises(TypeError):
            psycopg2.NUMBER == None  # noqa: E711
        with self.assertRaises(TypeError):
            hash(psycopg2.NUMBER)

    def test_shows_its_name(self):
        self.assertRegex(repr(ext.INTEGER), r"^<psycopg2\._psycopg\.type 'INTEGER' at 0x[0-9a-f]+>$")
        self.assertEqual((ext.INTEGER.name, ext.INTEGER.values), ("INTEGER", (23, 21)))

    def test_a_function_makes_one(self):
        shout = ext.new_type((25,), "SHOUT", lambda text, cursor: text and text.upper())
        self.assertEqual(shout("a", None), "A")
        shouts = ext.new_array_type((1009,), "SHOUT[]", shout)
        self.assertEqual(shouts("{a,NULL,{b}}", None), ["A", None, ["B"]])

    def test_without_a_function_there_is_nothing_to_do(self):
        with self.assertRaisesRegex(psycopg2.Error, "internal error: no casting function found"):
            ext.new_type((1,), "x", None)("a", None)

    def test_arguments_are_checked(self):
        for make, message in (
            (lambda: ext.new_type([1], "x", None), "argument 1 must be tuple, not list"),
            (lambda: ext.new_type((1,), 5, None), "argument 2 must be str, not int"),
            (lambda: ext.new_array_type((1,), "x", 5), "argument 3 must be psycopg2._psycopg.type, not int"),
            (lambda: ext.register_type(5), "argument 1 must be psycopg2._psycopg.type, not int"),
            (lambda: ext.register_type(ext.INTEGER, 5), "argument 2 must be a connection, cursor or None"),
        ):
            with self.assertRaises(TypeError) as caught:
                make()
            self.assertEqual(str(caught.exception), message)


if __name__ == "__main__":
    unittest.main()
