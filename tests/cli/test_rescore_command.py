"""``judge rescore``: what today's reader makes of yesterday's replies, beside what was made of them."""

import sqlite3
from pathlib import Path

from cli_cases import JUDGMENT_FIELDS, RUBRIC, a_reply, jsonl, ran, some_responses
from recovery_cases import REFUSED, UNREADABLE, LoopbackServer, answering, judged
from test_retry_command import FromPython, gated_rubric, rows_of

import judge
from judge.evaluation import prepare
from judge.models.scripted import ScriptedModel
from judge.parsing import READER_VERSION


def read_by_an_older_reader(*changes, folder="run"):
    """Simulate it: what it would have stored, as (state, reason, answer, passed, number of the response, dimension)."""
    with sqlite3.connect(Path(folder) / "judgments.sqlite") as db:
        db.execute("UPDATE judgments SET reader_version = '0'")
        db.executemany(
            "UPDATE judgments SET state = ?, reason_code = ?, answer = ?, passed = ? WHERE seq = ? AND dimension = ?",
            changes,
        )


def test_differences_are_listed_and_nothing_is_called_or_changed(capsys):
    """A reply an older reader could not read, and one it read as another answer."""
    with LoopbackServer(answering({3: REFUSED})) as server:
        judged(server)
        asked = server.requests
        read_by_an_older_reader(("malformed", "fence", None, None, 0, "warm"), ("scored", None, "no", 0, 1, "warm"))
        before = rows_of()
        done = ran(capsys, "rescore", "run", "--json").document

        assert server.requests == asked
    assert (done["replies"], done["judgments"], done["differ"]) == (4, 8, 2)
    assert done["reader_version"] == READER_VERSION
    assert done["changes"] == [
        {"from": {"state": "malformed", "answer": None}, "to": {"state": "scored", "answer": "yes"}, "judgments": 1},
        {"from": {"state": "scored", "answer": "no"}, "to": {"state": "scored", "answer": "yes"}, "judgments": 1},
    ]
    assert [(r["response_id"], r["dimension"]) for r in done["rows"]] == [("r0", "warm"), ("r1", "warm")]
    assert rows_of() == before


def test_the_export_has_a_new_column_where_there_is_something_to_say(capsys):
    """And none where there is nothing: whoever never rescored sees the export he knows."""
    with LoopbackServer(answering()) as server:
        judged(server)
    ran(capsys, "rescore", "run")
    assert list(jsonl(ran(capsys, "export", "run").out)[0]) == JUDGMENT_FIELDS

    read_by_an_older_reader(("malformed", "fence", None, None, 0, "warm"))
    ran(capsys, "rescore", "run")

    rows = jsonl(ran(capsys, "export", "run").out)
    assert list(rows[0]) == [*JUDGMENT_FIELDS, "rescored_state", "rescored_answer"]
    again = {(r["response_id"], r["dimension"]): (r["state"], r["rescored_state"], r["rescored_answer"]) for r in rows}
    assert again["r0", "warm"] == ("malformed", "scored", "yes")
    assert again["r1", "warm"] == ("scored", None, None)
    ran(capsys, "export", "run", "-o", "out.csv")
    assert Path("out.csv").read_text(encoding="utf-8").splitlines()[0].endswith("rescored_state,rescored_answer")


def test_reading_again_twice_is_reading_again_once(capsys):
    with LoopbackServer(answering()) as server:
        judged(server)
    read_by_an_older_reader(("malformed", "fence", None, None, 0, "warm"))

    first = ran(capsys, "rescore", "run", "--json").document
    assert ran(capsys, "rescore", "run", "--json").document == first
    with sqlite3.connect("run/judgments.sqlite") as db:
        assert db.execute("SELECT count(*) FROM rescored").fetchone() == (1,)
    assert ran(capsys, "status", "run", "--json").document["rescored"]["differ"] == 1


def test_todays_reader_agrees_with_itself(capsys):
    """Whatever the replies were like: refusals, re-asks, unreadable ones."""
    with LoopbackServer(answering({1: REFUSED, 2: UNREADABLE})) as server:
        judged(server)

    done = ran(capsys, "rescore", "run")

    assert done.code == 0
    assert "0 otherwise than before" in done.out


def test_what_a_gate_decided_is_left_out_and_counted(capsys):
    """The reader knows nothing of gates, so it would only seem to differ."""
    with LoopbackServer(answering()) as server:
        prepare_gated(server)

    done = ran(capsys, "rescore", "run", "--json").document

    assert (done["differ"], done["decided_by_gates"]) == (0, 4)


def prepare_gated(server):
    """Both questions in one call; the second turns out not to apply."""
    rubric = gated_rubric()
    data = rubric.model_dump(mode="json")
    data["dimensions"][1]["applies_when"] = {"dimension": "warm", "answer": ["no"]}
    judged(server, rubric=type(rubric).model_validate(data))


def test_a_judge_that_cannot_be_made_again_is_left_out_and_named(capsys):
    FromPython.__qualname__ = "here.FromPython"
    made = FromPython(judge.LLMJudge("openai/m", name="inner"))
    prepare(some_responses(2), RUBRIC, [made], models={"python": ScriptedModel(a_reply)}, canaries=False).run("run")

    done = ran(capsys, "rescore", "run")

    assert done.code == 0
    assert "judge 'python' was left out" in done.err


def test_a_judge_of_ones_own_reads_its_own_replies(capsys, monkeypatch):
    """Whatever its reader has learned since; it is imported as for judge evaluate."""
    monkeypatch.syspath_prepend(str(Path.cwd()))
    with LoopbackServer(answering()) as server:
        Path("own_reader.py").write_text(OWN_READER.replace("{url}", server.url), encoding="utf-8")
        prepare(some_responses(2), RUBRIC, ["own_reader:Mine"], canaries=False).run("run")
        monkeypatch.setattr("own_reader.STRICT", True)
        done = ran(capsys, "rescore", "run", "--json").document

    assert done["changes"] == [
        {"from": {"state": "scored", "answer": "yes"}, "to": {"state": "malformed", "answer": None}, "judgments": 4}
    ]


OWN_READER = """
from judge.errors import ReplyError
from judge.judges.llm import LLMJudge

STRICT = False
inner = LLMJudge("hosted_vllm/tiny", name="inner", api_base="{url}")

class Mine:
    name, way, spec, ask = "mine", "", inner.spec, inner.ask

    def read(self, prompt, reply):
        if STRICT:
            raise ReplyError("no", state="malformed", reason="own")
        return inner.read(prompt, reply)

    def identity(self):
        return {"model": "mine"}
"""


def test_it_is_said_in_chinese_too(capsys):
    with LoopbackServer(answering()) as server:
        judged(server)
    read_by_an_older_reader(("malformed", "fence", None, None, 0, "warm"))

    done = ran(capsys, "rescore", "run", "--ui", "zh")

    assert "1 条与原来不同" in done.out
    assert "回答无法读取" in done.out
