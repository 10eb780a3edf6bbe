"""``judge retry``: new attempts beside the old, by the judges as they were."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest
from cli_cases import RUBRIC, a_reply, ran, some_responses
from recovery_cases import REFUSED, UNREADABLE, LoopbackServer, answering, judged, moved, states

import judge
from judge.call import Reply
from judge.evaluation import prepare
from judge.evaluation.asking_again import prepare_retry
from judge.models.scripted import ScriptedModel
from judge.rubric import Rubric
from judge.settings import JudgeSettings, Price
from judge.store.run import read_run
from judge.testing import Canned


def rows_of(folder="run"):
    """Every judgment and call ever made, as they lie in the store."""
    with sqlite3.connect(Path(folder) / "judgments.sqlite") as db:
        return {t: set(db.execute(f"SELECT * FROM {t}")) for t in ("judgments", "calls")}  # noqa: S608


def test_what_was_refused_is_asked_again_and_nothing_is_taken_away(capsys):
    """The old attempts stay as they were, byte for byte; of several the highest is the judgment."""
    with LoopbackServer(answering({1: REFUSED, 2: UNREADABLE})) as server:
        judged(server)
    before = rows_of()
    with LoopbackServer(answering()) as server:
        moved(server)
        done = ran(capsys, "retry", "run", "--state", "refused_model", "--json")

        assert server.requests == 1

    assert done.document["became"] == [{"from": "refused_model", "to": "scored", "judgments": 2}]
    assert done.document["picked"] == [
        {
            "judge": "strict",
            "ask": "expert_chain",
            "state": "refused_model",
            "reason_code": "refusal_field",
            "judgments": 2,
        }
    ]
    after = rows_of()
    assert before["judgments"] < after["judgments"]
    assert before["calls"] < after["calls"]
    found = states(read_run("run"))
    assert {state for (response, _), state in found.items() if response == "r2"} == {"malformed"}
    assert {state for (response, _), state in found.items() if response != "r2"} == {"scored"}


def test_what_became_unreadable_gets_its_re_asks_anew(capsys):
    """A judgment that is asked again is a fresh one: two re-asks, then the single questions."""
    with LoopbackServer(answering({2: UNREADABLE})) as server:
        judged(server)
        first = server.requests
        ran(capsys, "retry", "run", "--state", "malformed")

        assert server.requests - first == first - 3

    assert {state for (response, _), state in states(read_run("run")).items() if response == "r2"} == {"malformed"}


def test_a_retry_that_was_interrupted_is_finished_by_a_plain_resume(capsys):
    """What was reopened and not yet asked is not forgotten: the run knows."""
    with LoopbackServer(answering({1: REFUSED, 2: REFUSED})) as server:
        judged(server)
    with LoopbackServer(answering()) as server:
        moved(server)
        stopped = ran(capsys, "retry", "run", "--state", "refused_model", "--max-cost", "0")
        assert stopped.code == 2  # the price of this judge is not known, and that is found before anything is reopened
        with sqlite3.connect("run/judgments.sqlite") as db:
            assert db.execute("SELECT count(*) FROM reopened").fetchone() == (0,)
            db.execute(
                "INSERT INTO reopened SELECT panel, seq, repeat, dimension, attempt FROM judgments WHERE seq = 1"
            )

        assert ran(capsys, "status", "run", "--json").document["resume"]["calls_at_most"] == 1
        judged(server)
        assert server.requests == 1
    assert states(read_run("run"))["r1", "warm"] == "scored"
    assert states(read_run("run"))["r2", "warm"] == "refused_model"


def test_a_dry_run_says_what_would_be_asked_and_asks_and_writes_nothing(capsys):
    with LoopbackServer(answering({1: REFUSED})) as server:
        judged(server)
        before, asked = rows_of(), server.requests
        done = ran(capsys, "retry", "run", "--state", "refused_model", "--dry-run", "--json")

        assert server.requests == asked
    (row,) = done.document["rows"]
    assert (row["calls"], row["texts"]) == (1, 1)
    assert rows_of() == before
    with sqlite3.connect("run/judgments.sqlite") as db:
        assert db.execute("SELECT count(*) FROM reopened").fetchone() == (0,)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("scored", "was read and is not asked again"),
        ("abstained", "was read and is not asked again"),
        ("withheld", "waits for the dimension its gate looks at"),
        ("refused", "no judgment is in state 'refused'"),
    ],
)
def test_a_verdict_is_never_asked_again_until_one_likes_it(capsys, state, word):
    with LoopbackServer(answering()) as server:
        judged(server)

    done = ran(capsys, "retry", "run", "--state", state)

    assert done.code == 2
    assert word in done.err
    assert "提示" in ran(capsys, "retry", "run", "--state", state, "--ui", "zh").err


def test_nothing_to_ask_again_is_no_failure(capsys):
    with LoopbackServer(answering()) as server:
        judged(server)
        asked = server.requests
        done = ran(capsys, "retry", "run", "--state", "refused_model,malformed")

        assert (done.code, server.requests) == (0, asked)
    assert "nothing to ask again" in done.err


def test_only_the_reason_and_the_judge_that_were_named(capsys):
    with LoopbackServer(answering({1: REFUSED, 2: UNREADABLE})) as server:
        judged(server)
        asked = server.requests

        ran(capsys, "retry", "run", "--state", "refused_model", "--reason", "refusal_text")
        assert server.requests == asked
        assert ran(capsys, "retry", "run", "--state", "refused_model", "--judge", "strickt").code == 2
        ran(capsys, "retry", "run", "--state", "refused_model", "--reason", "refusal_field", "--judge", "strict")
        assert server.requests == asked + 1


def gated_rubric():
    data = RUBRIC.model_dump(mode="json")
    data["dimensions"][1]["applies_when"] = {"dimension": "warm", "answer": ["yes"]}
    return Rubric.model_validate(data)


def test_what_was_withheld_because_of_it_is_decided_anew(capsys):
    """A gate that could not be decided opens or closes once its dimension is read."""
    with LoopbackServer(answering({1: REFUSED})) as server:
        run = judged(server, rubric=gated_rubric(), per="dimension")
    assert states(run)["r1", "cold"] == "withheld"
    with LoopbackServer(answering()) as server:
        moved(server)
        ran(capsys, "retry", "run", "--state", "refused_model")

        assert server.requests == 2
    assert states(read_run("run"))["r1", "cold"] == "scored"


def test_repeats_of_one_judge_are_not_asked_of_another(capsys):
    """The plan of a run is not widened by asking again."""
    with LoopbackServer(answering({1: REFUSED})) as server:
        judged(server)
        judged(server, responses=some_responses(1), repeats=3)
        asked = server.requests
        ran(capsys, "retry", "run", "--state", "refused_model")

        assert server.requests == asked + 1
    assert read_run("run").manifest["settings"]["repeats"] == 1


OWN = """
from judge.judges.llm import LLMJudge

