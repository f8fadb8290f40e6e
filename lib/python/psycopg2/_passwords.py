"""Passwords as the server keeps them, so that they need not be sent as they are."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from typing import Any

from ._authentication import md5_of
from ._exceptions import ProgrammingError

_ITERATIONS = 4096
_SALT = 16


def encrypt_password(password: str, user: str, scope: Any = None, algorithm: str | None = None) -> str:
    """encrypt_password(password, user, [scope], [algorithm]) -- Prepares the encrypted form of a password."""
    connection = getattr(scope, "connection", scope)
    if not (connection is None or hasattr(connection, "_python_encoding")):
        raise TypeError("the scope must be a connection or a cursor")
    password, user = _to_text(password), _to_text(user)
    if connection is None and algorithm != "md5":
        raise ProgrammingError("password encryption (other than 'md5' algorithm) requires a connection or cursor")
    if algorithm is None:
        algorithm = _algorithm_of(connection)
    if algorithm in ("md5", "on", "off"):
        return md5_of(password.encode(), user.encode(), prefix=b"md5").decode()
    if algorithm == "scram-sha-256":
        return _scram(password.encode(), os.urandom(_SALT))
    raise ProgrammingError(f'password encryption failed: unrecognized password encryption algorithm "{algorithm}"\n')


def _to_text(given: Any) -> str:
    if isinstance(given, bytes):
        return given.decode()
    if not isinstance(given, str):
        raise TypeError(f"Expected bytes or unicode string, got {type(given).__name__} instead")
    return given


def _algorithm_of(connection: Any) -> str:
    result = connection._ask(b"SHOW password_encryption")
    if result.error is not None:
        raise connection._failure(result)
    ((algorithm,),) = [block.values(0) for block, _, _ in result.rows.spans(0, 1)]
    return algorithm


def _scram(password: bytes, salt: bytes) -> str:
    """RFC 5803's form of a password: the keys by which either side proves that it knows it."""
    salted = last = _hash(password, salt + b"\0\0\0\1")
    for _ in range(_ITERATIONS - 1):
        last = _hash(password, last)
        salted = bytes(a ^ b for a, b in zip(salted, last, strict=True))
    stored = hashlib.sha256(_hash(salted, b"Client Key")).digest()
    server = _hash(salted, b"Server Key")
    texts = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${_ITERATIONS}:{texts[0]}${texts[1]}:{texts[2]}"


def _hash(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")
