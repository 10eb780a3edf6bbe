"""HTTP/1.1 over raw TCP, as much of it as a judge's endpoint needs, and what no HTTP library would let us do."""

import asyncio
import socket
import struct
from collections.abc import Callable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from math import ceil
from time import monotonic, time

from judge.record import dataclass
from judge.testing.canned import Canned

_NOW = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came off the wire."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes
    at: float
    """When it was complete, by the server's monotonic clock."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes to send, and how."""

    canned: Canned
    body: bytes
    delay: float = 0.0


class Connection(asyncio.Protocol):
    """One kept-alive connection: requests in, answers out, one at a time."""

    def __init__(self, answer: Callable[[Request], Answer], open_ones: "set[Connection]") -> None:
        self._answer = answer
        self._open_ones = open_ones
        self._buffer = b""
        self._busy = False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - TCP gives no other kind; for the type checker
        self._transport = transport
        self._open_ones.add(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Forget the connection, so that late answers go nowhere."""
        self._transport = None
        self._open_ones.discard(self)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Collect bytes until a request is whole, then answer it."""
        self._buffer += data
        self._serve_next()

    def _serve_next(self) -> None:
        if self._busy or self._transport is None:
            return
        parsed = _parsed(self._buffer)
        if parsed is None:
            return
        request, self._buffer = parsed
        self._busy = True
        answer = self._answer(request)
        if answer.canned.stall:
            return
        if answer.delay > 0:
            asyncio.get_running_loop().call_later(answer.delay, self._send, answer)
        else:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if self._transport is None:
            return
        canned = answer.canned
        if canned.drop:
            self._reset(self._transport)
            return
        head = _head(canned, len(answer.body))
        if canned.drip is not None:
            self._transport.write(head)
            self._drip(answer.body, canned.drip)
            return
        self._transport.write(head + answer.body[: canned.cut])
        if canned.cut is not None:
            self._transport.close()
        self._busy = False
        self._serve_next()

    def _drip(self, rest: bytes, pause: float) -> None:
        if self._transport is None:
            return
        self._transport.write(rest[:1])
        if len(rest) > 1:
            asyncio.get_running_loop().call_later(pause, self._drip, rest[1:], pause)
        else:
            self._busy = False

    def _reset(self, transport: asyncio.Transport) -> None:
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NOW)
        transport.abort()


def _head(canned: Canned, length: int) -> bytes:
    phrase = HTTPStatus(canned.status).phrase if canned.status in HTTPStatus._value2member_map_ else "Unknown"
    headers = {"Content-Type": canned.content_type, "Content-Length": str(length), **canned.headers}
    if canned.retry_date is not None:
        now = time()
        headers["Date"] = formatdate(now, usegmt=True)
        headers["Retry-After"] = formatdate(ceil(now + canned.retry_date), usegmt=True)
    lines = [f"HTTP/1.1 {canned.status} {phrase}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def _parsed(buffer: bytes) -> tuple[Request, bytes] | None:
    head, found, rest = buffer.partition(b"\r\n\r\n")
    if not found:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        whole = _unchunked(rest)
        if whole is None:
            return None
        content, rest = whole
    else:
        length = int(headers.get("content-length", "0"))
        if len(rest) < length:
            return None
        content, rest = rest[:length], rest[length:]
    return Request(method=method, path=path, headers=headers, content=content, at=monotonic()), rest


def _unchunked(rest: bytes) -> tuple[bytes, bytes] | None:
    content = b""
    while True:
        line, found, rest = rest.partition(b"\r\n")
        if not found:
            return None
        size = int(line.partition(b";")[0], 16)
        if len(rest) < size + 2:
            return None
        content, rest = content + rest[:size], rest[size + 2 :]
        if size == 0:
            return content, rest
