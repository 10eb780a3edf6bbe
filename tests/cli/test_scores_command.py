"""``judge scores``: raw and corrected rates side by side, refusals with their reason, and who can be told apart."""

from pathlib import Path

import pytest
from cli_cases import a_reply, a_run, number, ran

from judge.scenario import Response, Turn

N = 24


def responses():
    """Two candidates answer the same scenarios; birch's responses are the later half."""
    return [
        Response(f"r{i}", f"s{i % N}", "alder" if i < N else "birch", (Turn("user", "I feel low"),), f"I hear you {i}")
        for i in range(2 * N)
    ]


def lenient(messages):
    """Passes two of three responses of alder and every second of birch as warm; calls the same ones cold."""
    i = number(messages)
    passes = i % 3 if i < N else i % 2
    return a_reply(messages, answer="yes" if passes else "no")


@pytest.fixture(autouse=True)
def a_judged_run():
    """One run, and labels of alder: every second response, warm in the experts' eyes when the judge says so, and r0."""
    a_run(responses=responses(), replies=lenient)
    rows = [f"r{i},warm,expert,{'yes' if i % 3 or i == 0 else 'no'}" for i in range(0, N, 2)]
    Path("labels.csv").write_text("response_id,dimension,rater,answer\n" + "\n".join(rows) + "\n", encoding="utf-8")


def test_raw_and_corrected_stand_side_by_side(capsys):
    """Alder by its own labels; birch not at all, for three failing labels are too few; cold has none."""
    done = ran(capsys, "scores", "run", "--labels", "labels.csv")

    assert done.code == 0
    table = done.out[done.out.index("Rates in the experts' terms, from strict") :]
    alder, birch = [line for line in table.splitlines() if line.startswith(("  alder", "  birch"))][:2]
    assert "67 % (47–82 %)" in alder
    assert "post-stratified, own labels" in alder
    assert "not corrected" in birch
    assert "only 3 labelled responses fail in the experts' eyes; at least 10 are needed" in table
    assert "How candidates stand to each other, by strict" in table


def test_json_holds_the_same_and_more(capsys):
    """Of 16 passed and 8 failed, 8 and 4 are labelled: all 8 pass, and 1 of 4. 2/3 + 1/3 x 1/4."""
    document = ran(capsys, "scores", "run", "--labels", "labels.csv", "--json").document
    rows = {(r["candidate"], r["dimension"]): r for r in document["rows"]}

    alder = rows["alder", "warm"]
    assert alder["rate"] == pytest.approx(2 / 3)
    assert alder["corrected"] == pytest.approx(2 / 3 + 1 / 12)
    assert (alder["correction_method"], alder["n_labelled"]) == ("post_stratified", 12)
    assert rows["birch", "warm"]["correction_name"] == "expert-equivalent rate"
    assert rows["birch", "warm"]["corrected"] is None
    assert rows["alder", "cold"]["correction_reason"] == "no expert labelled this dimension"
    assert {(r["dimension"], r["basis"]) for r in document["ranking"]} == {
        *((d, "raw") for d in ("warm", "cold", "total")),
        *((d, "corrected") for d in ("warm", "cold")),
    }


def test_in_chinese_no_english_sentence_is_left(capsys):
    """Titles, methods, remarks and reasons."""
    done = ran(capsys, "scores", "run", "--labels", "labels.csv", "--ui", "zh")

    table = done.out[done.out.index("按专家标准校正的通过率：strict") :]
    assert "后分层" in table
    assert "专家判为不通过的标注只有 3 条；至少需要 10 条" in table
    assert "被评模型之间的比较：strict" in table
    assert not [line for line in table.splitlines() if "labelled" in line or "candidate" in line]


def test_without_labels_there_is_a_ranking_and_nothing_is_corrected(capsys):
    """The candidates are compared by the judge's rates alone, and the table says so."""
    done = ran(capsys, "scores", "run")

    assert "Rates in the experts' terms" not in done.out
    assert "Warm: judge's rates" in done.out or "no two of 2 candidates could be told apart" in done.out
    document = ran(capsys, "scores", "run", "--json").document
    assert {r["basis"] for r in document["ranking"]} == {"raw"}
    assert {r["corrected"] for r in document["rows"]} == {None}


def test_the_report_shows_the_corrected_rates(capsys):
    """In the section of scores, in the page's language."""
    assert ran(capsys, "report", "run", "--labels", "labels.csv", "--ui", "zh").code == 0
    page = Path("run/report.html").read_text(encoding="utf-8")

    assert "按专家标准校正的通过率：strict" in page
    assert "专家判为不通过的标注只有 3 条" in page
