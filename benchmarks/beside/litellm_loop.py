"""LiteLLM's own bare loop: ``acompletion`` as its pages show it, on uvloop, and nothing around it.

    python litellm_loop.py URL BODY RESPONSES OUT COUNT CONCURRENCY

The same bodies as in ``aiohttp_loop.py``; each verdict is read and appended to a file of JSON lines.
"""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import litellm
import orjson
import uvloop
from aiohttp_loop import bodies


async def main(url: str, todo: Iterator[tuple[str, dict[str, Any]]], out: TextIO, concurrency: int) -> None:
    async def work() -> None:
        for name, asked in todo:
            about = asked | {"model": f"openai/{asked['model']}"}
            answer = await litellm.acompletion(**about, api_base=url, api_key="sk-none", timeout=60)
            verdict = json.loads(answer.choices[0].message.content)["answers"][0]
            out.write(json.dumps({"id": name, **verdict}, ensure_ascii=False) + "\n")

    await asyncio.gather(*(work() for _ in range(concurrency)))


if __name__ == "__main__":
    address, body, responses, into, number, workers = sys.argv[1:]
    asked_about = bodies(orjson.loads(Path(body).read_bytes()), Path(responses), int(number))
    with Path(into).open("w", encoding="utf-8", buffering=1 << 16) as kept:
        uvloop.run(main(address, asked_about, kept, int(workers)))
