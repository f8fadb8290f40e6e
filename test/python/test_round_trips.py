"""Values to the server and back; types that are read because somebody has registered them."""

import datetime as dt
import decimal
import ipaddress
import unittest
import uuid

import psycopg2
from database import DatabaseTest
from psycopg2 import extensions as ext
from psycopg2 import extras, sql
from psycopg2.extras import Json, NumericRange

UTC = dt.timezone.utc


class RoundTripTest(DatabaseTest):
    """What goes there comes back."""

    def test_values(self):
        for value in (
            None,
            True,
            -5,
            2**62,
            decimal.Decimal("-1.50"),
            "it's \\ \"é☃😀\" \n\t %s",
            dt.date(2024, 2, 29),
            dt.time(1, 2, 3, 4),
            dt.time(1, 2, 3, 4, UTC),
            dt.datetime(2024, 2, 29, 1, 2, 3, 4),
            dt.datetime(2024, 2, 29, 1, 2, 3, 4, UTC),
            dt.timedelta(-5, 7, 9),
            [1, None],
            [[1, 2], [3, None]],
            ["", '"', "\\", "NULL", None, "{},", "é"],
            [dt.date(2024, 2, 29)],
            NumericRange(1, 5),
            {"a": [1, None, "é'\\"]},
        ):
            with self.subTest(value=value):
                sent = Json(value) if isinstance(value, dict) else value
                cast = "::json" if isinstance(value, dict) else "::int4range" if isinstance(value, NumericRange) else ""
                self.cur.execute("SET TIME ZONE 'UTC'")
                self.assertEqual(self.ask(f"SELECT %s{cast}", (sent,)), value)

    def test_bytes(self):
        data = bytes(range(256))
        for style in ("hex", "escape"):
            self.cur.execute(sql.SQL("SET bytea_output TO {}").format(sql.Identifier(style)))
            for value in (data, bytearray(data), memoryview(data), psycopg2.Binary(data)):
                self.assertEqual(bytes(self.ask("SELECT %s", (value,))), data)
            self.assertEqual([bytes(one) for one in self.ask("SELECT %s", ([data, b""],))], [data, b""])
            # What was read can be sent again.
            self.assertEqual(bytes(self.ask("SELECT %s", (self.ask("SELECT %s", (data,)),))), data)

    def test_text_in_other_encodings(self):
        # Where a backslash may end another character psycopg2 cannot read arrays; we can.
        for encoding, text in (("LATIN9", "àèìòù'€"), ("SJIS", "ソ'表\\能"), ("BIG5", "功'許\\蓋"), ("KOI8R", "ёж'")):
            with self.subTest(encoding=encoding):
                connection = self.connect(client_encoding=encoding)
                cursor = connection.cursor()
                cursor.execute("SELECT %s, %s", (text, [text]))
                self.assertEqual(cursor.fetchone(), (text, [text]))
                self.assertEqual(sql.Literal(text).as_string(connection).count("'"), 4)
                with self.assertRaises(UnicodeEncodeError):
                    cursor.execute("SELECT %s", ("😀",))

    def test_backslashes_of_old(self):
        connection = self.connect(options="-c standard_conforming_strings=off")
        cursor = connection.cursor()
        self.assertEqual(cursor.mogrify("%s %s", ("a'\\", b"\\")), b"E'a''\\\\' E'\\\\x5c'::bytea")
        cursor.execute("SELECT %s, %s", ("a'\\", b"\\'"))
        text, data = cursor.fetchone()
        self.assertEqual((text, bytes(data), connection.notices), ("a'\\", b"\\'", []))

    def test_names(self):
        name = 'a"b é'
        self.cur.execute(sql.SQL("SELECT 1 AS {}").format(sql.Identifier(name)))
        self.assertEqual(self.cur.description[0].name, name)
        self.assertEqual(ext.quote_ident(name, self.cur), '"a""b é"')
        with self.assertRaisesRegex(ValueError, "An identifier cannot contain NUL"):
            ext.quote_ident("a\0b", self.conn)

    def test_names_in_other_encodings(self):
        # psycopg2 writes UTF-8 here whatever the connection's encoding is.
        self.assertEqual(ext.quote_ident("é", self.connect(client_encoding="LATIN1")), '"é"')
        with self.assertRaises(UnicodeEncodeError):
            ext.quote_ident("☃", self.connect(client_encoding="LATIN1"))

    def test_infinity_and_zones(self):
        self.cur.execute("SELECT 'infinity'::date, '-infinity'::timestamptz")
        self.assertEqual(self.cur.fetchone(), (dt.date.max, dt.datetime.min.replace(tzinfo=UTC)))
        self.cur.tzinfo_factory = None
        self.assertIsNone(self.ask("SELECT now()").tzinfo)
        offsets = []
        self.cur.tzinfo_factory = lambda offset: offsets.append(offset) or UTC
        self.ask("SELECT ARRAY['2000-01-01 00:00+05:30'::timestamptz]")
        self.assertEqual(len(offsets), 1)


