"""OpenAI-shaped batch endpoints, by LiteLLM's batch API: upload, create, look, fetch; nothing is sent twice unseen.

Each request is one exchange over our wire: to the announced host only, no redirect, no retry but ours. LiteLLM's own
handlers of files and batches are called one step below ``litellm.acreate_batch``, because only there do they take a
client, and without one they would make a client that follows redirects to anywhere.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from json import dumps
from pathlib import Path
from typing import Any, TypeVar

from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from judge.call import Message, Reply
from judge.errors import CallError
from judge.models import retrying
from judge.models.abilities import takes_schema
from judge.models.base import ModelSpec
from judge.models.batch_lines import CANCELLED, EXPIRED, FAILED, MISSING, unanswered
from judge.models.batch_providers import url_of
from judge.models.bodies import Bodies
from judge.models.dialects import DIALECTS, Dialect, dialect_of
from judge.models.endpoints import PLACEHOLDER, endpoint_host, key_sent, provider_of, resolved_base
from judge.models.exchange import CURRENT, Exchange
from judge.models.faults import classify
from judge.models.litellm import LiteLLMModel, _Library
from judge.models.routing import name_sent
from judge.models.structured import SchemaUse
from judge.record import dataclass

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
ATTEMPTS = 5
_UPLOAD_S = 1200.0
"""Seconds a file of 200 MB may take, up or down."""
_ASK_S = 120.0
_LARGEST = 2**30
_PAGE = 100
_PLAIN = Dialect(frozenset())
"""Of a provider that our own client does not speak to: what was set goes out as it was set."""
_MARKED = frozenset({"openai", "azure"})
"""Providers that keep whatever is noted of a batch; others want words of their own there."""
_PAGES = 50
"""So many pages of batches are looked through for one that may have been made."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a batch stands at its provider."""

    batch_id: str
    status: str
    completed: int
    failed: int
    total: int
    files: tuple[str | None, str | None]
    """Of its answers: those that worked, and those that did not."""
    seconds: float
    """From beginning to end; 0 where the provider does not say."""
    problem: CallError | None
    """Why it ran none of its questions, or not all."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.status in ENDED


class BatchEndpoint:
    """Where one judge's batches are handed in.

    Every method may raise ``CallError``; what may help is tried again, a few times. Where files are only *left* for
    the user, no address is needed and nobody is contacted.
    """

    def __init__(self, spec: ModelSpec, *, left: bool = False) -> None:
        self.spec = spec
        self.name = spec.model
        self.route = "batch"
        self.provider = provider_of(spec)
        self.host = None if left else endpoint_host(spec)
        self.endpoint_host = self.host
        """The host a call is said to have gone to; ``None`` for one that the user made."""
        self.url = url_of(self.provider)
        self._model: LiteLLMModel | None = None
        known = DIALECTS.get(self.provider, (_PLAIN,))
        dialect = dialect_of(self.provider, name_sent(spec)) or known[-1]
        self._bodies = Bodies(name_sent(spec), spec.params, dialect.renames)
        self._schemas = SchemaUse(spec.structured, lambda: dialect.schema != "never" and takes_schema(spec.model))
        self._library: _Library | None = None
        self._client: Any = None  # the OpenAI library's, which LiteLLM's handlers want

    def body(self, messages: Sequence[Message], schema: dict[str, Any] | None, repeat: int) -> bytes:
        """The body of one question: what our own client would send if it were asked at once."""
        return self._bodies.body(messages, self._bodies.tail(self._schemas.sent(schema), repeat))

    def gives_up_schema(self, error: CallError, sent: Mapping[str, Any]) -> bool:
        """Whether the question with the body *sent* is to be asked once more, without the schema *error* refuses."""
        return self._schemas.gives_up(error, sent.get("response_format"))

    async def ask(
        self,
        messages: Sequence[Message],  # noqa: ARG002 - a model's signature
        *,
        schema: dict[str, Any] | None,  # noqa: ARG002 - the same
        repeat: int = 0,  # noqa: ARG002 - the same
    ) -> Reply:
        """Nothing is asked at once here.

        Raises:
            CallError: Always.
        """
        raise unanswered(MISSING)

    async def offered(self) -> bool:
        """Whether the endpoint has batches at all; nothing but the question is sent."""
        try:
            await self._patiently(lambda: self._page(None, 1))
        except CallError as error:
            if error.reason == "not_found":
                return False
            raise
        return True

    async def upload(self, file: Path) -> str:
        """Send the questions and return the file's id. Nothing is run, and nothing costs anything yet."""
        with file.open("rb") as opened:

            async def send() -> Any:  # LiteLLM's object
                opened.seek(0)
                return await self._handlers()[0].acreate_file({"file": opened, "purpose": "batch"}, self._client)

            return str((await self._patiently(send, seconds=_UPLOAD_S)).id)

    async def create(self, file_id: str, marks: Mapping[str, str]) -> Standing:
        """Have an uploaded file run, unless it is being run already: looked for before each try."""

        async def make() -> Any:  # LiteLLM's object
            found = await self._find(file_id)
            if found is not None:
                return found
            wanted: dict[str, Any] = {"completion_window": "24h", "endpoint": self.url, "input_file_id": file_id}
            if self.provider in _MARKED:
                wanted["metadata"] = marks
            return await self._once(lambda: self._handlers()[1].acreate_batch(wanted, self._client), _ASK_S)

        return _standing(await self._patiently(make, alone=False))

    async def look(self, batch_id: str) -> Standing:
        """How a batch stands."""
        return _standing(
            await self._patiently(lambda: self._handlers()[1].aretrieve_batch({"batch_id": batch_id}, self._client))
        )

    async def fetch(self, file_id: str) -> bytes:
        """A file of answers."""

        async def load() -> Any:  # LiteLLM's object
            return await self._handlers()[0].afile_content({"file_id": file_id}, self._client)

        return bytes((await self._patiently(load, seconds=_UPLOAD_S)).content)

    async def aclose(self) -> None:
        """Close the connections when nobody else uses them."""
        self._client = self._library = None
        if self._model is not None:
            await self._model.aclose()

    async def _find(self, file_id: str) -> Any:  # LiteLLM's object, or None
        after = None
        for _ in range(_PAGES):
            page = await self._once(lambda: self._page(after, _PAGE), _ASK_S)  # noqa: B023 - awaited at once
            for batch in page.data:
                if batch.input_file_id == file_id:
                    return batch
            if not page.data or not page.has_more:
                return None
            after = page.data[-1].id
        return None

    async def _page(self, after: str | None, limit: int) -> Any:  # the OpenAI library's page
        options = {"after": after} if after else {}
        return await self._handlers()[1].alist_batches(openai_client=self._client, limit=limit, **options)

    async def _patiently(self, ask: Callable[[], Awaitable[T]], *, seconds: float = _ASK_S, alone: bool = True) -> T:
        waits = wait_random_exponential(multiplier=retrying.BASE_WAIT, max=60)
        tries = AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS), wait=waits, retry=retry_if_exception(_may_help), reraise=True
        )
        async for attempt in tries:
            with attempt:
                return await (self._once(ask, seconds) if alone else ask())
        raise AssertionError  # tenacity has raised

    async def _once(self, ask: Callable[[], Awaitable[T]], seconds: float) -> T:
        """One request over the wire."""
        self._opened()
        seen = Exchange(self.host, most=_LARGEST)
        marked = CURRENT.set(seen)
        try:
            async with asyncio.timeout(seconds):
                return await ask()
        except Exception as error:  # noqa: BLE001 - LiteLLM raises anything; all of it is classified
            raise classify(error, provider=self.provider, seen=seen) from None
        finally:
            CURRENT.reset(marked)

    def _opened(self) -> _Library:
        if self._library is None:
            self._model = LiteLLMModel(self.spec)
            self._library = self._model._library()  # noqa: SLF001 - one house
            self._client = _client(self.spec, self.provider, self._library)
        return self._library

    def _handlers(self) -> tuple[Any, Any]:  # LiteLLM's, for files and for batches
        module = self._opened().module
        return module.openai_files_instance, module.openai_batches_instance


