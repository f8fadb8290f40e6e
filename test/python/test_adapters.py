"""What adapters write, without a connection. The right-hand sides are what psycopg2 2.9.5 writes."""

import datetime as dt
import decimal
import enum
import math
import unittest

import psycopg2
from psycopg2 import extensions as ext

UTC = dt.timezone.utc


class Level(enum.IntEnum):
    """Numbers by name."""

    HIGH = 7


class Plain:
    """Nobody has an adapter for it."""


QUOTED = [
    (None, b"NULL"),
    (True, b"true"),
    (0, b"0"),
    (-5, b" -5"),
    (Level.HIGH, b"7"),
    (10**40, b"1" + b"0" * 40),
    (1.5, b"1.5"),
    (-1.5, b" -1.5"),
    (1e300, b"1e+300"),
    (-0.0, b" -0.0"),
    (math.nan, b"'NaN'::float"),
    (-math.inf, b"'-Infinity'::float"),
    (decimal.Decimal("-1.50"), b" -1.50"),
    (decimal.Decimal("NaN"), b"'NaN'::numeric"),
    (decimal.Decimal("-Infinity"), b"'NaN'::numeric"),
    ("it's", b"'it''s'"),
    (dt.date(2024, 2, 29), b"'2024-02-29'::date"),
    (dt.time(1, 2, 3, 4), b"'01:02:03.000004'::time"),
    (dt.time(1, 2, tzinfo=UTC), b"'01:02:00+00:00'::timetz"),
    (dt.datetime(2024, 2, 29, 1), b"'2024-02-29T01:00:00'::timestamp"),
    (dt.datetime(2024, 2, 29, 1, tzinfo=UTC), b"'2024-02-29T01:00:00+00:00'::timestamptz"),
    (dt.timedelta(-1, 5, 7), b"'-1 days 5.000007 seconds'::interval"),
    ([], b"'{}'"),
    ([1, None], b"ARRAY[1,NULL]"),
    ([None, None], b"'{NULL,NULL}'"),
    ([[None], [None, None]], b"'{{NULL},{NULL,NULL}}'"),
    ([[], [1]], b"ARRAY[ARRAY[],ARRAY[1]]"),
    ([[1], [None]], b"ARRAY[ARRAY[1],'{NULL}']"),
    (["a'", [b"x"]], b"ARRAY['a''',ARRAY['x'::bytea]]"),
    ((1, "a", None, (2,)), b"(1, 'a', NULL, (2))"),
    ((), b"()"),
    (b"it's", b"'it''s'::bytea"),
    (ext.AsIs("now()"), b"now()"),
    (ext.AsIs(None), b"NULL"),
]


class QuotingTest(unittest.TestCase):
    """From objects to SQL."""

    def test_writes_what_psycopg2_writes(self):
        for obj, quoted in QUOTED:
            with self.subTest(obj=obj):
                self.assertEqual(ext.adapt(obj).getquoted(), quoted)

    def test_text_of_an_adapter_is_its_sql(self):
        self.assertEqual(str(ext.adapt("é")), "'\N{REPLACEMENT CHARACTER}'")
        self.assertEqual(str(ext.adapt([1, "a"])), "ARRAY[1,'a']")
        self.assertEqual(str(ext.adapt(dt.date(2024, 1, 2))), "'2024-01-02'::date")

    def test_text_without_a_connection_is_latin_1(self):
        self.assertEqual(ext.adapt("é").getquoted(), b"'\xe9'")
        with self.assertRaises(UnicodeEncodeError):
            ext.adapt("☃").getquoted()

    def test_text_takes_the_codec_that_it_is_given(self):
        quoted = ext.QuotedString("☃")
        quoted.encoding = "utf8"
        self.assertEqual(quoted.getquoted(), "'☃'".encode())
        self.assertEqual(quoted.buffer, "'☃'".encode())

    def test_a_quote_that_ends_another_character_stays(self):
        # In Big5 the second byte of 蓋 is a backslash.
        quoted = ext.QuotedString("蓋'")
        quoted.encoding = "big5"
        self.assertEqual(quoted.getquoted(), b"'" + "蓋".encode("big5") + b"'''")

    def test_text_has_no_nul(self):
        with self.assertRaisesRegex(ValueError, "A string literal cannot contain NUL"):
            ext.adapt("a\0").getquoted()

    def test_what_is_no_text_or_no_bytes_is_refused(self):
        with self.assertRaisesRegex(TypeError, "can't quote non-string object"):
            ext.QuotedString(5).getquoted()
        with self.assertRaisesRegex(TypeError, "can't escape str to binary"):
            ext.Binary("x").getquoted()

    def test_what_has_a_buffer_is_binary(self):
        for data in (b"x", bytearray(b"x"), memoryview(b"x")):
            self.assertEqual(ext.adapt(data).getquoted(), b"'x'::bytea")


