"""OpenAI's files and batches on the loopback server, in memory: for testing whatever hands in work by the batch."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from json import dumps, loads
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from judge.testing.canned import Canned
from judge.testing.shapes import written
from judge.testing.wire import Answer, Request

What = Literal["upload", "create", "retrieve", "content", "list", "cancel"]
Lines = list[bytes]
Delivery = Callable[[Lines, Lines], tuple[Lines, Lines]]
"""From the lines of the output file and of the error file to what is delivered of them."""
Json = dict[str, Any]  # JSON-ready

_FILES = re.compile(r"/files(?:/([^/]+)(/content)?)?$")
_BATCHES = re.compile(r"/batches(?:/([^/]+)(/cancel)?)?$")
_OK = 200
_FAILED = 400
_CREATED = 1_700_000_000
_UNFINISHED = {"expired": "batch_expired", "cancelled": "batch_cancelled"}


@dataclass(eq=False)
class Batches:
    """What ``LoopbackServer.mount`` takes: upload, create, retrieve, content, list and cancel, under any prefix.

    Each line of a batch is answered by *reply*, as the chat endpoint would. A batch is run when it is made; it is
    called finished from the retrieval after *polls* others.
    """

    reply: Callable[[Json], Canned]
    """From a line's body to its answer; a status of 400 or more puts the line into the error file."""
    polls: int = 0
    """So many times a batch is said to be in progress."""
    ends: Literal["completed", "expired", "cancelled", "failed"] = "completed"
    """How batches end; ``failed``: no line was run, for the reason in *failure*."""
    failure: Mapping[str, Any] = field(default_factory=lambda: {"code": "invalid_json_line", "message": "not JSON"})
    answered: int | None = None
    """So many lines are run before a batch expires or is cancelled; ``None``: all."""
    deliver: Delivery | None = None
    """Changes what is delivered: another order, missing, doubled, foreign or cut lines."""
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, Json] = field(default_factory=dict)
    """As they would be retrieved, in order of creation."""
    asked: Counter[str] = field(default_factory=Counter)
    """How often each ``custom_id`` was run: what a provider would bill."""
    requests: Counter[str] = field(default_factory=Counter)
    """How often each of the six things was asked for."""
    failures: list[BaseException] = field(default_factory=list)
    """What the reply function raised; the line has a 500."""
    _instead: dict[str, list[Canned]] = field(default_factory=dict)
    _afterwards: dict[str, list[Canned]] = field(default_factory=dict)
    _waited: Counter[str] = field(default_factory=Counter)

    def instead(self, what: What, *answers: Canned) -> None:
        """Give these answers to the next requests of this kind, and do nothing for them."""
        self._instead.setdefault(what, []).extend(answers)

    def afterwards(self, what: What, *answers: Canned) -> None:
        """Do what the next requests of this kind ask for, and give these answers: ``Canned(drop=True)`` hides it."""
        self._afterwards.setdefault(what, []).extend(answers)

    def __call__(self, request: Request) -> Answer | None:
        """The answer to a request for files or batches; ``None`` to any other."""
        found = self._found(request)
        if found is None:
            return None
        what, done = found
        self.requests[what] += 1
        if self._instead.get(what):
            return _answer(self._instead[what].pop(0))
        answer = done()
        return _answer(self._afterwards[what].pop(0)) if self._afterwards.get(what) else answer

    def _found(self, request: Request) -> tuple[What, Callable[[], Answer]] | None:
        address = urlsplit(request.path)
        if match := _FILES.search(address.path):
            return self._of_files(request, match[1], content=bool(match[2]))
        if match := _BATCHES.search(address.path):
            return self._of_batches(request, match[1], parse_qs(address.query), cancelled=bool(match[2]))
        return None

    def _of_files(
        self, request: Request, file: str | None, *, content: bool
    ) -> tuple[What, Callable[[], Answer]] | None:
        if request.method == "POST" and file is None:
            return "upload", lambda: self._upload(request)
        return ("content", lambda: self._content(file or "")) if content else None

    def _of_batches(
        self, request: Request, batch: str | None, query: Mapping[str, list[str]], *, cancelled: bool
    ) -> tuple[What, Callable[[], Answer]]:
        if batch is None and request.method == "POST":
            return "create", lambda: self._create(loads(request.content))
        if batch is None:
            return "list", lambda: self._list(query)
        if cancelled:
            return "cancel", lambda: self._cancel(batch)
        return "retrieve", lambda: self._retrieve(batch)

    def _upload(self, request: Request) -> Answer:
        name = f"file-{len(self.files)}"
        self.files[name] = _part(request, "file")
        return _json({"id": name, "object": "file", "bytes": len(self.files[name]), "created_at": _CREATED,
                      "filename": "batch.jsonl", "purpose": "batch", "status": "processed"})  # fmt: skip

    def _content(self, file: str) -> Answer:
        if file not in self.files:
            return _answer(Canned.failure(404, f"No such File object: {file}"))
        return Answer(Canned(content_type="application/octet-stream"), self.files[file])

    def _create(self, given: Json) -> Answer:
        if given.get("input_file_id") not in self.files:
            return _answer(Canned.failure(400, "no such input file", param="input_file_id"))
        name = f"batch_{len(self.batches)}"
        made = {"id": name, "object": "batch", "created_at": _CREATED + len(self.batches), "status": "in_progress"}
        lines = [line for line in self.files[given["input_file_id"]].splitlines() if line]
        counts = {"total": len(lines), "completed": 0, "failed": 0}
        self.batches[name] = {**made, **given, "output_file_id": None, "error_file_id": None, "request_counts": counts}
        return _json(self.batches[name])

    def _retrieve(self, batch: str) -> Answer:
        found = self.batches.get(batch)
        if found is None:
            return _answer(Canned.failure(404, f"No batch found with id '{batch}'."))
        if found["status"] in ("in_progress", "cancelling"):
            self._waited[batch] += 1
            if self._waited[batch] > self.polls:
                self._finish(found, "cancelled" if found["status"] == "cancelling" else self.ends)
        return _json(found)

    def _list(self, query: Mapping[str, list[str]]) -> Answer:
        newest = list(reversed(self.batches.values()))
        after = query.get("after", [""])[0]
        start = next((i + 1 for i, b in enumerate(newest) if b["id"] == after), 0)
        end = start + int(query.get("limit", ["20"])[0])
        return _json({"object": "list", "data": newest[start:end], "has_more": end < len(newest)})

    def _cancel(self, batch: str) -> Answer:
        self.batches[batch]["status"] = "cancelling"
        return _json(self.batches[batch])

    def _finish(self, batch: Json, ends: str) -> None:
        batch |= {"status": ends, f"{ends}_at": batch["created_at"] + 60}
        if ends == "failed":
            batch["errors"] = {"object": "list", "data": [{"line": None, "param": None, **self.failure}]}
            return
        output, errors = self._run(batch, ends)
        batch["request_counts"] |= {"completed": len(output), "failed": len(errors)}
        if self.deliver is not None:
            output, errors = self.deliver(output, errors)
        for kind, lines in (("output", output), ("error", errors)):
            if lines:
                name = f"file-{batch['id']}-{kind}"
                self.files[name] = b"\n".join(lines) + b"\n"
                batch[f"{kind}_file_id"] = name

    def _run(self, batch: Json, ends: str) -> tuple[Lines, Lines]:
        output: Lines = []
        errors: Lines = []
        lines = [loads(line) for line in self.files[batch["input_file_id"]].splitlines() if line]
        most = self.answered if ends in _UNFINISHED and self.answered is not None else len(lines)
        for line in lines[:most]:
            self.asked[line["custom_id"]] += 1
            status, answer = self._answered(line)
            (output if status < _FAILED else errors).append(answer)
        for line in lines[most:]:
            error = {"code": _UNFINISHED[ends], "message": "This request could not be executed in time."}
            errors.append(_line(line["custom_id"], None, error))
        return output, errors

    def _answered(self, line: Json) -> tuple[int, bytes]:
        try:
            canned = self.reply(line["body"])
        except Exception as error:  # noqa: BLE001 - a test's own function: told to the client, kept for the test
            self.failures.append(error)
            canned = Canned.failure(500, f"the reply function raised {type(error).__name__}")
        body = loads(written(canned, line["body"], "openai"))
        response = {"status_code": canned.status, "request_id": "req-loopback", "body": body}
        return canned.status, _line(line["custom_id"], response, None)


def _line(custom_id: str, response: Json | None, error: Json | None) -> bytes:
    return dumps({"id": f"batch_req_{custom_id}", "custom_id": custom_id, "response": response, "error": error}).encode(
        "ascii"
    )


def _part(request: Request, name: str) -> bytes:
    """One part of a form sent as multipart; nothing where there is none of that *name*."""
    boundary = request.headers["content-type"].partition("boundary=")[2].strip('"').encode("latin-1")
    for part in request.content.split(b"--" + boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if f'name="{name}"'.encode("latin-1") in head:
            return content.removesuffix(b"\r\n")
    return b""


def _answer(canned: Canned) -> Answer:
    return Answer(canned, written(canned, {}, "openai"))


def _json(content: Mapping[str, Any] | Sequence[Any]) -> Answer:  # JSON-ready
    return Answer(Canned(status=_OK), dumps(content).encode("ascii"))
