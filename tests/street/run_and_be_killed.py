"""A run that is killed over and over and starts again each time: a program for the kill test.

LiteLLM is imported once; every start is a fork of that process, so that the kills fall on our code, not on an import.
Prints how many kills found the run at work.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

import judge


def work(url: str, responses: Path, folder: Path, concurrency: int) -> None:
    """The run, as a script of a user's would start it."""
    llm = judge.LLMJudge("openai/stand-in", name="llm", api_base=url)
    judge.evaluate(judge.read_responses(responses), "psycrisis", [llm], folder=folder, concurrency=concurrency)


def main() -> None:
    """Fork, kill, fork again; the last one runs to its end."""
    url, responses, folder, kills, seed, concurrency = sys.argv[1:]
    chance = random.Random(int(seed))  # noqa: S311 - moments to kill at, no secrets
    warm = Path(f"{folder}-warm.jsonl")
    warm.write_text('{"id": "w", "candidate": "c", "context": "x", "response": "y"}\n', encoding="utf-8")
    work(url, warm, Path(f"{folder}-warm"), 1)
    at_work = 0
    for kill in range(int(kills) + 1):
        child = os.fork()
        if child == 0:
            try:
                work(url, Path(responses), Path(folder), int(concurrency))
            finally:
                os._exit(0)
        if kill < int(kills):
            time.sleep(chance.uniform(0.02, 0.35))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        at_work += os.WIFSIGNALED(status)
    print(at_work)


if __name__ == "__main__":
    main()
