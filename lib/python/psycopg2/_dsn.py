"""Connection strings: `key=value` pairs and URIs, read as libpq reads them and refused in its words.

PostgreSQL manual, "Connection Strings". Environment variables and service files do not apply: a page has none.
"""

from __future__ import annotations

import re

from . import _uri
from ._exceptions import ProgrammingError

# In the order in which libpq lists them.
KEYWORDS = (
    "service user password passfile channel_binding connect_timeout dbname host hostaddr port client_encoding options "
    "application_name fallback_application_name keepalives keepalives_idle keepalives_interval keepalives_count "
    "tcp_user_timeout sslmode sslnegotiation sslcompression sslcert sslkey sslcertmode sslpassword sslrootcert sslcrl "
    "sslcrldir sslsni requirepeer require_auth ssl_min_protocol_version ssl_max_protocol_version gssencmode krbsrvname "
    "gsslib gssdelegation replication target_session_attrs load_balance_hosts"
).split()

_NAME = re.compile(r"\s*([^=\s]*)\s*")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_PLAIN = re.compile(r"((?:[^\\\s]|\\.)*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)


def parse_dsn(dsn: str | bytes) -> dict[str, str]:
    """Parse connection string into a dictionary of keywords and values."""
    if isinstance(dsn, bytes):
        dsn = dsn.decode()
    if not isinstance(dsn, str):
        raise TypeError(f"Expected bytes or unicode string, got {type(dsn).__name__} instead")
    dsn = dsn.partition("\0")[0]
    try:
        found = _uri.parse(dsn, KEYWORDS) if _uri.is_uri(dsn) else _pairs(dsn)
    except ValueError as error:
        raise ProgrammingError(f"invalid dsn: {error}\n") from None
    return {keyword: found[keyword] for keyword in KEYWORDS if keyword in found}


def make_dsn(dsn: str | None = None, **kwargs: object) -> str:
    """Convert a set of keywords into a connection strings."""
    if dsn is None and not kwargs:
        return ""
    if not kwargs:
        assert dsn is not None
        parse_dsn(dsn)
        return dsn
    if "database" in kwargs:
        if "dbname" in kwargs:
            raise TypeError("you can't specify both 'database' and 'dbname' arguments")
        kwargs["dbname"] = kwargs.pop("database")
    given = {keyword: value for keyword, value in kwargs.items() if value is not None}
    if dsn is not None:
        given = {**parse_dsn(dsn), **given}
    made = " ".join(f"{keyword}={escape(str(value))}" for keyword, value in given.items())
    parse_dsn(made)
    return made


def escape(value: str) -> str:
    """A value as it stands in a connection string."""
    if not value:
        return "''"
    value = re.sub(r"(['\\])", r"\\\1", value)
    return f"'{value}'" if re.search(r"\s", value) else value


def _pairs(dsn: str) -> dict[str, str]:
    found = {}
    at = 0
    while dsn[at:].strip():
        name = _NAME.match(dsn, at)
        assert name is not None  # it also matches nothing
        at = name.end()
        if dsn[at : at + 1] != "=":
            raise ValueError(f'missing "=" after "{name[1]}" in connection info string')
        at += 1 + len(dsn[at + 1 :]) - len(dsn[at + 1 :].lstrip())
        value = (_QUOTED if dsn[at : at + 1] == "'" else _PLAIN).match(dsn, at)
        if value is None:
            raise ValueError("unterminated quoted string in connection info string")
        at = value.end()
        if dsn[at : at + 1] == "\\":
            at += 1  # a backslash with nothing behind it
        if name[1] not in KEYWORDS:
            raise ValueError(f'invalid connection option "{name[1]}"')
        found[name[1]] = _ESCAPE.sub(r"\1", value[1])
    return found
