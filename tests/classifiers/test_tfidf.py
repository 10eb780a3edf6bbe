"""The baseline of n-grams: it answers on its own texts only as a model that had not seen them, and says so."""

import asyncio
import json
import random
from pathlib import Path

import pytest
from classifier_cases import CLASSES, desk, lesson

from judge.case import Case
from judge.classifiers.lessons import Item, Lesson
from judge.classifiers.opening import open_classifier
from judge.classifiers.passages import Passage
from judge.classifiers.plans import TfidfPlan
from judge.classifiers.predicting import OUT_OF_FOLD, Predictor
from judge.classifiers.tfidf import fit, read_tfidf
from judge.classifiers.training_tfidf import out_of_fold, train_tfidf
from judge.cli.app import run
from judge.errors import NotFoundError, SettingsError
from judge.judges.classifier import ClassifierJudge
from judge.judges.naming import judges_named
from judge.library import load_rubric
from judge.readers import read_responses
from judge.settings import JudgeSettings

pytest.importorskip("sklearn", reason="scikit-learn is not installed: pip install 'psyjudge[tfidf]'")

PLAN = TfidfPlan(folds=3, longest=2)
TRAIN = "train labels.csv -r manner.yaml --responses r.jsonl --model baseline/tfidf -o tf --folds 3"


def test_a_model_reads_back_bit_by_bit(tmp_path):
    """What is judged later is what was trained, and nothing in its files can run."""
    given = lesson()
    model = fit([i.passage for i in given.items], [i.answer for i in given.items], [1.0, 1.0, 1.0], PLAN)
    new = [Passage((("user", "睡不好"),), "你很累了吧"), Passage((), "")]

    model.save(tmp_path)

    assert read_tfidf(tmp_path).probabilities(new) == model.probabilities(new)
    assert not list(tmp_path.glob("*.p*k*l*"))


def test_out_of_fold_no_model_has_seen_the_conversation():
    """Labels that follow the conversation alone cannot be known by a model that never saw it."""
    chance = random.Random(7)  # noqa: S311 - written down, to repeat
    names = {f"s{n}": (chance.choice("甲乙丙丁") + chance.choice("子丑寅卯"), chance.randrange(2)) for n in range(30)}
    items = [Item(f"{c}{k}", Passage((), f"{k}{c}{said}"), yes, c) for c, (said, yes) in names.items() for k in "ab"]
    told = Lesson(("no", "yes"), tuple(items), {}, {})

    rows, folds = out_of_fold(told, PLAN)

    by_cluster = {}
    for item, fold in zip(told.items, folds, strict=True):
        assert by_cluster.setdefault(item.cluster, fold) == fold
    right = sum((row[1] > row[0]) == item.answer for item, row in zip(told.items, rows, strict=True))
    assert right < 0.7 * len(rows)
    whole = fit([i.passage for i in items], [i.answer for i in items], [1.0, 1.0], PLAN)
    seen = whole.probabilities([i.passage for i in items])
    assert sum((row[1] > row[0]) == i.answer for i, row in zip(items, seen, strict=True)) > 0.9 * len(rows)


def test_on_its_own_texts_it_answers_out_of_fold_and_on_others_as_trained(tmp_path):
    """Answers on texts that were learned from would look perfect and mean nothing."""
    given = lesson()
    train_tfidf(given, PLAN, tmp_path)
    expected, _ = out_of_fold(given, PLAN)
    predictor, whole = Predictor(open_classifier("tfidf", str(tmp_path))), read_tfidf(tmp_path)
    new = Passage((("user", "新的一天"),), "听起来你很累了")

    own = [item.passage for item in given.items]
    found = predictor.probabilities([new, *own])

    assert found == [*whole.probabilities([new]), *expected]
    assert whole.probabilities(own) != expected
    assert [predictor.reason(p) for p in (new, own[0])] == [None, OUT_OF_FOLD]


def test_a_class_that_was_never_seen_is_never_said():
    """Its probability is 0, not a guess."""
    model = fit([Passage((), "一"), Passage((), "二")], [0, 2], [1.0, 1.0, 1.0], PLAN)

    assert [row[1] for row in model.probabilities([Passage((), "三")])] == [0.0]
    alone = fit([Passage((), "一"), Passage((), "二")], [1, 1], [1.0, 1.0, 1.0], PLAN)
    assert alone.probabilities([Passage((), "三")]) == [[0.0, 1.0, 0.0]]


