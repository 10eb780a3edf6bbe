"""The transport under LiteLLM: one call is one HTTP request to the announced host, and its raw exchange is kept.

LiteLLM retries refused connections on some routes, follows redirects, invents status codes for unreadable bodies and
rewrites finish reasons. Here the truth is noted before any of that happens, and what nobody asked for is not sent.
"""

from collections.abc import MutableMapping

import httpx

from judge.models.exchange import CURRENT, Exchange
from judge.models.hosts import is_loopback


class Wire(httpx.AsyncBaseTransport):
    """Passes a call's first request on and notes the exchange; refuses a second one and any other host.

    *proxies* is the inner transport's memory of which host is reached by which proxy: this machine is reached by none,
    whatever the environment says, so that what is to stay here stays here.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, proxies: MutableMapping[str, str | None]) -> None:
        self._inner = inner
        self._proxies = proxies

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send *request*, read the whole answer, and return it decoded.

        Connection errors change their kind on the way: LiteLLM would answer the original kind with a second request.
        """
        exchange = CURRENT.get()
        if exchange is None:
            return await self._inner.handle_async_request(request)
        exchange.refused = _objection(exchange, request)
        if exchange.refused:
            raise httpx.UnsupportedProtocol(exchange.refused, request=request)
        if is_loopback(request.url.host):
            self._proxies[request.url.host] = None
        exchange.attempts += 1
        exchange.sent = _content(request)
        try:
            response = await self._inner.handle_async_request(request)
            exchange.status = response.status_code
            exchange.headers = {name.lower(): value for name, value in response.headers.items()}
            exchange.received = await _whole(response, exchange.most)
        except (httpx.ConnectError, httpx.RemoteProtocolError) as error:
            raise httpx.ReadError(str(error), request=request) from None
        kept = [(k, v) for k, v in response.headers.multi_items() if k.lower() not in _ENVELOPE]
        return httpx.Response(response.status_code, headers=kept, content=exchange.received, request=request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


_ENVELOPE = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def _objection(exchange: Exchange, request: httpx.Request) -> str | None:
    if exchange.host is not None and request.url.host != exchange.host:
        return f"a request to {request.url.host!r} was stopped: only {exchange.host!r} was announced"
    if exchange.attempts:
        return "a second request for one call was stopped"
    return None


def _content(request: httpx.Request) -> bytes:
    """The request's body; empty where it is a file on its way."""
    try:
        return request.content
    except httpx.RequestNotRead:
        return b""


async def _whole(response: httpx.Response, most: int) -> bytes:
    parts, size = [], 0
    try:
        async for part in response.aiter_bytes():
            size += len(part)
            if size > most:
                raise httpx.ReadError(f"the body is longer than {most} bytes", request=response.request)
            parts.append(part)
    finally:
        await response.aclose()
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and response.num_bytes_downloaded < int(announced):
        raise httpx.ReadError("the body is shorter than announced", request=response.request)
    return b"".join(parts)
