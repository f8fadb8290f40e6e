"""Carries psycopg2's bytes over TCP, so that the driver can be tested in plain CPython."""

from __future__ import annotations

import select
import signal
import socket
import struct
from types import FrameType

from psycopg2 import _interrupt, _scan, _transport

_CANCEL_REQUEST = 80877102
_AT_ONCE = 1 << 20


class SocketTransport:
    """A connected socket as a `Transport`."""

    def __init__(self, connected: socket.socket, address: tuple[str, int]) -> None:
        self._socket = connected
        self._address = address
        self._is_open = True

    def send(self, data: memoryview, /) -> int:
        if not self._is_open:
            return len(data)
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)

    def recv(self, /) -> bytes | None:
        if not self._is_open:
            return None
        try:
            return self._socket.recv(_AT_ONCE) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def wait(self, for_room: bool, timeout: float | None, /) -> int:
        # A signal whose handler returns does not end `select`: the byte that it leaves in the pipe does.
        readable, writable, _ = select.select([self._socket, _woken], [self._socket] if for_room else [], [], timeout)
        if _woken in readable:
            _woken.recv(_AT_ONCE)
        woke = _transport.READABLE if self._socket in readable else 0
        woke |= _transport.ROOM if writable else 0
        return woke | (_transport.STOP if _interrupt.requested() else 0)

    def cancel(self, pid: int, key: bytes, /) -> None:
        try:
            with socket.create_connection(self._address) as other:
                other.sendall(struct.pack("!III", 12 + len(key), _CANCEL_REQUEST, pid) + key)
                other.recv(1)  # the server closes when it has delivered it
        except OSError:
            return

    def last_words(self, /) -> bytes:
        return b""

    def close(self, /) -> None:
        self._is_open = False
        self._socket.close()

    def fileno(self, /) -> int:
        return self._socket.fileno()


class SocketProvider:
    """Opens sockets."""

    scan_rows = staticmethod(_scan.scan_rows)

    def open(self, host: str, port: int, /) -> SocketTransport | None:
        try:
            connected = socket.create_connection((host, port))
        except socket.gaierror:
            raise LookupError(host) from None
        except OSError:
            return None
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        address = connected.getpeername()[:2]
        connected.setblocking(False)
        return SocketTransport(connected, address)


_woken, _waker = socket.socketpair()


def _on_sigint(signum: int, frame: FrameType | None) -> None:
    if not _interrupt.defer():
        raise KeyboardInterrupt


def install() -> None:
    """Has psycopg2 use sockets, and Ctrl-C end a statement rather than the connection."""
    _woken.setblocking(False)
    _waker.setblocking(False)
    signal.signal(signal.SIGINT, _on_sigint)
    signal.set_wakeup_fd(_waker.fileno(), warn_on_full_buffer=False)
    _transport.provide(SocketProvider())
