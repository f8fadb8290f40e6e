"""Connection URIs: `postgresql://user:password@host:port/dbname?keyword=value`, each part of which may be missing."""

from __future__ import annotations

import re
from collections.abc import Collection

_SCHEME = re.compile(r"postgres(?:ql)?://")
_HOST_END = re.compile(r"[:/?,]|\Z")
_PORT_END = re.compile(r"[/?,]|\Z")
_TOKEN = re.compile(r"%(.{0,2})", re.DOTALL)


def is_uri(dsn: str) -> bool:
    """Whether a connection string is a URI."""
    return _SCHEME.match(dsn) is not None


def parse(uri: str, keywords: Collection[str]) -> dict[str, str]:
    """The parameters of a URI. ValueError, in libpq's words, for what is none."""
    scheme = _SCHEME.match(uri)
    assert scheme is not None
    found: dict[str, str] = {}
    at = scheme.end()
    login_end = re.compile(r"[@/]|\Z").search(uri, at)
    if login_end and login_end[0] == "@":
        user, _, password = uri[at : login_end.start()].partition(":")
        found |= {"user": _decode(user), "password": _decode(password)}
        at = login_end.end()
    at, found["host"], found["port"] = _hosts(uri, at)
    path, has_query, query = uri[at:].partition("?")
    found["dbname"] = _decode(path[1:])
    found = {keyword: value for keyword, value in found.items() if value}
    if has_query and query:
        for pair in query.split("&"):
            found.update([_parameter(pair, keywords)])
    return found


def _hosts(uri: str, at: int) -> tuple[int, str, str]:
    """Where the list of hosts ends that begins at `at`, the hosts, and the ports, both with commas between."""
    hosts, ports = [], []
    while True:
        if uri[at : at + 1] == "[":
            host, at = _address(uri, at)
        else:
            end = _HOST_END.search(uri, at)
            assert end is not None
            host, at = _decode(uri[at : end.start()]), end.start()
        hosts.append(host)
        port = ""
        if uri[at : at + 1] == ":":
            end = _PORT_END.search(uri, at)
            assert end is not None
            port, at = _decode(uri[at + 1 : end.start()]), end.start()
        ports.append(port)
        if uri[at : at + 1] != ",":
            return at, ",".join(hosts), ",".join(ports)
        at += 1


def _address(uri: str, at: int) -> tuple[str, int]:
    """An IPv6 address in brackets, and where it ends."""
    end = uri.find("]", at)
    if end < 0:
        raise ValueError(f'end of string reached when looking for matching "]" in IPv6 host address in URI: "{uri}"')
    if end == at + 1:
        raise ValueError(f'IPv6 host address may not be empty in URI: "{uri}"')
    behind = uri[end + 1 : end + 2]
    if behind not in ("", ":", "/", "?", ","):
        raise ValueError(f'unexpected character "{behind}" at position {end + 2} in URI (expected ":" or "/"): "{uri}"')
    return _decode(uri[at + 1 : end]), end + 1


def _parameter(pair: str, keywords: Collection[str]) -> tuple[str, str]:
    name, separator, value = pair.partition("=")
    if not separator:
        raise ValueError(f'missing key/value separator "=" in URI query parameter: "{name}"')
    if "=" in value:
        raise ValueError(f'extra key/value separator "=" in URI query parameter: "{name}"')
    keyword, text = _decode(name), _decode(value)
    if (keyword, text) == ("ssl", "true"):
        return "sslmode", "require"
    if keyword not in keywords:
        raise ValueError(f'invalid URI query parameter: "{keyword}"')
    return keyword, text


def _decode(text: str) -> str:
    """Takes percent-encoding away."""
    if "%" not in text:
        return text
    for token in _TOKEN.finditer(text):
        if not re.fullmatch(r"[0-9A-Fa-f]{2}", token[1]):
            raise ValueError(f'invalid percent-encoded token: "{text}"')
        if token[1] == "00":
            raise ValueError(f'forbidden value %00 in percent-encoded value: "{text}"')
    encoded = re.sub(rb"%(..)", lambda token: bytes.fromhex(token[1].decode()), text.encode())
    return encoded.decode("utf_8", "surrogateescape")
