"""Ranges as Python objects, without a database. What they do is what psycopg2 2.9.5's do."""

import pickle
import unittest

from psycopg2 import InterfaceError
from psycopg2 import extensions as ext
from psycopg2.extras import DateRange, NumericRange, Range, RangeAdapter, RangeCaster

SHOWN = [
    (Range(), "Range(None, None, '[)')", "[None, None)"),
    (Range(10, 20, "(]"), "Range(10, 20, '(]')", "(10, 20]"),
    (Range(empty=True), "Range(empty=True)", "empty"),
    (NumericRange(1), "NumericRange(1, None, '[)')", "[1, None)"),
]


class RangeTest(unittest.TestCase):
    """Bounds and what lies between."""

    def test_shows_itself(self):
        for value, shown, text in SHOWN:
            self.assertEqual((repr(value), str(value)), (shown, text))
            self.assertEqual(pickle.loads(pickle.dumps(value)), value)

    def test_knows_its_bounds(self):
        value = Range(10, 20, "(]")
        self.assertEqual((value.lower, value.upper, value.lower_inc, value.upper_inc), (10, 20, False, True))
        self.assertFalse(value.isempty or value.lower_inf or value.upper_inf)
        endless = Range(None, None, "[]")
        self.assertTrue(endless.lower_inf and endless.upper_inf)
        self.assertFalse(endless.lower_inc or endless.upper_inc)
        nothing = Range(empty=True)
        self.assertTrue(nothing.isempty)
        self.assertFalse(nothing or nothing.lower_inf or nothing.lower_inc)
        with self.assertRaisesRegex(ValueError, r"bound flags not valid: '\(f\)'"):
            Range(1, 2, "(f)")

    def test_contains(self):
        for bounds, inside in (("[)", [10, 15]), ("(]", [15, 20]), ("[]", [10, 15, 20]), ("()", [15])):
            value = Range(10, 20, bounds)
            self.assertEqual([one for one in (5, 10, 15, 20, 25) if one in value], inside)
        self.assertTrue(5 in Range(None, 10) and 50 in Range(10) and 5 in Range())
        self.assertNotIn(5, Range(empty=True))

    def test_is_ordered(self):
        values = [Range(empty=True), Range(None, 4), Range(None, None), Range(1, 2), Range(1, 3), Range(2)]
        self.assertEqual(sorted(values, key=lambda value: (value.lower or 0)), values)
        self.assertTrue(Range(1, 2) < Range(1, 3) <= Range(1, 3) < Range(2))
        self.assertTrue(Range(2) > Range(1, 3) >= Range(1, 3))
        self.assertTrue(Range(1, 2) == Range(1, 2) != Range(1, 2, "[]"))
        self.assertEqual(len({Range(1, 2), Range(1, 2)}), 1)
        with self.assertRaises(TypeError):
            Range(1) < 5

    def test_is_written(self):
        for value, quoted in (
            (NumericRange(-1, 2.5, "[]"), b"'[ -1,2.5]'"),
            (NumericRange(empty=True), b"'empty'"),
            (DateRange(None, None), b"daterange(NULL, NULL, '[)')"),
            (DateRange(empty=True), b"'empty'::daterange"),
        ):
            self.assertEqual(ext.adapt(value).getquoted(), quoted)
        with self.assertRaises(NotImplementedError):
            RangeAdapter(NumericRange(1)).getquoted()

    def test_is_read(self):
        caster = RangeCaster("textrange", "TextRange", 1, 25, array_oid=2)
        for text, lower, upper, bounds in (
            ("[a,b)", "a", "b", "[)"),
            ("(,)", None, None, "()"),
            ('["a""b","\\\\"]', 'a"b', "\\", "[]"),
            ('[" ",]', " ", None, "[]"),
        ):
            self.assertEqual(caster.parse(text), caster.range(lower, upper, bounds))
        self.assertTrue(caster.parse("empty").isempty)
        self.assertIsNone(caster.parse(None))
        self.assertEqual((caster.typecaster.values, caster.array_typecaster.values), ((1,), (2,)))
        with self.assertRaisesRegex(InterfaceError, "failed to parse range: 'x'"):
            caster.parse("x")

    def test_wants_subclasses(self):
        with self.assertRaisesRegex(TypeError, "pyrange must be a type or a Range strict subclass"):
            RangeCaster("x", Range, 1, 2)
        with self.assertRaisesRegex(TypeError, "pgrange must be a string or a RangeAdapter strict subclass"):
            RangeCaster(RangeAdapter, "X", 1, 2)


if __name__ == "__main__":
    unittest.main()