class Mine(LLMJudge):
    def __init__(self):
        super().__init__("hosted_vllm/tiny", name="mine", api_base="{url}")
"""


def test_a_judge_from_a_module_is_made_again_by_its_name(capsys, monkeypatch):
    """The settings name the module; the class is imported from the working directory, as for judge evaluate."""
    monkeypatch.syspath_prepend(str(Path.cwd()))
    with LoopbackServer(answering({1: REFUSED})) as server:
        Path("own_judge_for_retry.py").write_text(OWN.replace("{url}", server.url), encoding="utf-8")
        prepare(some_responses(3), RUBRIC, ["own_judge_for_retry:Mine"], canaries=False).run("run")
        asked = server.requests
        ran(capsys, "retry", "run", "--state", "refused_model")

        assert server.requests == asked + 1
    sys.modules.pop("own_judge_for_retry", None)


def test_a_judge_that_changed_since_is_refused_before_anything_is_reopened(capsys, tmp_path):
    with LoopbackServer(answering({1: REFUSED})) as server:
        judged(server)
        asked = server.requests
        with sqlite3.connect("run/judgments.sqlite") as db:
            db.execute("UPDATE panels SET spec = json_set(spec, '$.ask_sha256', 'another')")

        done = ran(capsys, "retry", "run", "--state", "refused_model")

        assert (done.code, server.requests) == (2, asked)
    assert "changed since this run was started" in done.err
    with sqlite3.connect("run/judgments.sqlite") as db:
        assert db.execute("SELECT count(*) FROM reopened").fetchone() == (0,)


class FromPython:
    """An asking judge that no command line can name."""

    def __init__(self, inner):
        self.name, self.way, self.spec = "python", "", inner.spec
        self.ask, self.read = inner.ask, inner.read

    def identity(self):
        return {"model": "mine"}


def test_a_judge_that_only_python_has_is_asked_for_there(capsys):
    """A clear error on the command line, and a way out in Python."""
    made = lambda: FromPython(judge.LLMJudge("openai/m", name="inner"))  # noqa: E731
    FromPython.__qualname__ = "here.FromPython"
    refused = ScriptedModel([Reply(content=None, refusal="no", finish_reason="stop")])
    prepare(some_responses(2), RUBRIC, [made()], models={"python": refused}, canaries=False).run("run")

    done = ran(capsys, "retry", "run", "--state", "refused_model")
    assert done.code == 2
    assert "judge 'python' cannot be made again: it came from Python" in done.err

    became = judge.retry("run", ["refused_model"], judges=[made()], models={"python": ScriptedModel(a_reply)})
    assert {(before.value, now.value) for before, now in became} == {("refused_model", "scored")}


def test_a_run_keeps_how_its_judges_are_made_and_never_a_key(monkeypatch):
    """The variable's name is kept; what it holds is not."""
    monkeypatch.setenv("MY_KEY", "sk-planted-1234567890abcdef")
    with LoopbackServer(answering({1: REFUSED})) as server:
        own = JudgeSettings(
            name="strict", model="openai/tiny", api_base=server.url, api_key_env="MY_KEY", timeout=77, rpm=6000,
            price=Price(prompt=1.0, completion=2.0, cached=0.5), params={"temperature": 0}, structured="never",
        )  # fmt: skip
        job = prepare(some_responses(2), RUBRIC, [own], ask=["general"], reply="lines", canaries=False)
        run = job.run("run").run

        (made,) = prepare_retry("run", ["malformed", "refused_model"]).jobs[0].judges
    assert made.spec == job.judges[0].spec
    assert made.settings.rpm == 6000
    assert (made.way, made.form) == ("general", "lines")
    assert made.identity() == job.judges[0].identity()
    assert run.manifest["reached"]["strict"]["settings"]["api_key_env"] == "MY_KEY"
    for file in Path("run").iterdir():
        assert b"sk-planted" not in file.read_bytes()


