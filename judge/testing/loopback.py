"""A server on 127.0.0.1 that answers as providers do, well or badly, as told."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from json import dumps, loads
from typing import Any, Self, TextIO

from judge.testing.canned import Canned
from judge.testing.shapes import messages_of, model_list, ollama_card, protocol_of, written
from judge.testing.wire import Answer, Connection, Request

Reply = Callable[[dict[str, Any]], Canned]  # a request body, as it came
_BACKLOG = 2048


class LoopbackServer:
    """An HTTP endpoint for judges, for tests.

    It speaks the chat protocols of OpenAI (``POST /v1/chat/completions``), Anthropic (``/v1/messages``), Gemini
    (``...:generateContent``) and Ollama (``/api/chat``, ``/api/show``), and lists one model at ``GET /v1/models``. Use
    it as a context manager; it runs in a thread of its own, and *reply* is called there with each request's parsed
    body.

    *reply* may also be one answer for all requests, or several, given in turn, the last one for ever.

    >>> with LoopbackServer(Canned.ok("hello")) as server:
    ...     server.url.endswith("/v1"), server.requests
    (True, 0)
    """

    def __init__(
        self,
        reply: Reply | Canned | Sequence[Canned],
        *,
        latency: float = 0.0,
        log: TextIO | None = None,
        port: int = 0,
        keep: bool = True,
    ) -> None:
        self._reply = _as_function(reply)
        self._latency = latency
        self._log = log
        self._keep = keep
        self._pages: dict[str, Callable[[], object]] = {"/v1/models": model_list}
        self._mounted: list[Callable[[Request], Answer | None]] = []
        self.port = port
        self.requests = 0
        """Chat requests so far, whatever was answered."""
        self.seen: list[dict[str, Any]] = []  # request bodies, as they came
        """Their bodies, in order of arrival (kept unless ``keep=False``)."""
        self.received: list[Request] = []
        """The same requests whole: path, headers, and when they came by the server's own monotonic clock."""
        self.prompts: Counter[str] = Counter()
        """How often each distinct prompt came, by the fingerprint of its messages."""
        self.paths: Counter[str] = Counter()
        """Every request of any kind, by path."""
        self.failures: list[BaseException] = []
        """What the reply function raised; the client saw a 500."""
        self._connections: set[Connection] = set()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        """Base address in OpenAI's style."""
        return f"{self.root}/v1"

    @property
    def root(self) -> str:
        """Base address without the version, as Anthropic's and Ollama's clients want it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def distinct(self) -> int:
        """How many different prompts came."""
        return len(self.prompts)

    @property
    def arrivals(self) -> list[float]:
        """When each chat request came, in seconds of the server's monotonic clock."""
        return [request.at for request in self.received]

    def page(self, path: str, content: Callable[[], object]) -> None:
        """Answer ``GET path`` with what *content* returns, as JSON."""
        self._pages[path] = content

    def mount(self, route: Callable[[Request], Answer | None]) -> None:
        """Let *route* answer first, whatever it does not return ``None`` to: :class:`~judge.testing.Batches`."""
        self._mounted.append(route)

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="loopback", daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def wait(self) -> None:
        """Serve until the process ends."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, ready: threading.Event) -> None:
        loop = self._loop = asyncio.new_event_loop()
        try:
            serving = loop.create_server(self._connection, "127.0.0.1", self.port, backlog=_BACKLOG)
            server = loop.run_until_complete(serving)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            loop.run_forever()
            server.close()
            for connection in tuple(self._connections):
                connection.close()
        finally:
            ready.set()
            loop.close()

    def _connection(self) -> Connection:
        return Connection(self._answer, self._connections)

    def _answer(self, request: Request) -> Answer:
        self.paths[request.path] += 1
        for route in self._mounted:
            if (answer := route(request)) is not None:
                return answer
        protocol = protocol_of(request.path)
        if protocol is None or request.method != "POST":
            return _page(request, self._pages)
        try:
            body = loads(request.content)
        except ValueError:
            return _refusal(400, "the request's body is not JSON")
        self.requests += 1
        self.prompts[fingerprint(body)] += 1
        if self._keep:
            self.seen.append(body)
            self.received.append(request)
        canned = self._canned(body)
        if self._log is not None:
            print(f"{request.at:.6f} {request.path} {canned.status}", file=self._log, flush=True)
        return Answer(canned, written(canned, body, protocol), self._latency + canned.delay)

    def _canned(self, body: dict[str, Any]) -> Canned:  # a request body, as it came
        try:
            return self._reply(body)
        except Exception as error:  # noqa: BLE001 - a test's own function: told to the client, kept for the test
            self.failures.append(error)
            return Canned.failure(500, f"the reply function raised {type(error).__name__}")


def fingerprint(body: Mapping[str, Any]) -> str:  # a request body, as it came
    """A short fingerprint of a request's messages."""
    return sha256(dumps(messages_of(body)).encode("ascii")).hexdigest()[:16]


def _as_function(reply: Reply | Canned | Sequence[Canned]) -> Reply:
    if isinstance(reply, Canned):
        return lambda _: reply
    if callable(reply):
        return reply
    script, last = iter(reply), reply[-1]
    return lambda _: next(script, last)


def _page(request: Request, pages: Mapping[str, Callable[[], object]]) -> Answer:
    bare = request.path.partition("?")[0]
    with suppress(KeyError):
        return _json(pages[bare]())
    if bare.endswith("/api/show"):
        return _json(ollama_card())
    return _refusal(404, f"nothing at {bare}")


def _refusal(status: int, message: str) -> Answer:
    canned = Canned.failure(status, message)
    return Answer(canned, written(canned, {}, "openai"))


def _json(content: object) -> Answer:
    return Answer(Canned(), dumps(content).encode("ascii"))