def test_from_labels_to_agreement_by_the_commands_alone(capsys, monkeypatch):
    """Train, judge, compare: a classifier is a judge like any other, with probabilities."""
    monkeypatch.setattr("judge.cli.train.EVERY_S", 0)
    made = desk()
    assert run([*TRAIN.split(), "--json"]) == 0
    out, err = capsys.readouterr()
    assert [line for line in err.splitlines() if "trained" in line] == [f"{n} of 4 models trained" for n in (1, 2, 3)]
    record = json.loads(out)
    assert record["kind"] == "tfidf"
    assert record["out_of_fold"]["accuracy"] > 0.9
    assert record["data"]["answers"] == {c: sum(name == c for _, name in made) for c in CLASSES}

    assert run(["evaluate", "r.jsonl", "-r", "manner.yaml", "-j", "words=tfidf/tf", "-o", "run"]) == 0
    said = capsys.readouterr().err
    assert "marked out_of_fold" in said
    assert run(["agreement", "run", "--labels", "labels.csv", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    (kappa,) = [
        r["value"]
        for r in rows
        if (r["judge"], r["dimension"], r["statistic"], r["reference"]) == ("words", "manner", "cohen_kappa", "ann")
    ]
    assert kappa == pytest.approx(record["out_of_fold"]["cohen_kappa"])


def test_the_class_of_a_tree_is_kept_with_its_probabilities_and_tells_what_the_nodes_said(capsys):
    """What fires at the first node leaves the second unreached; nothing fired lets both pass."""
    desk()
    run(TRAIN.split())
    run(["evaluate", "r.jsonl", "-r", "manner.yaml", "-j", "words=tfidf/tf", "-o", "run"])
    run(["export", "run", "--format", "jsonl", "-o", "rows.jsonl"])
    capsys.readouterr()
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {(row["response_id"], row["dimension"]): row for row in rows}

    nodes = {"beside": ("beside", None), "curt": ("near", "curt"), "fitting": ("near", "kind")}
    for i in {row["response_id"] for row in rows}:
        whole, first, second = (found[i, d] for d in ("manner", "off_topic", "tone"))
        assert whole["reason_code"] == OUT_OF_FOLD
        assert (first["answer"], second["answer"]) == nodes[whole["answer"]]


def test_turns_are_learned_and_judged_as_units_of_their_own(capsys):
    """A label with a turn is about that turn after all before it; every conversation stays whole."""
    rubric = """{id: load, version: "1", title: {en: Load}, unit: user_turn, dimensions: [{id: load, name: {en: Load},
      question: {en: Does it weigh?}, answers: [light, heavy], passes_on: [light]}]}"""
    Path("load.yaml").write_text(rubric, encoding="utf-8")
    words, chance = {"light": "今天还不错", "heavy": "我有点累"}, random.Random(3)  # noqa: S311 - written down
    said = {(i, k): chance.choice(("light", "heavy")) for i in range(12) for k in (0, 2, 4)}
    with Path("talks.jsonl").open("w", encoding="utf-8") as out:
        for i in range(12):
            turns = [
                {"role": role, "content": words[said[i, k]] if role == "user" else f"我在听{i}"}
                for k in (0, 2, 4)
                for role in ("user", "assistant")
            ]
            out.write(json.dumps({"id": f"c{i}", "candidate": "m", "turns": turns}) + "\n")
    lines = [f"c{i},{k},load,ann,{answer}" for (i, k), answer in said.items()]
    Path("turns.csv").write_text("\n".join(["response_id,turn,dimension,rater,answer", *lines]), encoding="utf-8")

    assert (
        run(
            [
                *[
                    "train",
                    "turns.csv",
                    "-r",
                    "load.yaml",
                    "--responses",
                    "talks.jsonl",
                    "--model",
                    "baseline/tfidf",
                    "-o",
                    "tf",
                ],
                "--json",
            ]
        )
        == 0
    )
    record = json.loads(capsys.readouterr().out)
    assert sum(record["data"]["answers"].values()) == 36
    assert record["out_of_fold"]["accuracy"] > 0.9
    run(["evaluate", "talks.jsonl", "-r", "load.yaml", "-j", "tfidf/tf", "-o", "run"])
    run(["export", "run", "--format", "jsonl", "-o", "rows.jsonl"])
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {(row["response_id"], row["turn"]): row["answer"] for row in rows}
    right = sum(found[f"c{i}", k] == answer for (i, k), answer in said.items())
    assert right / 36 == pytest.approx(record["out_of_fold"]["accuracy"])


def test_every_answer_comes_with_its_probability():
    """All classes, 1 in all, and the answer is the most probable one."""
    desk()
    run(TRAIN.split())
    rubric, judge = load_rubric("manner.yaml"), ClassifierJudge("tfidf", "tf")

    async def decided():
        return [j async for j in judge.decide([Case(r, rubric, rubric.asked, "zh") for r in read_responses("r.jsonl")])]

    found = asyncio.run(decided())
    assert len(found) == 48
    for judgment in found:
        assert tuple(judgment.probabilities) == CLASSES
        assert sum(judgment.probabilities.values()) == pytest.approx(1)
        assert judgment.answer == max(judgment.probabilities, key=judgment.probabilities.get)


def test_training_twice_gives_the_same_judge_and_another_plan_is_refused():
    """The folder is what it was trained as; another training needs another folder."""
    desk()
    run(TRAIN.split())
    before = ClassifierJudge("tfidf", "tf").identity()

    assert run(TRAIN.split()) == 0
    assert ClassifierJudge("tfidf", "tf").identity() == before
    assert run([*TRAIN.split()[:-1], "4"]) == 2
    Path("tf/ngrams.json").write_text("{}", encoding="utf-8")
    assert ClassifierJudge("tfidf", "tf").identity() != before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("evaluate r.jsonl -r manner.yaml -j baseline/tfidf -o x", "judge train LABELS --model baseline/tfidf"),
        ("evaluate r.jsonl -r manner.yaml -j tfidf/nowhere -o x", "no trained classifier in 'nowhere'"),
        ("evaluate r.jsonl -r manner.yaml -j encoder/tf -o x", "write tfidf/tf"),
        ("evaluate r.jsonl -r psycrisis -j tfidf/tf -o x", "was trained on 'manner', which 'psycrisis' does not have"),
        ("evaluate r.jsonl -r manner.yaml -j tfidf/tf --set dimension=tone -o x", "are not the answers of 'tone'"),
        ("evaluate r.jsonl -r manner.yaml -j tfidf/tf --api-base http://127.0.0.1:9 -o x", "0 were given"),
        (TRAIN.replace("--folds 3", "--seeds 42"), "--seeds means nothing to 'baseline/tfidf'"),
        (TRAIN.replace("--folds 3", "--class-weights no.yaml"), "no class weights 'no.yaml'"),
        (TRAIN.replace("baseline/tfidf", "baseline/tfdif"), "no model 'baseline/tfdif' to train"),
        (TRAIN.replace("-o tf", "-o r.jsonl"), "'r.jsonl' is a file"),
        (TRAIN.replace("--folds 3", "--folds 99"), "24 conversations cannot be divided into 99 parts"),
    ],
)
def test_what_cannot_work_is_said_with_the_way_out(command, said, capsys):
    """Before anything is judged or learned."""
    desk()
    run(TRAIN.split())
    capsys.readouterr()

    assert run(command.replace("-o tf ", "-o other ").split()) == 2
    assert said in capsys.readouterr().err


def test_a_damaged_folder_is_named(tmp_path):
    """Half a model is no model."""
    train_tfidf(lesson(), PLAN, tmp_path)
    (tmp_path / "training.json").write_text("{", encoding="utf-8")

    with pytest.raises(NotFoundError, match="is not what judge train writes"):
        open_classifier("tfidf", str(tmp_path))
    with pytest.raises(SettingsError, match="takes no top_p"):
        judges_named(JudgeSettings(model="tfidf/x", params={"top_p": 1}), ["expert_chain"])


def test_a_file_that_was_changed_since_is_found_before_anything_is_judged(capsys):
    """Half a copy would answer, and nobody would know that it is another judge."""
    desk()
    run(TRAIN.split())
    Path("tf/ngrams.json").write_text("{}", encoding="utf-8")
    capsys.readouterr()

    assert run(["evaluate", "r.jsonl", "-r", "manner.yaml", "-j", "tfidf/tf", "-o", "run"]) == 2
    assert "ngrams.json in 'tf' is not what was trained there" in capsys.readouterr().err
    assert not Path("run").exists()
