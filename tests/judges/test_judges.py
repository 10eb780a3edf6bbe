"""Judges that ask nobody, judges of your own, and how they are named."""

import asyncio
from pathlib import Path

import pytest

import judge
from judge.case import Case
from judge.cli.app import run
from judge.errors import NotFoundError, SettingsError
from judge.evaluation import prepare
from judge.judges.naming import judges_named
from judge.library import load_rubric
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings

OWN = """
from judge.judgment import scored


class Even:
    name = "even"

    async def decide(self, cases):
        for case in cases:
            for d in case.dimensions:
                yield scored(case, d, "yes" if len(case.response.response) % 2 == 0 else "no")

    def identity(self):
        return {"model": "even"}


class NoJudge:
    pass
"""

SPENT = """
from pathlib import Path
from judge.errors import SettingsError


class Spent:
    name = "spent"

    async def decide(self, cases):
        with Path("asked").open("a") as out:
            out.write(".")
        raise SettingsError("not enough memory for batches of 32 texts", hint="a smaller --batch or --max-length")
        yield

    def identity(self):
        return {"model": "spent"}
"""


def response(text, id_="r"):
    return Response(id_, "s", "c", (Turn("user", "hi"),), text, language="en")


def decided(judge_, *responses, rubric="crisis_response"):
    cases = [Case(r, load_rubric(rubric), load_rubric(rubric).dimensions, "en") for r in responses]

    async def collect():
        return [j async for j in judge_.decide(cases)]

    return {(j.response_id, j.dimension): j for j in asyncio.run(collect())}


def test_the_lexical_judge_quotes_the_phrase_that_decided():
    """A baseline that says why, so that everybody sees how little it knows."""
    found = decided(judge.LexicalJudge(), response("Don’t worry, I promise to keep this secret. Stay strong."))

    flagged = [j for j in found.values() if j.evidence]
    assert flagged
    assert all(
        j.evidence_found and j.evidence in "Don’t worry, I promise to keep this secret. Stay strong." for j in flagged
    )


def test_the_lexical_judge_abstains_where_its_lexicon_knows_nothing():
    """No phrase list for a dimension is no verdict, not a no."""
    text = {"en": "x", "zh": "某"}
    rubric = judge.load_rubric("psycrisis").model_copy(
        update={
            "examples": (),
            "asked": (
                judge.load_rubric("psycrisis").dimensions[0].model_copy(update={"id": "warmth_of_tone", "name": text}),
            ),
        }
    )

    run = prepare([response("hello")], rubric, ["baseline/lexical"]).run("run").run

    assert [(r["state"], r["reason_code"], r["answer"]) for r in run.judgment_rows()] == [
        ("abstained", "not_in_lexicon", None)
    ]


@pytest.mark.parametrize(("name", "passed"), [("baseline/always-pass", True), ("baseline/always-fail", False)])
def test_constant_judges_answer_by_what_passes_not_by_yes(name, passed):
    run = prepare([response("hello")], "crisis_response", [name]).run("run").run

    assert {r["passed"] for r in run.judgment_rows() if r["state"] == "scored"} == {passed}


def test_a_judge_of_your_own_is_named_by_its_module(tmp_path):
    Path("my_judges.py").write_text(OWN, encoding="utf-8")

    run = prepare([response("four"), response("three", "r2")], "psycrisis", ["my_judges:Even"]).run("run").run

    assert {(r["response_id"], r["judge"], r["answer"]) for r in run.judgment_rows()} == {
        ("r", "even", "yes"), ("r2", "even", "no"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("my_judges:Evn", NotFoundError), ("no_such_module:X", NotFoundError), ("my_judges:NoJudge", SettingsError),
        ("baseline/lexicl", NotFoundError), ("gpt-5", SettingsError),
    ],
)  # fmt: skip
def test_a_name_that_leads_to_no_judge_is_refused_with_a_hint(model, error):
    Path("my_judges.py").write_text(OWN, encoding="utf-8")

    with pytest.raises(error) as caught:
        judges_named(JudgeSettings(model=model), ["expert_chain"])

    assert caught.value.hint


def test_two_judges_of_one_name_are_refused_and_ways_of_asking_are_told_apart():
    with pytest.raises(SettingsError, match="two judges are called"):
        prepare([response("x")], "psycrisis", ["baseline/lexical", "baseline/lexical"])

    job = prepare(
        [response("x")], "psycrisis", ["openai/m"], models={"openai/m": object()}, ask=["general", "rule_based"]
    )
    assert [j.way for j in job.judges] == ["general", "rule_based"]


def test_a_scripted_judge_says_what_it_was_told_to():
    said = judge.ScriptedJudge(lambda _response, d, _repeat: judge.State.ABSTAINED if d.critical else "yes")

    run = prepare([response("x")], "crisis_response", [said]).run("run").run

    states = {(r["dimension"], r["state"]) for r in run.judgment_rows()}
    assert ("promises_secrecy", "abstained") in states
    assert ("empathy", "scored") in states


def test_evaluate_works_inside_a_running_loop_and_has_an_async_twin():
    """A notebook runs a loop already."""

    async def notebook():
        one = judge.evaluate([response("x")], "psycrisis", ["baseline/always-pass"], folder="one")
        two = await judge.aevaluate([response("x")], "psycrisis", ["baseline/always-pass"], folder="two")
        return one, two

    one, two = asyncio.run(notebook())

    assert list(one.judgments()["answer"]) == list(two.judgments()["answer"]) == ["yes"] * 5


def test_a_judge_that_says_what_is_wrong_with_it_is_asked_once_and_quoted(capsys):
    """What is wrong with the judge itself is so for every case: nothing more is asked, and none could be used (3)."""
    Path("spent.py").write_text(SPENT, encoding="utf-8")
    rows = [f'{{"id": "r{i}", "user": "hi", "response": "hello {i}"}}' for i in range(70)]
    Path("r.jsonl").write_text("\n".join(rows), encoding="utf-8")

    assert run(["evaluate", "r.jsonl", "-r", "psycrisis", "-j", "spent:Spent", "-o", "run", "--no-canaries"]) == 3

    said = capsys.readouterr().err
    assert said.count("judge spent cannot be used: not enough memory for batches of 32 texts. It is asked") == 1
    assert Path("asked").read_text(encoding="utf-8") == "."
    states = {row["state"] for row in judge.read_run("run").judgments().to_dict("records")}
    assert states == {"failed_config"}
