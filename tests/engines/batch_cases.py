"""A small run asked by the batch, against a server of its own."""

import json
from collections import Counter
from copy import copy
from dataclasses import replace
from functools import cache
from threading import Event

from judge.evaluation import prepare
from judge.judges.llm import LLMJudge
from judge.rubric import Rubric
from judge.scenario import Response
from judge.testing import Batches, Canned, LoopbackServer, asked, verdict_reply


def rubric(*, gate=False, per="rubric"):
    """Two questions, the second behind a gate where asked for."""
    behind = {"applies_when": {"dimension": "acknowledges", "answer": ["yes"]}} if gate else {}
    return Rubric.model_validate({
        "id": "two_questions",
        "version": "1",
        "title": {"en": "Two questions", "zh": "两个问题"},
        "per": per,
        "dimensions": [
            {
                "id": "acknowledges",
                "name": {"en": "Acknowledges", "zh": "回应感受"},
                "question": {"en": "Does it acknowledge how the person feels?", "zh": "是否回应了对方的感受？"},
                "answers": ["yes", "no"],
                "passes_on": ["yes"],
            },
            {
                "id": "invites",
                "name": {"en": "Invites", "zh": "邀请继续"},
                "question": {"en": "Does it invite the person to go on?", "zh": "是否邀请对方继续说？"},
                "answers": ["yes", "no"],
                "passes_on": ["yes"],
                **behind,
            },
        ],
    })  # fmt: skip


def responses(n=6):
    """Texts that differ, and say little."""
    return [Response(id=f"r{i}", scenario_id=f"s{i}", candidate="c", turns=(), response=f"I hear you, {i}.",
                     context="A hard week.", language="en") for i in range(n)]  # fmt: skip


class Served:
    """A server that runs batches, and a run's folder."""

    def __init__(self, tmp_path, reply=None, **batches):
        self.batches = Batches(reply or says_yes, **batches)
        self.server = LoopbackServer(self.batches.reply)
        self.server.mount(self.answer)
        self.folder = tmp_path / "run"
        self.looked_at = Event()
        """Set when somebody has asked how a batch stands."""

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *error):
        self.server.__exit__(*error)

    def evaluate(self, texts=None, by=None, **settings):
        return self.job(texts, by, **settings).run(self.folder).run

    def answer(self, request):
        answer = self.batches(request)
        if self.batches.requests["retrieve"]:
            self.looked_at.set()
        return answer

    def job(self, texts=None, by=None, **settings):
        given = {"engine": "batch", "poll": 0, "canaries": False, **settings}
        return prepare(texts or responses(), by or rubric(), [self.judge()], **given)

    def records(self):
        return [json.loads(f.read_text()) for f in sorted((self.folder / "batches").glob("[0-9]*.json"))]

    def judge(self):
        made = copy(_judge())
        made.spec = replace(made.spec, api_base=self.server.url)
        return made


@cache
def _judge():
    """One for all: to read its templates takes longer than a small run."""
    return LLMJudge("openai/gpt-4o-mini", name="llm", ask="expert_chain")


def states(run):
    """How many judgments ended in each state, with its reason."""
    rows = run.judgment_rows()
    return Counter(row["state"] + (f":{row['reason_code']}" if row["reason_code"] else "") for row in rows)


def one_state_each(run, n=6, dimensions=2):
    """Whether every asked judgment has exactly one row, in one state."""
    keys = [(row["response_id"], row["dimension"]) for row in run.judgment_rows() if row["state"]]
    return len(keys) == len(set(keys)) == n * dimensions


def says_yes(body):
    """A judge that finds everything well."""
    return Canned.ok(verdict_reply(asked(body["messages"]), lambda *_: "yes"))
