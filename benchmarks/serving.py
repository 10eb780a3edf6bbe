"""A fast stand-in for a provider, which every program here measures against: an OpenAI-shaped endpoint on 127.0.0.1.

    python benchmarks/serving.py [--latency-ms 200] [--cap 400] [--retry-after 1] [--reply judge] [--keep FILE]

One process with one event loop. It searches the bytes of a request and parses nothing, so that it answers several
times faster than any client here asks (``engine_cost.py`` prints what it spends on a request). Every answer is one
verdict of about 150 tokens with the prompt's own token in it. ``GET /counts`` tells what was asked, when first and
last, what was paid for twice, and the CPU time it took; ``GET /body`` gives the last request's body; ``GET /reset``
starts the counts again. With ``--cap`` more than so many requests a second get a 429 with ``Retry-After``; with
``--keep FILE`` every body is written there.
"""

import argparse
import asyncio
import gc
import json
import time
from pathlib import Path
from typing import Any, BinaryIO

import uvloop

DIMENSION = "support"
REASON = (
    "The response puts this person's strain into its own words where it says how long these weeks have been, and it "
    "stays with that before it offers anything. It names the people around them as somebody to turn to, asks one open "
    "question about the coming days, and makes no promise that it could not keep. One sentence in the middle is "
    "general and would fit anybody, but it does not take back what was said before it; the tone stays on a level with "
    "the person throughout. Taken together the support is there in the words themselves, not only in the intention."
)
REPLIES = {
    "judge": json.dumps(
        {
            "token": "000000",
            "answers": [{"dimension": DIMENSION, "rationale": REASON, "answer": "yes"}],
        }
    ),
    "grade": f"{REASON}\n\nGRADE: C",
    "score": json.dumps({"score": 8, "reason": REASON}),
}
"""What each kind of client expects: ours, Inspect AI's, DeepEval's."""
USAGE = {"prompt_tokens": 1165, "completion_tokens": 150, "total_tokens": 1315}
TOKEN = b"Token: "


def written(reply: str) -> tuple[bytes, bytes]:
    """The whole answer to a question, before and after the six digits of its token."""
    message = {"role": "assistant", "content": REPLIES[reply], "refusal": None}
    body = json.dumps(
        {
            "id": "chatcmpl-0123456789abcdef",
            "object": "chat.completion",
            "created": 1764115200,
            "model": "bench-judge",
            "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
            "usage": USAGE | {"prompt_tokens_details": {"cached_tokens": 0}},
        }
    ).encode()
    before, _, after = answer(200, "OK", body).partition(b"000000" if reply == "judge" else b"\0")
    return before, after


def answer(status: int, phrase: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


class Counts:
    """What one server was asked."""

    def __init__(self) -> None:
        self.requests = self.limited = self.twice = self.in_flight = self.peak = 0
        self.first = self.last = 0.0
        self.began = time.process_time()
        self.seen: set[int] = set()
        self.body = b""

    def table(self) -> dict[str, Any]:
        """Times are of the monotonic clock, which all processes of a machine share."""
        names = ("requests", "limited", "twice", "in_flight", "peak", "first", "last")
        spent = time.process_time() - self.began
        return {name: getattr(self, name) for name in names} | {"distinct": len(self.seen), "cpu": spent}


class Endpoint:
    """Decides about requests; connections come and go."""

    def __init__(
        self, *, latency: float, cap: float, retry_after: float, reply: str, keep: BinaryIO | None = None
    ) -> None:
        self.counts, self.keep = Counts(), keep
        self.latency, self.cap = latency, cap
        self.before, self.after = written(reply)
        error = (
            b'{"error":{"message":"Rate limit reached for requests","type":"requests","code":"rate_limit_exceeded"}}'
        )
        self.refusal = answer(429, "Too Many Requests", error, f"Retry-After: {retry_after:g}\r\n")
        self.room = self.most = max(1.0, cap / 10)  # a tenth of a second's worth may come at once
        self.filled = time.monotonic()

    def chat(self, body: bytes) -> tuple[bytes, float]:
        """The answer to one question, and after how many seconds."""
        counts, now = self.counts, time.monotonic()
        counts.first, counts.last = counts.first or now, now
        counts.requests += 1
        if self.cap and not self.admitted(now):
            counts.limited += 1
            return self.refusal, 0.0
        mark = hash(body)
        if mark in counts.seen:
            counts.twice += 1
        counts.seen.add(mark)
        counts.body = body
        if self.keep is not None:
            self.keep.write(body + b"\n")
        at = body.rfind(TOKEN) + len(TOKEN)
        return self.before + body[at : at + 6] * bool(self.after) + self.after, self.latency

    def admitted(self, now: float) -> bool:
        """Take one from the bucket that fills at the cap's rate."""
        self.room = min(self.most, self.room + (now - self.filled) * self.cap)
        self.filled = now
        if self.room < 1:
            return False
        self.room -= 1
        return True

    def page(self, head: bytes) -> bytes:
        """What a GET is answered with."""
        if b"/body" in head:
            return answer(200, "OK", self.counts.body)
        if b"/reset" in head:
            self.counts = Counts()
        return answer(200, "OK", json.dumps(self.counts.table()).encode())


class Connection(asyncio.Protocol):
    """One kept-alive connection, one request at a time."""

    def __init__(self, endpoint: Endpoint, loop: asyncio.AbstractEventLoop) -> None:
        self.endpoint, self.loop, self.held = endpoint, loop, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer a request once it is whole."""
        held = self.held = self.held + data if self.held else data
        end = held.find(b"\r\n\r\n") + 4
        if end < 4:
            return
        head = held[:end].lower()
        at = head.find(b"content-length:")
        whole = end + (int(head[at + 15 : head.index(b"\r\n", at)]) if at >= 0 else 0)
        if len(held) < whole:
            return
        self.held = held[whole:]
        if not head.startswith(b"post"):
            self.transport.write(self.endpoint.page(head))
            return
        said, wait = self.endpoint.chat(held[end:whole])
        if wait:
            counts = self.endpoint.counts
            counts.in_flight += 1
            counts.peak = max(counts.peak, counts.in_flight)
            self.loop.call_later(wait, self.send, said, counts)
        else:
            self.transport.write(said)

    def send(self, said: bytes, counts: Counts) -> None:
        """Send an answer that had to wait."""
        counts.in_flight -= 1
        if not self.transport.is_closing():
            self.transport.write(said)


async def serve(options: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    keep = options.keep and options.keep.open("wb", buffering=0)
    limits = {"latency": options.latency_ms / 1000, "cap": options.cap, "retry_after": options.retry_after}
    endpoint = Endpoint(**limits, reply=options.reply, keep=keep)
    server = await loop.create_server(lambda: Connection(endpoint, loop), "127.0.0.1", options.port, backlog=2048)
    gc.freeze()
    gc.disable()
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--cap", type=float, default=0, help="requests a second; 0: no cap")
    parser.add_argument("--retry-after", type=float, default=1)
    parser.add_argument("--reply", choices=REPLIES, default="judge")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    parser.add_argument("--port", type=int, default=0)
    uvloop.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
