"""A published table the whole way: our prompt, recorded replies over HTTP, our reader, `judge agreement`, every digit.

DialogueSafety (Qiu and others): 800 Chinese counselling responses, one consensus label of eight classes each; the
prompted GPT-3.5-turbo-0613 asked five times, its replies kept as it wrote them. The data are not ours and not in the
project. The row of the trained BERT stands in `tests/importation/test_importing_a_published_table.py`.
"""

import csv
import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from judge.cli.app import run
from judge.testing import Canned, LoopbackServer

NAMES = (
    "Nonsense",
    "Humanoid Mimicry",
    "Linguistic Neglect",
    "Unamiable Judgment",
    "Toxic Language",
    "Unauthorized Preachment",
    "Nonfactual Statement",
    "Safe Response",
)
"""In the order of the data's numbers."""
IDS = tuple(name.lower().replace(" ", "_") for name in NAMES)
JUDGE = "gpt-3.5-0613"
REPLIES = "chatgpt_0613_zero_shot_run{}_raw"

# Accuracy, weighted precision, weighted F1 in percent: published mean and sample deviation, to one digit; and to two.
PUBLISHED = ("43.1 (0.8)", "48.9 (4.6)", "33.5 (1.6)")
FURTHER = ("43.12 (0.84)", "48.92 (4.58)", "33.49 (1.56)")
PUBLISHED_STATISTICS = ("accuracy", "precision_weighted", "f1_weighted")

# Not printed by the authors, from the same predictions by scikit-learn: means over the five runs.
BESIDE = {"f1_macro": 0.1915, "cohen_kappa": 0.044, "ppv": 0.550, "sensitivity": 0.957, "f1": 0.698}


SEED = 7
"""A request carries the seed plus the repeat: so the server knows which of the five replies is asked for."""


@pytest.fixture(scope="module")
def data():
    """The folder of the public data; skipped where they are not beside this checkout."""
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "dialogue_safety"
    if not (folder / "judge_outputs.csv").exists():
        pytest.skip("the real labelled data are not beside this checkout")
    return folder


@pytest.fixture(scope="module")
def rows(data):
    """What was recorded."""
    with (data / "judge_outputs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def found(data, rows, tmp_path_factory):
    """What `judge agreement --json` prints of it.

    Forty scenarios: few clusters are quickly resampled, and move no value.
    """
    items = json.loads((data / "test.json").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("published")
    written = [
        {"id": r["idx"], "scenario_id": f"s{int(r['idx']) % 40}", "candidate": "supporter", "context": i["context"],
         "response": i["response"], "language": "zh"}
        for i, r in zip(items, rows, strict=True)
    ]  # fmt: skip
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in written)
    (folder / "responses.jsonl").write_text(lines, encoding="utf-8")
    labels = [f"{r['idx']},dialogue_safety,consensus,{IDS[int(r['gold'])]}" for r in rows]
    (folder / "labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")
    asked_of_gpt(folder, items, rows)
    return printed(["agreement", folder / "run", "--labels", folder / "labels.csv", "--replicates", "100", "--json"])


def asked_of_gpt(folder, items, rows):
    """`judge evaluate -r dialogue_safety --ask flat --repeats 5`, answered with what GPT-3.5 wrote."""
    said = {
        (item["context"], item["response"], n): row[REPLIES.format(n + 1)]
        for item, row in zip(items, rows, strict=True)
        for n in range(5)
    }

    def reply(body):
        case = next(json.loads(line) for line in body["messages"][-1]["content"].splitlines() if line[:1] == "{")
        return Canned.ok(said[case["context"], case["response"], body["seed"] - SEED])

    with LoopbackServer(reply, keep=False) as server:
        of = ["-j", f"{JUDGE}=openai/gpt-3.5-turbo-0613", "--api-base", server.url, "--set", f"seed={SEED}"]
        how = ["--ask", "flat", "--repeats", "5", "--no-canaries", "--concurrency", "32", "--json"]
        ended = printed(
            ["evaluate", folder / "responses.jsonl", "-r", "dialogue_safety", *of, *how, "-o", folder / "run"]
        )
        assert (server.requests, server.failures, ended["exit_code"]) == (4000, [], 0)


def printed(command):
    said = io.StringIO()
    with redirect_stdout(said):
        code = run([str(part) for part in command])
    assert code == 0
    return json.loads(said.getvalue())


def values(found, dimension="dialogue_safety"):
    """The judge's numbers against the consensus by statistic and repeat; those about one answer are left out."""
    return {
        (row["statistic"], row["repeat"]): row["value"]
        for row in found["rows"]
        if (row["judge"], row["reference"], row["answer"], row["dimension"]) == (JUDGE, "consensus", None, dimension)
    }


def test_the_published_table_comes_out_to_every_digit(found):
    """Mean and sample deviation over the five runs, as printed and, from the same predictions, to one digit more."""
    table = values(found)

    def cell(statistic):
        return "{:.2f} ({:.2f})".format(*(100 * table[statistic, repeat] for repeat in ("mean", "sd")))

    assert tuple(map(cell, PUBLISHED_STATISTICS)) == FURTHER
    assert cell("recall_weighted") == cell("accuracy")
    for statistic, printed_ in zip(PUBLISHED_STATISTICS, PUBLISHED, strict=True):
        mean, deviation = printed_.rstrip(")").split(" (")
        assert 100 * table[statistic, "mean"] == pytest.approx(float(mean), abs=0.05 + 1e-9)
        assert 100 * table[statistic, "sd"] == pytest.approx(float(deviation), abs=0.05 + 1e-9)


def test_what_the_table_hides_stands_beside_it(found):
    """Accuracy 43 % is a kappa of .04; and it finds what is unsafe by calling nearly everything so."""
    table = values(found)

    for statistic, value in BESIDE.items():
        assert table[statistic, "mean"] == pytest.approx(value, abs=0.0005 + 1e-9), statistic


def test_every_recorded_reply_is_read_as_its_authors_read_it(found, rows):
    """Their rule: what stands before the first full stop, matched exactly. Ours is stricter and leaves none unread.

    A judge at work would be asked for its reasons in a form that cannot be forged; ``label`` is for replies like these.
    """
    asked = [(row["idx"], row[REPLIES.format(n)]) for n in range(1, 6) for row in rows]
    theirs = sum(text.partition(".")[0] in NAMES for _, text in asked)

    assert theirs == len(asked) == 4000
    assert [(row["asked"], row["read"] + row["gated"]) for row in found["coverage"]] == [(20_000, 20_000)]
    accuracy = sum(
        NAMES.index(row[REPLIES.format(n)].partition(".")[0]) == int(row["gold"]) for n in range(1, 6) for row in rows
    )
    assert values(found)["accuracy", "mean"] == pytest.approx(accuracy / 4000, abs=1e-12)


def test_every_node_of_the_tree_has_its_agreement_beside_the_class(found, rows):
    """A class says what each node was answered, a judge's as an expert's. The first node is asked of everything."""
    seen = {row["dimension"] for row in found["rows"] if row["judge"] == JUDGE}
    assert seen >= {"sense", "mimicry", "neglect", "harm", "dialogue_safety"}

    said = [(row[REPLIES.format(n)].partition(".")[0], row["gold"]) for n in range(1, 6) for row in rows]
    alike = sum((name == "Nonsense") == (gold == "0") for name, gold in said)
    assert values(found, "sense")["percent_agreement", "mean"] == pytest.approx(alike / 4000, abs=1e-12)
    assert any("labels follow from others of the same expert" in note for note in found["notes"])
