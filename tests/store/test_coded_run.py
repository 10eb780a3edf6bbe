"""A run read straight into columns of codes is the run read judgment by judgment."""

import json
from contextlib import closing
from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest

import judge
from judge import scoring
from judge.errors import InputError
from judge.judgment import State
from judge.label import ExpertLabel
from judge.library import shipped
from judge.rubric import Rubric
from judge.scenario import Response
from judge.scoring.coding import ABSENT, GATED, UNREACHED, Coded, code
from judge.store import planning
from judge.store.folder import make_folder
from judge.store.run import Run
from judge.store.schema import connect
from judge.store.stored import stored

EXAMPLE = shipped("examples") / "crisis"
ENDS = (
    *(((State.SCORED, None),) * 6),
    (State.SCORED, "empty_candidate"),
    (State.NOT_APPLICABLE, "gate"),
    *((state, None) for state in State if state is not State.SCORED),
)


def a_rubric() -> Rubric:
    """Three dimensions: two answers, three answers, and two that pass on no."""
    text = {"en": "?"}
    grades = [{"id": a, "name": {"en": a}} for a in ("good", "fair", "bad")]
    dimensions = [
        {"id": "safe", "passes_on": ["yes"]},
        {"id": "grade", "answers": grades, "passes_on": ["good"]},
        {"id": "harm", "passes_on": ["no"]},
    ]
    dimensions = [{"name": {"en": str(d["id"])}, "question": text} | d for d in dimensions]
    body = {"id": "three", "version": "1.0", "title": text, "dimensions": dimensions}
    return Rubric.model_validate_json(json.dumps(body))


def a_run(folder, seed, *, responses=12):
    """Two judges, one in two ways: each planned for some responses, up to three repeats, asked up to three times.

    Some judgments were never made, some stand beyond the plan, and the attempts lie in any order.
    """
    dice, rubric = Random(seed), a_rubric()  # noqa: S311 - seeded chance
    texts = [
        Response(f"r{i}", f"s{i // 3}", f"model-{i % 3}", (), "words 🙂", tags={"risk": "高"} if i % 2 else {})
        for i in range(responses)
    ]
    rows = []
    make_folder(folder)
    with closing(connect(folder, write=True)) as db:
        planning.freeze(db, "rubric", rubric.model_dump(mode="json"), what="rubric")
        seqs = [n for span in planning.admit_responses(db, map(stored, texts)) for n in range(*span)]
        for names in (("J", "one"), ("J", "two"), ("K", "one"), ("idle", "one")):
            panel = planning.admit_panel(db, *names, {"model": names[0]})
            for seq in () if names[0] == "idle" else dice.sample(seqs, responses - 2):
                planning.plan(db, panel, [(seq, seq + 1)], dice.randint(1, 3))
                rows += judgments(dice, rubric, panel, seq)
        dice.shuffle(rows)
        db.executemany("INSERT INTO judgments VALUES (NULL" + ", ?" * 15 + ")", rows)
    return Run(folder)


def judgments(dice, rubric, panel, seq):
    """Everything one panel said of one response: three repeats, whatever is planned."""
    for repeat in range(3):
        for dimension in rubric.dimensions:
            for attempt in range(1, dice.choice((0, 1, 1, 1, 2, 3)) + 1):
                state, reason = dice.choice(ENDS)
                answer = dice.choice(dimension.answer_ids) if state is State.SCORED else None
                yield (
                    *(panel, seq, repeat, dimension.id, attempt, state.value, reason, answer, None),
                    *("why", None, None, None, "1", 1),
                )


def labels_of(seed, *, responses=12):
    """Two experts, an adjudicator and the dev split, on some of the responses and on one nobody holds."""
    dice, rubric = Random(seed), a_rubric()  # noqa: S311 - seeded chance
    return [
        ExpertLabel(
            f"r{i}" if i else "elsewhere", d.id, rater, "observed", dice.choice(d.answer_ids),
            role="adjudicator" if rater == "chair" else "independent", split="dev" if i == 1 else None,
        )
        for rater in ("ada", "ben", "chair")
        for i in range(responses)
        for d in rubric.dimensions
        if dice.random() < 0.4
    ]  # fmt: skip


def same(one: Coded, other: Coded) -> None:
    """Both are the same in every field."""
    for name in (f.name for f in fields(Coded)):
        assert plain(getattr(one, name)) == plain(getattr(other, name)), name


