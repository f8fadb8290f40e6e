"""Opens a session: from the parameters of a connection string to a server that is ready for the first statement."""

from __future__ import annotations

import re

from . import _report, _transport
from ._encodings import clean
from ._exceptions import OperationalError, not_supported
from ._session import Session
from ._steps import start
from ._waiting import run

DEFAULTS = {"host": "localhost", "port": "5432", "user": "postgres"}
"""What a connection string need not say. There are no Unix sockets, and nobody is logged in."""

_SHORTEST_TIMEOUT = 2
"""Seconds; libpq does not take less."""
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_TARGETS = {
    "any": "",
    "read-write": "",
    "primary": "",
    "prefer-standby": "",
    "read-only": "session is not read-only",
    "standby": "server is not in hot standby mode",
}
_REFUSED = "Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n"
_NO_SOCKET = "No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n"


def effective(given: dict[str, str]) -> dict[str, str]:
    """The parameters of a connection string with what it does not say."""
    found = {**DEFAULTS, **{keyword: value for keyword, value in given.items() if value}}
    found.setdefault("dbname", found["user"])
    found.setdefault("options", "")
    return found


def open_session(parameters: dict[str, str]) -> Session:
    """A session at the first of the hosts that lets us in. `parameters` are effective. OperationalError: none does."""
    _check(parameters)
    hosts = parameters["host"].split(",")
    ports = parameters["port"].split(",")
    if len(ports) not in (1, len(hosts)):
        raise OperationalError(f"could not match {len(ports)} port numbers to {len(hosts)} hosts\n")
    failures = []
    for at, host in enumerate(hosts):
        port = _port(ports[at if len(ports) > 1 else 0] or DEFAULTS["port"])
        try:
            return _open(host or DEFAULTS["host"], port, parameters)
        except OperationalError as error:
            failures.append(str(error))
    raise OperationalError("".join(failures))


def _open(host: str, port: int, parameters: dict[str, str]) -> Session:
    if host.startswith("/"):
        raise OperationalError(f'connection to server on socket "{host}/.s.PGSQL.{port}" failed: {_NO_SOCKET}')
    address = parameters.get("hostaddr") or host
    try:
        transport = _transport.provider().open(address, port)
    except LookupError:
        raise OperationalError(
            f'could not translate host name "{host}" to address: Name or service not known\n'
        ) from None
    where = f"connection to server at {_place(host, address)}, port {port} failed: "
    if transport is None:
        raise OperationalError(where + _REFUSED)
    session = Session(transport)
    try:
        timeout = _timeout(parameters.get("connect_timeout", "0"))
        if parameters.get("sslmode") in _SSL_MODES[3:]:
            raise OperationalError("server does not support SSL, but SSL was required\n")
        steps = start(session, _startup(parameters), parameters.get("password"))
        result = run(session, steps, timeout)
        if result.error is not None:
            raise OperationalError(_report.text_of(result.error, None))
        if problem := _TARGETS[parameters.get("target_session_attrs", "any")]:
            raise OperationalError(f"{problem}\n")
    except (TimeoutError, OperationalError) as error:
        session.lose()
        raise OperationalError(f"{where}{error or 'timeout expired' + chr(10)}") from None
    except BaseException:
        session.lose()
        raise
    return session


def _startup(parameters: dict[str, str]) -> dict[str, str]:
    """The parameters of the start-up packet."""
    found = {"user": parameters["user"], "database": parameters["dbname"]}
    if parameters["options"]:
        found["options"] = parameters["options"]
    name = parameters.get("application_name") or parameters.get("fallback_application_name")
    if name:
        found["application_name"] = name
    encoding = parameters.get("client_encoding")
    if encoding:
        found["client_encoding"] = "UTF8" if clean(encoding) == "AUTO" else encoding
    return found


def _check(parameters: dict[str, str]) -> None:
    mode = parameters.get("sslmode", "prefer")
    if mode not in _SSL_MODES:
        raise OperationalError(f'invalid sslmode value: "{mode}"\n')
    target = parameters.get("target_session_attrs", "any")
    if target not in _TARGETS:
        raise OperationalError(f'invalid target_session_attrs value: "{target}"\n')
    if "service" in parameters:
        raise OperationalError(f'definition of service "{parameters["service"]}" not found\n')
    if "replication" in parameters:
        raise not_supported("replication")


def _port(text: str) -> int:
    port = _integer(text, "port")
    if not 0 < port < 65536:
        raise OperationalError(f'invalid port number: "{text}"\n')
    return port


def _timeout(text: str) -> float | None:
    seconds = _integer(text, "connect_timeout")
    return max(seconds, _SHORTEST_TIMEOUT) if seconds > 0 else None


def _integer(text: str, keyword: str) -> int:
    try:
        if "_" not in text:
            return int(text)
    except ValueError:
        pass
    raise OperationalError(f'invalid integer value "{text}" for connection option "{keyword}"\n')


def _place(host: str, address: str) -> str:
    """A host as libpq names it: with its address, where that is something else."""
    if address == "localhost":
        address = "127.0.0.1"
    is_number = re.fullmatch(r"[\d.]+|[\da-fA-F.]*:[\da-fA-F.:]*", address) is not None
    return f'"{host}" ({address})' if is_number and address != host else f'"{host}"'