class RegistrationTest(DatabaseTest):
    """Typecasters that somebody has registered."""

    def test_the_cursor_comes_before_its_connection_and_that_before_all(self):
        def constant(value):
            return ext.new_type((23,), value, lambda text, cursor: value)

        ext.register_type(constant("connection"), self.conn)
        ext.register_type(constant("cursor"), self.cur)
        self.assertEqual(self.ask("SELECT 1"), "cursor")
        other = self.conn.cursor()
        other.execute("SELECT 1")
        self.assertEqual(other.fetchone(), ("connection",))
        third = self.connect().cursor()
        third.execute("SELECT 1")
        self.assertEqual(third.fetchone(), (1,))

    def test_a_function_gets_null_and_the_cursor(self):
        seen = []
        ext.register_type(ext.new_type((23,), "SEEN", lambda text, cursor: seen.append((text, cursor))), self.cur)
        self.cur.execute("SELECT 1, NULL::int")
        self.cur.fetchone()
        self.assertCountEqual(seen, [("1", self.cur), (None, self.cur)])

    def test_what_a_function_raises_comes_through(self):
        def broken(text, cursor):
            raise ZeroDivisionError

        ext.register_type(ext.new_type((23,), "BROKEN", broken), self.cur)
        with self.assertRaises(ZeroDivisionError):
            self.ask("SELECT 1")
        self.assertEqual(self.ask("SELECT 'x'"), "x")

    def test_bytes_for_text(self):
        ext.register_type(ext.BYTES, self.cur)
        ext.register_type(ext.BYTESARRAY, self.cur)
        self.cur.execute("SELECT 'é'::text, ARRAY['é', NULL]::text[], NULL::text")
        self.assertEqual(self.cur.fetchone(), ("é".encode(), ["é".encode(), None], None))

    def test_json_by_functions_of_ones_own(self):
        extras.register_default_json(self.cur, loads=lambda text: f"<{text}>")
        self.cur.execute("SELECT '[1]'::json, '[1]'::jsonb, ARRAY['1', NULL]::json[], NULL::json")
        self.assertEqual(self.cur.fetchone(), ("<[1]>", [1], ["<1>", None], None))
        extras.register_json(self.cur, name="jsonb", loads=str.upper)
        self.assertEqual(self.ask("""SELECT '"a"'::jsonb"""), '"A"')
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "nothing data type not found"):
            extras.register_json(self.cur, name="nothing")

    def test_uuid(self):
        extras.register_uuid(conn_or_curs=self.cur)
        one = uuid.UUID(int=5)
        self.cur.execute("SELECT %s, %s, NULL::uuid", (one, [one, None]))
        self.assertEqual(self.cur.fetchone(), (one, [one, None], None))

    def test_addresses(self):
        extras.register_ipaddress(self.cur)
        self.cur.execute("SELECT '192.168.0.1/24'::inet, '10.0.0.0/8'::cidr, %s", (ipaddress.ip_interface("::1/64"),))
        address, network, text = self.cur.fetchone()
        self.assertEqual((address, network), (ipaddress.ip_interface("192.168.0.1/24"), ipaddress.ip_network("10.0.0.0/8")))
        self.assertEqual(text, "::1/64")

    def test_composites(self):
        self.cur.execute("CREATE TYPE pg_temp.card AS (value int, suit text)")
        caster = extras.register_composite("card", self.cur)
        self.assertEqual((caster.attnames, caster.atttypes), (["value", "suit"], [23, 25]))
        row = self.ask("""SELECT ARRAY[(8, 'a "b", (c\\')::card, (NULL, '')::card, NULL]""")
        self.assertEqual(row, [(8, 'a "b", (c\\'), (None, ""), None])
        self.assertEqual(row[0].suit, 'a "b", (c\\')
        with self.assertRaisesRegex(psycopg2.ProgrammingError, "PostgreSQL type 'nothing' not found"):
            extras.register_composite("nothing", self.cur)
        self.assertEqual(self.ask("SELECT 1"), 1)

    def test_a_look_into_the_catalogue_leaves_no_transaction(self):
        with self.assertRaises(psycopg2.ProgrammingError):
            extras.register_composite("nothing", self.conn)
        self.assertEqual(self.conn.info.transaction_status, ext.TRANSACTION_STATUS_IDLE)

    def test_ranges_of_ones_own(self):
        self.cur.execute("CREATE TYPE textrange AS RANGE (subtype = text)")
        caster = extras.register_range("textrange", "TextRange", self.cur)
        self.addCleanup(ext.adapters.pop, (caster.range, ext.ISQLQuote))
        for lower in ("a", '"', "'", "\\", "(", ",", " ", None):
            value = caster.range(lower, "ü\\z", "(]")
            self.assertEqual(self.ask("SELECT %s", (value,)), value)
        self.assertTrue(self.ask("SELECT 'empty'::textrange").isempty)


if __name__ == "__main__":
    unittest.main()