def _may_help(error: BaseException) -> bool:
    return isinstance(error, CallError) and error.retryable


def _client(spec: ModelSpec, provider: str, library: _Library) -> Any:  # the OpenAI library's
    """An OpenAI client over our wire; it retries nothing, and takes address and key as everything else does."""
    import openai  # noqa: PLC0415 - LiteLLM's, and only needed here

    common = {"api_key": key_sent(spec) or PLACEHOLDER, "max_retries": 0, "http_client": library.module.aclient_session}
    base = resolved_base(spec)
    if provider == "azure":
        version = os.environ.get("AZURE_API_VERSION") or library.module.AZURE_DEFAULT_API_VERSION
        return openai.AsyncAzureOpenAI(azure_endpoint=base or "", api_version=version, **common)
    return openai.AsyncOpenAI(base_url=base, **common)


def _standing(batch: Any) -> Standing:  # LiteLLM's object or the OpenAI library's
    counts = batch.request_counts
    ended = next((at for s in ENDED if (at := getattr(batch, f"{s}_at", None))), None)
    return Standing(
        str(batch.id),
        str(batch.status),
        completed=getattr(counts, "completed", None) or 0,
        failed=getattr(counts, "failed", None) or 0,
        total=getattr(counts, "total", None) or 0,
        files=(batch.output_file_id, batch.error_file_id),
        seconds=float(max(ended - batch.created_at, 0)) if ended and batch.created_at else 0.0,
        problem=_problem(batch),
    )


def _problem(batch: Any) -> CallError | None:  # LiteLLM's object or the OpenAI library's
    """What questions without an answer are to be told."""
    if batch.status in ("expired", "cancelled"):
        return unanswered(EXPIRED if batch.status == "expired" else CANCELLED)
    if batch.status != "failed":
        return None
    first = next(iter(getattr(batch.errors, "data", None) or ()), None)
    told = {"code": getattr(first, "code", None), "message": getattr(first, "message", None) or "no message"}
    seen = Exchange(None, attempts=1, status=400, received=dumps({"error": told}).encode("ascii"))
    error = classify(Exception(), provider="the batch", seen=seen)
    return error if error.endpoint_wide else unanswered(FAILED, error)
