"""What a server asks before it lets somebody in, and the answer: nothing, a password, or a password's MD5."""

from __future__ import annotations

import hashlib

from ._exceptions import OperationalError
from ._messages import number, password

_OK, _CLEARTEXT, _MD5 = 0, 3, 5
_NAMES = {2: "Kerberos V5", 7: "GSSAPI", 8: "GSSAPI", 9: "SSPI", 10: "SCRAM", 11: "SCRAM", 12: "SCRAM"}


def answer_to(body: bytes, user: str, secret: str | None) -> bytes:
    """The message that answers an authentication request; `b''`: none is wanted."""
    method = number(body, 0, "R")
    if method == _OK:
        return b""
    if method not in (_CLEARTEXT, _MD5):
        name = _NAMES.get(method, f"number {method}")
        raise OperationalError(f"authentication method {name} is not supported by this psycopg2\n")
    if not secret:
        raise OperationalError("fe_sendauth: no password supplied\n")
    if method == _CLEARTEXT:
        return password(secret.encode())
    return password(md5_of(md5_of(secret.encode(), user.encode()), body[4:8], prefix=b"md5"))


def md5_of(text: bytes, salt: bytes, prefix: bytes = b"") -> bytes:
    """The MD5 of a text and its salt, in hexadecimal digits."""
    return prefix + hashlib.md5(text + salt).hexdigest().encode()
