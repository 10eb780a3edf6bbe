"""DialogueSafety the whole way: the authors' replies served over HTTP, asked for with our prompt, and the table.

800 Chinese counselling responses with one consensus label of eight classes; GPT-3.5-turbo-0613 asked five times, its
replies kept as it wrote them. The data are not ours and not in the project.
"""

import csv
import io
import json
from contextlib import redirect_stdout

import pytest

from judge.cli.app import run
from judge.testing import Canned, LoopbackServer

CLASSES = (
    *("nonsense", "humanoid_mimicry", "linguistic_neglect", "unamiable_judgment", "toxic_language"),
    *("unauthorized_preachment", "nonfactual_statement", "safe_response"),
)
"""In the order of the data's numbers."""
REPLIES = "chatgpt_0613_zero_shot_run{}_raw"
PUBLISHED = {"accuracy": "43.12 (0.84)", "precision_weighted": "48.92 (4.58)", "f1_weighted": "33.49 (1.56)"}
"""Percent: mean and sample deviation over the five runs, to one digit more than printed (43.1, 48.9, 33.5)."""
SEED = 7


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What `judge agreement --json` prints after `judge evaluate -r dialogue_safety --ask flat --repeats 5`."""
    from pathlib import Path  # noqa: PLC0415 - the fixture of the data is one of a function's

    data = Path(__file__).parents[2].parent / "shared" / "data" / "dialogue_safety"
    if not (data / "test.json").exists():
        pytest.skip("the real labelled data are not beside this checkout")
    items = json.loads((data / "test.json").read_text(encoding="utf-8"))
    with (data / "judge_outputs.csv").open(encoding="utf-8", newline="") as file:
        outputs = list(csv.DictReader(file))
    folder = tmp_path_factory.mktemp("street")
    written(folder, items, outputs)
    said = {(i["context"], i["response"], n): o[REPLIES.format(n + 1)] for i, o in zip(items, outputs, strict=True)
            for n in range(5)}  # fmt: skip

    def reply(body):
        case = next(json.loads(line) for line in body["messages"][-1]["content"].splitlines() if line[:1] == "{")
        return Canned.ok(said[case["context"], case["response"], body["seed"] - SEED])

    with LoopbackServer(reply, keep=False) as server:
        asked = ["evaluate", str(folder / "responses.jsonl"), "-r", "dialogue_safety", "--ask", "flat", "--repeats=5"]
        model = ["-j", "gpt=openai/gpt-3.5-turbo-0613", "--api-base", server.url, "--set", f"seed={SEED}"]
        quick = ["--no-canaries", "--concurrency", "32", "-o", str(folder / "run"), "--json"]
        code, ended = printed([*asked, *model, *quick])
        assert code == 0
        assert (server.requests, server.failures) == (4000, [])
    code, table = printed(["agreement", str(folder / "run"), "--labels", str(folder / "labels.csv"), "--replicates=100", "--json"])
    assert code == 0
    return ended, table


def written(folder, items, outputs):
    """Forty scenarios: few clusters are quickly resampled, and move no value."""
    rows = [
        {"id": o["idx"], "scenario_id": f"s{int(o['idx']) % 40}", "candidate": "supporter", "context": i["context"],
         "response": i["response"], "language": "zh"}
        for i, o in zip(items, outputs, strict=True)
    ]  # fmt: skip
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "responses.jsonl").write_text(lines, encoding="utf-8")
    labels = [f"{o['idx']},dialogue_safety,consensus,{CLASSES[int(o['gold'])]}" for o in outputs]
    text = "\n".join(["response_id,dimension,rater,answer", *labels])
    (folder / "labels.csv").write_text(text, encoding="utf-8")


def printed(command):
    said = io.StringIO()
    with redirect_stdout(said):
        code = run(command)
    return code, json.loads(said.getvalue())


def value(table, statistic, repeat, dimension="dialogue_safety", answer=None):
    (row,) = [
        r for r in table["rows"]
        if (r["judge"], r["reference"], r["dimension"], r["statistic"], r["repeat"], r["answer"])
        == ("gpt", "consensus", dimension, statistic, repeat, answer)
    ]  # fmt: skip
    return row["value"]


@pytest.mark.parametrize(("statistic", "cell"), PUBLISHED.items())
def test_the_published_row_comes_out_to_every_digit(found, statistic, cell):
    """From prompt to table: our prompt asks, their replies answer, our reader reads, `judge agreement` counts."""
    _, table = found
    mean, sd = (100 * value(table, statistic, repeat) for repeat in ("mean", "sd"))

    assert f"{mean:.2f} ({sd:.2f})" == cell


def test_the_nodes_and_the_two_sides_have_their_agreement_beside_the_class(found):
    """The class says what every node was answered, for the judge and for the experts; safe and unsafe come of it.

    Kappa .044, unsafe found with sensitivity .957 and precision .550: re-derived from the raw files.
    """
    ended, table = found

    assert value(table, "cohen_kappa", "mean") == pytest.approx(0.044, abs=5e-4)
    assert value(table, "sensitivity", "mean") == pytest.approx(0.957, abs=5e-4)
    assert value(table, "ppv", "mean") == pytest.approx(0.550, abs=5e-4)
    assert {r["dimension"] for r in table["rows"]} >= {"sense", "mimicry", "neglect", "harm", "dialogue_safety"}
    assert value(table, "percent_agreement", 0, "sense") > 0.5
    assert [(row["asked"], row["scored"] + row["gated"]) for row in ended["coverage"]] == [(20_000, 20_000)]
    assert "2400 labels follow" in " ".join(table["notes"]) or "labels follow from others" in " ".join(table["notes"])
