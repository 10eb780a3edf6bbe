"""The bare loop our engine is measured against: aiohttp on uvloop with orjson, and nothing around it.

    python aiohttp_loop.py URL BODY RESPONSES OUT COUNT CONCURRENCY

It sends the bodies that our engine sent (BODY is one of them, its case and token replaced), reads each verdict and
appends it to a file of JSON lines: so it renders, sends, reads and writes, and has no limits, retries or resume.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, TextIO

import aiohttp
import jinja2
import orjson
import uvloop

CASE = (
    '{{ before }}{"context": [{"role": "user", "text": {{ turn }}}], "response": {{ response }}}{{ after }}{{ token }}'
)


def bodies(sample: dict[str, Any], responses: Path, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each response's id and the body that asks about it."""
    first, whole = sample["messages"][0], sample["messages"][-1]["content"]
    before, _, rest = whole.partition('{"')
    after = rest[rest.index("\n") : -6]
    render = jinja2.Environment(undefined=jinja2.StrictUndefined).from_string(CASE).render  # noqa: S701 - no page
    dice = Random(7)
    with responses.open("rb") as lines:
        for line in islice(lines, count):
            row = orjson.loads(line)
            turn, response = (orjson.dumps(text).decode() for text in (row["turns"][0]["content"], row["response"]))
            token = f"{dice.randrange(1_000_000):06}"
            text = render(before=before, turn=turn, response=response, after=after, token=token)
            yield row["id"], sample | {"messages": [first, {"role": "user", "content": text}]}


async def main(url: str, todo: Iterator[tuple[str, dict[str, Any]]], out: TextIO, concurrency: int) -> None:
    headers = {"Authorization": "Bearer sk-none", "Content-Type": "application/json"}
    connector, timeout = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(60)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout, headers=headers) as session:

        async def work() -> None:
            for name, asked in todo:
                async with session.post(url + "/chat/completions", data=orjson.dumps(asked)) as answer:
                    answer.raise_for_status()
                    reply = orjson.loads(await answer.read())["choices"][0]["message"]["content"]
                verdict = json.loads(reply)["answers"][0]
                out.write(json.dumps({"id": name, **verdict}, ensure_ascii=False) + "\n")

        await asyncio.gather(*(work() for _ in range(concurrency)))


if __name__ == "__main__":
    address, body, responses, into, number, workers = sys.argv[1:]
    asked_about = bodies(orjson.loads(Path(body).read_bytes()), Path(responses), int(number))
    with Path(into).open("w", encoding="utf-8", buffering=1 << 16) as kept:
        uvloop.run(main(address, asked_about, kept, int(workers)))
