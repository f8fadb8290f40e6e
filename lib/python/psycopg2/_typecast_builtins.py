"""The typecasters that psycopg2 has under names of their own, and the types that they read for everybody."""

from __future__ import annotations

from decimal import Decimal

from ._typecast import Typecaster, register_type
from ._typecast_array import ArrayTypecaster
from ._typecast_basic import BooleanTypecaster, BytesTypecaster, parse_bytea
from ._typecast_dates import ZonedTypecaster, parse_date, parse_time, parse_timestamp, parse_timestamptz
from ._typecast_interval import parse_interval

_INTEGERS = (23, 21)
_FLOATS = (701, 700)
_TEXTS = (19, 18, 25, 1042, 1043)
_TEXT_ARRAYS = (1002, 1003, 1009, 1014, 1015)
_TIMES = (1083, 1266)
_TIME_ARRAYS = (1183, 1270)
_INTERVALS = (704, 1186)

NUMBER = Typecaster("NUMBER", (20, *_INTEGERS, *_FLOATS, 1700), float)
LONGINTEGER = Typecaster("LONGINTEGER", (20,), int)
INTEGER = Typecaster("INTEGER", _INTEGERS, int)
FLOAT = Typecaster("FLOAT", _FLOATS, float)
DECIMAL = Typecaster("DECIMAL", (1700,), Decimal)
STRING = Typecaster("STRING", _TEXTS)
UNICODE = Typecaster("UNICODE", _TEXTS)
BYTES = BytesTypecaster("BYTES", _TEXTS)
BOOLEAN = BooleanTypecaster("BOOLEAN", (16,))
DATETIME = ZonedTypecaster("DATETIME", (1114,), parse_timestamp)
DATETIMETZ = ZonedTypecaster("DATETIMETZ", (1184,), parse_timestamptz)
TIME = ZonedTypecaster("TIME", _TIMES, parse_time)
DATE = Typecaster("DATE", (1082,), parse_date)
INTERVAL = Typecaster("INTERVAL", _INTERVALS, parse_interval)
BINARY = Typecaster("BINARY", (17,), parse_bytea)
ROWID = Typecaster("ROWID", (26,), int)
UNKNOWN = Typecaster("UNKNOWN", (705,))

PYDATETIME = ZonedTypecaster("PYDATETIME", (1114,), parse_timestamp)
PYDATETIMETZ = ZonedTypecaster("PYDATETIMETZ", (1184,), parse_timestamptz)
PYTIME = ZonedTypecaster("PYTIME", _TIMES, parse_time)
PYDATE = Typecaster("PYDATE", (1082,), parse_date)
PYINTERVAL = Typecaster("PYINTERVAL", _INTERVALS, parse_interval)

LONGINTEGERARRAY = ArrayTypecaster("LONGINTEGERARRAY", (1016,), LONGINTEGER)
INTEGERARRAY = ArrayTypecaster("INTEGERARRAY", (1005, 1006, 1007), INTEGER)
FLOATARRAY = ArrayTypecaster("FLOATARRAY", (1021, 1022), FLOAT)
DECIMALARRAY = ArrayTypecaster("DECIMALARRAY", (1231,), DECIMAL)
STRINGARRAY = ArrayTypecaster("STRINGARRAY", _TEXT_ARRAYS, STRING)
UNICODEARRAY = ArrayTypecaster("UNICODEARRAY", _TEXT_ARRAYS, UNICODE)
BYTESARRAY = ArrayTypecaster("BYTESARRAY", _TEXT_ARRAYS, BYTES)
BOOLEANARRAY = ArrayTypecaster("BOOLEANARRAY", (1000,), BOOLEAN)
DATETIMEARRAY = ArrayTypecaster("DATETIMEARRAY", (1115,), DATETIME)
DATETIMETZARRAY = ArrayTypecaster("DATETIMETZARRAY", (1185,), DATETIMETZ)
TIMEARRAY = ArrayTypecaster("TIMEARRAY", _TIME_ARRAYS, TIME)
DATEARRAY = ArrayTypecaster("DATEARRAY", (1182,), DATE)
INTERVALARRAY = ArrayTypecaster("INTERVALARRAY", (1187,), INTERVAL)
BINARYARRAY = ArrayTypecaster("BINARYARRAY", (1001,), BINARY)
ROWIDARRAY = ArrayTypecaster("ROWIDARRAY", (1028, 1013), ROWID)
MACADDRARRAY = ArrayTypecaster("MACADDRARRAY", (1040,), STRING)
INETARRAY = ArrayTypecaster("INETARRAY", (1041,), STRING)
CIDRARRAY = ArrayTypecaster("CIDRARRAY", (651,), STRING)

PYDATETIMEARRAY = ArrayTypecaster("PYDATETIMEARRAY", (1115,), PYDATETIME)
PYDATETIMETZARRAY = ArrayTypecaster("PYDATETIMETZARRAY", (1185,), PYDATETIMETZ)
PYTIMEARRAY = ArrayTypecaster("PYTIMEARRAY", _TIME_ARRAYS, PYTIME)
PYDATEARRAY = ArrayTypecaster("PYDATEARRAY", (1182,), PYDATE)
PYINTERVALARRAY = ArrayTypecaster("PYINTERVALARRAY", (1187,), PYINTERVAL)

for _typecaster in (
    LONGINTEGER,
    INTEGER,
    FLOAT,
    DECIMAL,
    STRING,
    BOOLEAN,
    DATETIME,
    DATETIMETZ,
    TIME,
    DATE,
    INTERVAL,
    BINARY,
    ROWID,
    UNKNOWN,
    LONGINTEGERARRAY,
    INTEGERARRAY,
    FLOATARRAY,
    DECIMALARRAY,
    STRINGARRAY,
    BOOLEANARRAY,
    DATETIMEARRAY,
    DATETIMETZARRAY,
    TIMEARRAY,
    DATEARRAY,
    INTERVALARRAY,
    BINARYARRAY,
    ROWIDARRAY,
    MACADDRARRAY,
    INETARRAY,
    CIDRARRAY,
):
    register_type(_typecaster)
