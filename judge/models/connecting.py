"""HTTP for the direct route: one session for all models in an event loop, one request per call, read whole.

No redirect is followed, nothing is sent twice, no cookie is kept, and this machine is reached by no proxy, whatever the
environment says. Certificates and proxies are those LiteLLM would take.
"""

import asyncio
import os
import ssl
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import certifi
from aiohttp import hdrs
from multidict import CIMultiDict, istr
from yarl import URL

from judge.models.exchange import Exchange
from judge.models.hosts import is_loopback
from judge.record import dataclass

_DNS_SECONDS = 300
_EXACT = 1e9  # seconds; aiohttp rounds longer times up, to save timers


@dataclass(eq=False)
class Line:
    """The open session of one event loop, and how many models use it."""

    session: aiohttp.ClientSession
    loop: asyncio.AbstractEventLoop
    users: int = 0

    def is_here(self) -> bool:
        """Whether its connections can be used now."""
        return self.loop is asyncio.get_running_loop() and not self.session.closed

    async def post(self, there: "Target", seen: Exchange) -> None:
        """Send what *seen* is to send, and note in it what came back, as far as it came.

        Raises:
            TimeoutError: The whole answer did not come in time.
            aiohttp.ClientError: No answer came, or not the whole of it.
        """
        seen.attempts += 1
        response = await self.session.post(
            there.url,
            data=seen.sent,
            headers=there.headers,
            allow_redirects=False,
            proxy=there.proxy,
            ssl=there.tls,
            timeout=there.timeout,
        )
        try:
            seen.status = response.status
            seen.headers = response.headers
            seen.received = await _whole(response, seen.most)
        except BaseException:
            response.close()
            raise

    def abandon(self) -> None:
        """Let go of what an event loop left open that has ended: nobody can wait there any more."""
        closing = self.session.close()
        with suppress(StopIteration):
            closing.send(None)
        closing.close()

    async def release(self) -> None:
        """Close it when its last user has left."""
        self.users -= 1
        if self.users:
            return
        if self.is_here():
            _lines().pop(self.loop, None)
            await self.session.close()
        elif self.loop.is_closed():
            _lines().pop(self.loop, None)
            self.abandon()


@dataclass(frozen=True, slots=True)
class Target:
    """Where requests go, prepared once."""

    url: URL
    headers: CIMultiDict[str]
    proxy: URL | None
    tls: ssl.SSLContext | bool
    """A context of ours where the address is an HTTPS one."""
    timeout: aiohttp.ClientTimeout
    """For connecting, sending and reading the whole answer together."""


def line() -> Line:
    """The running loop's session, with one more user."""
    loop = asyncio.get_running_loop()
    for ended in [other for other in tuple(_lines()) if other.is_closed()]:
        _lines().pop(ended).abandon()
    held = _lines().get(loop)
    if held is None or held.session.closed:
        connector = aiohttp.TCPConnector(limit=0, ttl_dns_cache=_DNS_SECONDS)
        session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        held = _lines()[loop] = Line(session, loop)
    held.users += 1
    return held


def target(address: str, headers: Mapping[str, str], seconds: float) -> Target:
    """Where requests to *address* go; read from the environment as it is now.

    Raises:
        OSError: A file of certificates that the environment names cannot be read.
    """
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    return Target(
        url=URL(address, encoded=True),
        headers=CIMultiDict((istr(name), value) for name, value in headers.items()),
        proxy=_proxy(parts.scheme, parts.hostname or ""),
        tls=_tls(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")) if secure else True,
        timeout=aiohttp.ClientTimeout(total=seconds, ceil_threshold=_EXACT),
    )


async def _whole(response: aiohttp.ClientResponse, most: int) -> bytes:
    length = response.headers.get(hdrs.CONTENT_LENGTH, "")
    if length.isdecimal() and int(length) <= most and hdrs.CONTENT_ENCODING not in response.headers:
        return await response.read()
    parts, size = [], 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > most:
            raise aiohttp.ClientPayloadError(f"the body is longer than {most} bytes")
        parts.append(part)
    return b"".join(parts)


def _proxy(scheme: str, host: str) -> URL | None:
    if is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    found = proxies.get(scheme) or proxies.get("all")
    return URL(found if "://" in found else f"http://{found}") if found else None


@cache
def _tls(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Which authorities are trusted: the environment's file, else certifi's, and the environment's folder with them."""
    context = ssl.create_default_context(cafile=file if file and Path(file).exists() else certifi.where())
    if folder and Path(folder).is_dir():
        context.load_verify_locations(capath=folder)
    return context


@cache
def _lines() -> dict[asyncio.AbstractEventLoop, Line]:
    """Each event loop's open session: connections belong to the loop they were made in."""
    return {}
