"""Runs that did not go well, over a real server, for the commands that recover them."""

import sqlite3
from pathlib import Path

from cli_cases import RUBRIC, a_reply, some_responses

from judge.call import Message
from judge.evaluation import prepare
from judge.settings import JudgeSettings
from judge.testing import Canned, LoopbackServer

__all__ = ["LoopbackServer"]


def messages_of(body):
    return [Message(m["role"], m["content"]) for m in body["messages"]]


def about(body):
    """Which of ``some_responses`` a request is about; ``None`` for a known case beside the data."""
    said = messages_of(body)[-1].content
    at = said.find("I hear you ")
    return int(said[at + len("I hear you ") :].split('"')[0]) if at >= 0 else None


def answering(by_number=None, **more):
    """A server's reply function: what *by_number* has for a response, else a valid reply."""

    def reply(body):
        canned = (by_number or {}).get(about(body))
        return canned if canned is not None else Canned.ok(a_reply(messages_of(body)), **more)

    return reply


REFUSED = Canned.refused("I can't help with that.")
UNREADABLE = Canned.ok("Thought process: it is")
DOWN = Canned.failure(503, "The engine is overloaded")


def judged(server, folder="run", *, responses=None, rubric=RUBRIC, **settings):
    """A run of one judge at *server*, as far as it comes."""
    own = JudgeSettings(name="strict", model="hosted_vllm/tiny", api_base=server.url)
    given = {"canaries": False, "concurrency": 2, **settings}
    return prepare(responses or some_responses(4), rubric, [own], **given).run(folder).run


def moved(server, folder="run"):
    """Let the run's judge be reached at another server, as if the first had been repaired."""
    with sqlite3.connect(Path(folder) / "judgments.sqlite") as db:
        old = db.execute("SELECT json_extract(spec, '$.api_base') FROM panels").fetchone()[0]
        db.execute("UPDATE panels SET spec = replace(spec, ?, ?)", (old, server.url))
        db.execute("UPDATE meta SET value = replace(value, ?, ?) WHERE key = 'reached'", (old, server.url))


def states(run):
    """States of the run's judgments by response and dimension."""
    return {(r["response_id"], r["dimension"]): r["state"] for r in run.judgment_rows()}
