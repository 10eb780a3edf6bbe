"""The command line as a test runs it, and small runs for it to look at."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from judge.cli.app import run
from judge.evaluation import prepare
from judge.models.scripted import ScriptedModel
from judge.rubric import Rubric
from judge.scenario import Response, Turn

RUBRIC = Rubric.model_validate({
    "id": "small",
    "version": "1.0",
    "title": {"en": "Small", "zh": "小"},
    "dimensions": [
        {
            "id": "warm",
            "name": {"en": "Warm", "zh": "温暖"},
            "question": {"en": "Is it warm?", "zh": "温暖吗？"},
            "passes_on": ["yes"],
            "evidence": "quote",
        },
        {
            "id": "cold",
            "name": {"en": "Cold", "zh": "冷淡"},
            "question": {"en": "Is it cold?", "zh": "冷淡吗？"},
            "passes_on": ["no"],
            "critical": True,
        },
    ],
})  # fmt: skip

JUDGMENT_FIELDS = [
    "response_id", "unit", "turn", "scenario_id", "candidate", "rubric", "rubric_version", "dimension", "judge", "ask",
    "repeat", "state", "reason_code", "answer", "passed", "rationale", "evidence", "evidence_found", "call_id",
    "attempt", "reader_version", "rubric_sha256", "response_sha256", "criterion",
    "probability", "probabilities",
]  # fmt: skip
CALL_FIELDS = [
    "call_id", "judge", "model", "model_returned", "route", "endpoint_host", "attempt", "asked_at", "latency_s",
    "http_attempts", "finish_reason", "raw_reply", "hidden_reasoning", "structured_requested", "params_sent",
    "prompt_sha256", "prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens", "cost_usd",
]  # fmt: skip
"""Both as the contract has them, and what came to them since."""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        """The one JSON document on stdout; anything beside it makes this fail."""
        return json.loads(self.out)


def ran(capsys, *arguments):
    """Run ``judge`` with *arguments* in this process."""
    capsys.readouterr()
    code = run([str(a) for a in arguments])
    said = capsys.readouterr()
    return Done(code, said.out, said.err)


def started(*arguments, **environment):
    """Run ``judge`` with *arguments* as a process of its own, in the test's folder."""
    command = [sys.executable, "-m", "judge", *(str(a) for a in arguments)]
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(Path.cwd()), **environment}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=env)
    return Done(done.returncode, done.stdout, done.stderr)


def some_responses(count=3):
    return [
        Response(f"r{i}", f"s{i}", "alder", (Turn("user", f"I feel low {i}"),), f"I hear you {i}", language="en")
        for i in range(count)
    ]


def a_reply(messages, rationale="because", answer="yes"):
    """A valid reply to a prompt of ours, with *rationale* for each answer."""
    token = messages[-1].content.rpartition(" ")[2]
    asked = [
        line.removeprefix("dimension id: ")
        for line in messages[0].content.splitlines()
        if line.startswith("dimension id: ")
    ]
    quoted = {"warm": {"evidence": "I hear you"}}
    answers = [{"dimension": d, "rationale": rationale, **quoted.get(d, {}), "answer": answer} for d in asked]
    return json.dumps({"token": token, "answers": answers})


def a_run(folder="run", *, responses=None, replies=None, **settings):
    """A run of one model, filled as *replies* say."""
    model = ScriptedModel(replies or a_reply)
    settings = {"canaries": False, **settings}
    job = prepare(responses or some_responses(), RUBRIC, ["strict=openai/m"], models={"strict": model}, **settings)
    return job.run(folder).run


def jsonl(text):
    return [json.loads(line) for line in text.splitlines()]


def number(messages):
    """Which of ``some_responses`` a prompt is about."""
    return int(re.search(r"I hear you (\d+)", messages[-1].content)[1])