def test_a_candidate_that_was_refused_by_a_filter_is_asked_again_and_the_file_written_anew(capsys):
    """Candidates go through the same machinery; their responses lie in a file beside the run."""
    filtered = LoopbackServer([Canned.filtered(), Canned.ok("I hear you.")])
    Path("scenarios.jsonl").write_text(
        "".join(json.dumps({"id": f"s{n}", "text": f"I feel low {n}"}) + "\n" for n in range(2)), encoding="utf-8"
    )
    with filtered as server:
        given = ("-m", "alder=hosted_vllm/tiny", "--api-base", server.url, "--concurrency", "1")
        ran(capsys, "respond", "scenarios.jsonl", *given, "-o", "said.jsonl")
        assert len(Path("said.jsonl").read_text(encoding="utf-8").splitlines()) == 1
        done = ran(capsys, "retry", "said.run", "--state", "refused_provider")

        assert server.requests == 3
    assert done.code == 0
    assert len(Path("said.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_retry_plans_no_judge_on_responses_it_was_never_asked_about(capsys):
    """Two judges with different gaps: each is asked again about its own."""
    with LoopbackServer(answering({0: REFUSED, 3: REFUSED})) as server:
        judged(server, responses=some_responses(2))
        other = JudgeSettings(name="other", model="hosted_vllm/tiny", api_base=server.url)
        prepare(some_responses(4)[2:], RUBRIC, [other], canaries=False).run("run")
        asked = server.requests
        ran(capsys, "retry", "run", "--state", "refused_model")

        assert server.requests == asked + 2
    with sqlite3.connect("run/judgments.sqlite") as db:
        assert db.execute("SELECT panel, count(*) FROM planned GROUP BY panel").fetchall() == [(1, 2), (2, 2)]