class AdaptationTest(unittest.TestCase):
    """Which adapter an object gets."""

    def test_an_unknown_class_is_named(self):
        for obj, name in ((Plain(), "Plain"), ({}, "dict"), (UTC, "datetime.timezone"), (1j, "complex")):
            with self.assertRaises(psycopg2.ProgrammingError) as caught:
                ext.adapt(obj)
            self.assertEqual(str(caught.exception), f"can't adapt type '{name}'")

    def test_an_object_may_know_its_adapter(self):
        class Own:
            def __conform__(self, proto):
                return ext.AsIs("own") if proto is ext.ISQLQuote else None

        self.assertEqual(ext.adapt(Own()).getquoted(), b"own")

    def test_an_object_that_declines_is_not_adapted(self):
        class Declining:
            def __conform__(self, proto):
                raise TypeError

        with self.assertRaises(psycopg2.ProgrammingError):
            ext.adapt(Declining())

    def test_an_error_of_the_object_comes_through(self):
        class Broken:
            def __conform__(self, proto):
                raise ZeroDivisionError

        with self.assertRaises(ZeroDivisionError):
            ext.adapt(Broken())

    def test_a_subclass_is_adapted_as_its_base(self):
        class Name(str):
            pass

        class Names(list):
            pass

        self.assertEqual(ext.adapt(Names([Name("a")])).getquoted(), b"ARRAY['a']")

    def test_a_registered_adapter_counts_everywhere(self):
        class Point:
            pass

        ext.register_adapter(Point, lambda point: ext.AsIs("point(1,2)"))
        self.addCleanup(ext.adapters.pop, (Point, ext.ISQLQuote))
        self.assertEqual(ext.adapt([Point()]).getquoted(), b"ARRAY[point(1,2)]")
        self.assertEqual(ext.adapt((Point(),)).getquoted(), b"(point(1,2))")

    def test_adapters_of_built_in_types_can_be_replaced(self):
        before = ext.adapters[float, ext.ISQLQuote]
        self.addCleanup(ext.register_adapter, float, before)
        ext.register_adapter(float, lambda number: ext.AsIs("0"))
        self.assertEqual(ext.adapt([1.5]).getquoted(), b"ARRAY[0]")

    def test_an_adapter_is_its_own(self):
        adapter = ext.adapt(1)
        self.assertIs(adapter.__conform__(ext.ISQLQuote), adapter)
        self.assertIsNone(adapter.__conform__(object))
        self.assertEqual(adapter.adapted, 1)

    def test_only_a_connection_prepares(self):
        for adapter in (ext.QuotedString("x"), ext.Binary(b"x"), ext.adapt([1])):
            with self.assertRaisesRegex(TypeError, "argument 1 must be psycopg2.extensions.connection, not None"):
                adapter.prepare(None)


class ConstructorTest(unittest.TestCase):
    """DB-API's constructors of values."""

    def test_dates_and_times(self):
        for adapter, quoted in (
            (psycopg2.Date(2020, 1, 2), "'2020-01-02'::date"),
            (psycopg2.Time(1, 2, 3.25), "'01:02:03.250000'::time"),
            (psycopg2.Time(1, 2, 3, UTC), "'01:02:03+00:00'::timetz"),
            (psycopg2.Timestamp(2020, 1, 2), "'2020-01-02T00:00:00'::timestamp"),
            (psycopg2.Timestamp(2020, 1, 2, 3, 4, 5.999999), "'2020-01-02T03:04:05.999999'::timestamp"),
            (psycopg2.Binary(b"x"), "'x'::bytea"),
        ):
            self.assertEqual(str(adapter), quoted)

    def test_ticks_are_local_time(self):
        ticks = dt.datetime(2010, 5, 6, 19, 11, 59, 999920).timestamp()
        self.assertEqual(str(psycopg2.DateFromTicks(ticks)), "'2010-05-06'::date")
        self.assertEqual(str(psycopg2.TimeFromTicks(ticks)), "'19:11:59.999920'::time")
        self.assertRegex(str(psycopg2.TimestampFromTicks(ticks)), r"^'2010-05-06T19:11:59.99992\d?[+-].*'::timestamptz$")

    def test_wrong_classes_are_named(self):
        with self.assertRaisesRegex(TypeError, "argument 1 must be datetime.time, not datetime.date"):
            ext.TimeFromPy(dt.date.max)


if __name__ == "__main__":
    unittest.main()
