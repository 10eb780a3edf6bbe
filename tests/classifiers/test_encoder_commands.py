"""The whole way of an encoder, by the commands: labels, training, judging, agreement."""

import json
import re
import shlex
from pathlib import Path

import pytest
from classifier_cases import desk, rows, tiny_encoder
from encoder_cases import one_thread  # noqa: F401 - a fixture

from judge.classifiers.predicting import TRAINED_ON
from judge.cli.app import run

TRAIN = (
    "train labels.csv -r manner.yaml --responses r.jsonl --model tiny -o enc --epochs 10 --batch 8 "
    "--learning-rate 3e-3 --validation 0.25 --seeds 42,43 --device cpu"
)


@pytest.fixture
def tiny(own_world):
    return tiny_encoder(own_world / "tiny")


def test_from_labels_to_agreement_on_what_was_not_learned_from(tiny, capsys):
    """Divide, train on one side of the labels, test on the other; every seed is a judge, and the pick is one."""
    desk(96, split=lambda i: "dev" if i < 64 else "test")
    assert run([*TRAIN.split(), "--json"]) == 0
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert sum(side["items"] for side in record["split"].values()) == 64
    assert "epoch 1 of 10 done" in err

    judges = "-j encoder/enc -j first=encoder/enc/seed-42 -j second=encoder/enc/seed-43"
    assert run(f"evaluate r.jsonl -r manner.yaml {judges} -o run".split()) == 0
    assert "marked trained_on" in capsys.readouterr().err
    run(["export", "run", "--format", "jsonl", "-o", "rows.jsonl"])
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text(encoding="utf-8").splitlines()]
    picked = {"seed-42": "first", "seed-43": "second"}[record["picked"]]
    by_judge = {
        name: {(r["response_id"], r["dimension"]): (r["answer"], r["reason_code"]) for r in rows if r["judge"] == name}
        for name in ("encoder/enc", "first", "second")
    }
    assert by_judge["encoder/enc"] == by_judge[picked]
    marked = {i for (i, d), (_, reason) in by_judge["encoder/enc"].items() if reason == TRAINED_ON and d == "manner"}
    assert marked == {f"r{i:03d}" for i in range(64)}
    test = {f"r{i:03d}": name for i, name in enumerate(n for _, n in desk(96)) if i >= 64}
    right = sum(by_judge["encoder/enc"][i, "manner"][0] == name for i, name in test.items())
    assert right > 0.8 * len(test)


def test_the_commands_of_the_page_work(tiny, capsys):
    """docs/classifiers.md, with a model of our own in place of one that cannot be fetched here."""
    page = (Path(__file__).parents[2] / "docs" / "classifiers.md").read_text(encoding="utf-8")
    (block,) = (b for b in re.findall(r"```console\n(.*?)```", page, flags=re.DOTALL) if "bert-base-chinese" in b)
    made = rows(40)
    Path("responses.jsonl").write_text("\n".join(json.dumps(r) for r, _ in made), encoding="utf-8")
    classes = {"beside": "linguistic_neglect", "curt": "unamiable_judgment", "fitting": "safe_response"}
    lines = [f"{r['id']},dialogue_safety,e,{classes[name]}" for r, name in made]
    Path("experts.csv").write_text("\n".join(["response_id,dimension,rater,answer", *lines]), encoding="utf-8")

    for line in block.replace("bert-base-chinese", "tiny").splitlines():
        command = shlex.split(line)[1:]
        more = {"agreement": ["--replicates", "100"], "train": ["--epochs", "1"]}.get(command[0], [])
        assert run([*command, *more]) == 0, capsys.readouterr().err