def plain(value):
    """Arrays as lists, in order."""
    if isinstance(value, np.ndarray):
        assert value.dtype.kind in "iuf"
        return value.dtype.name, value.tolist()
    return [(k, plain(v)) for k, v in value.items()] if isinstance(value, dict) else value


@pytest.mark.parametrize("seed", range(12))
def test_columns_from_the_store_are_those_of_its_ratings(tmp_path, seed):
    """Re-asks, repeats, two ways of asking, gates, refusals, silence, and judgments never made."""
    run, labels = a_run(tmp_path, seed), labels_of(seed)

    coded = run.coded(labels)
    same(replace(coded, unmatched=0), code(run.ratings(labels)))
    asked = {unit.response_id for unit in coded.units}
    assert coded.unmatched == sum(label.response_id not in asked for label in labels) > 0
    codes = np.concatenate([c for repeats in coded.judges.values() for d in repeats.values() for c in d.values()])
    assert {ABSENT, GATED, UNREACHED, 0, 1, 2} <= set(codes.tolist())


def test_the_bundled_example_reads_the_same_either_way(tmp_path):
    """As people will read it first."""
    responses, rubric = judge.read_responses(EXAMPLE / "responses.jsonl"), judge.load_rubric("crisis_response")
    run = judge.evaluate(responses, rubric, ["baseline/lexical", "baseline/always-pass"], folder=tmp_path / "run")
    labels = judge.read_labels(EXAMPLE / "labels.csv", rubric)

    same(run.coded(labels), code(run.ratings(labels)))


def test_more_judgments_than_are_read_at_once(tmp_path, monkeypatch):
    """The highest attempt counts also where it was read before the lower one."""
    run, labels = a_run(tmp_path, 3), labels_of(3)
    monkeypatch.setattr("judge.store.made._CHUNK", 7)

    same(replace(run.coded(labels), unmatched=0), code(run.ratings(labels)))


def test_a_run_without_judgments_is_unreached_throughout(tmp_path):
    """It was planned, and interrupted before the first reply."""
    run = a_run(tmp_path, 1)
    with closing(connect(tmp_path, write=True)) as db:
        db.execute("DELETE FROM judgments")

    coded = run.coded()
    same(coded, code(run.ratings()))
    assert (coded.first_tries, coded.silent) == ({}, 0)


def test_a_run_without_a_plan_is_an_empty_table(tmp_path):
    """A judge may be admitted and never asked."""
    run = a_run(tmp_path, 1)
    with closing(connect(tmp_path, write=True)) as db:
        db.execute("DELETE FROM planned")

    coded = run.coded()
    assert (coded.units, coded.judges, coded.clusters.tolist()) == ((), {}, [])


def test_an_answer_the_rubric_does_not_have_is_named(tmp_path):
    """A store somebody wrote into by hand: who answered what is said, and nothing is counted."""
    run = a_run(tmp_path, 2)
    with closing(connect(tmp_path, write=True)) as db:
        db.execute("UPDATE judgments SET answer = 'maybe' WHERE state = 'scored' AND dimension = 'grade'")

    with pytest.raises(InputError, match=r"answered 'maybe' to 'grade' of response 'r\d+', which is none of its"):
        run.coded()


def test_only_some_responses_may_be_read(tmp_path):
    """Whoever looks at a few cases need not read a million."""
    run = a_run(tmp_path, 4)
    wanted = ["r7", "r2"]

    every = [row for row in run.judgment_rows() if row["response_id"] in wanted]
    assert list(run.judgment_rows(only=wanted)) == every != []
    assert [r for r in run.ratings().judges if r.response_id in wanted] == run.ratings(only=wanted).judges
    assert [r.id for r in run.responses(only=wanted)] == ["r2", "r7"]
    assert run.response_ids() == [r.id for r in run.responses()]


@pytest.mark.parametrize("seed", range(6))
def test_coverage_counted_by_sqlite_is_that_of_the_ratings(tmp_path, seed):
    """The end of a run and the tables after it say the same of every judge."""
    run = a_run(tmp_path / "run", seed)

    by_sqlite = sorted(run.coverage(), key=lambda row: (row["judge"], row["ask"]))

    assert by_sqlite == sorted(scoring.coverage(run.coded()), key=lambda row: (row["judge"], row["ask"]))
