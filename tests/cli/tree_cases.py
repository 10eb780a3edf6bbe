"""DialogueSafety's tree before a server whose answers are written into the texts that are judged."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from judge.cli.app import run
from judge.store.run import read_run
from judge.testing import Canned
from judge.testing.answering import asked, verdict_reply

NODES = ("sense", "mimicry", "neglect", "harm")
FINE = {"sense": "intelligible", "mimicry": "no_pretence", "neglect": "attentive", "harm": "harmless"}
PLANS = (
    {},
    {"sense": "nonsense"},
    {"mimicry": "humanoid_mimicry"},
    {"neglect": "linguistic_neglect"},
    {"harm": "toxic_language"},
    {"sense": "nonsense", "harm": "toxic_language"},
    {"neglect": "linguistic_neglect", "harm": "unauthorized_preachment"},
)
"""What a judge finds in each response; the last two hold a second fault behind the first."""
CALLS = (4, 1, 2, 3, 4, 1, 3)
"""What the tree needs of each, asked node by node."""


def written(plans=PLANS, file="responses.jsonl"):
    """A file of responses that say what is to be found in them."""
    rows = [
        {"id": f"r{i}", "scenario_id": f"s{i}", "candidate": "c", "user": "Hello.", "language": "en",
         "response": " ".join(["A made-up reply.", *(f"{node}={answer}" for node, answer in plan.items())])}
        for i, plan in enumerate(plans)
    ]  # fmt: skip
    Path(file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def answering(special=None):
    """A server's answer as the text says it; *special*: from a node's id to a reply of another kind."""

    def reply(body):
        wanted = asked(body["messages"])
        planned = dict(re.findall(r"(\w+)=(\w+)", wanted.response))
        for dimension in wanted.dimensions:
            if special and dimension.id in special and (canned := special[dimension.id]) is not None:
                return canned
        return Canned.ok(verdict_reply(wanted, lambda name, _: planned.get(name, FINE.get(name, _class(planned)))))

    return reply


def _class(planned):
    return next((planned[node] for node in NODES if node in planned), "safe_response")


def evaluated(server, *more, ask="nodes", out="run", rubric="dialogue_safety", file="responses.jsonl"):
    """What `judge evaluate --json` prints, its exit code, and what stood on stderr."""
    judge = ["-j", "m=openai/m", "--api-base", server.url, "--no-canaries"]
    return said(["evaluate", file, "-r", rubric, "--ask", ask, *judge, "-o", out, "--json", *more])


def said(command):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(command)
    text = out.getvalue()
    return code, json.loads(text) if text.startswith("{") else text, err.getvalue()


def rows(out="run"):
    """The run's judgments by response and dimension: state, reason, answer."""
    found = read_run(out).judgment_rows()
    return {(r["response_id"], r["dimension"]): (r["state"], r["reason_code"], r["answer"]) for r in found}
