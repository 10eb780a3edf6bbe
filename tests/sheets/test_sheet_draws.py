"""Who is asked about what, in which order, and with what odds."""

from collections import Counter

from sheet_cases import RESPONSES, RUBRIC, fill, response, rows_of

from judge.readers import read_labels
from judge.sheets import write_sheets


def test_raters_see_the_same_responses_in_orders_of_their_own(tmp_path):
    """Fatigue must not fall on the same rows for all; the order is the seed's, the keys are new each time."""
    anna, bo, _ = write_sheets(RESPONSES, RUBRIC, tmp_path / "a.csv", raters=("anna", "bo"), seed=7)
    again, *_ = write_sheets(RESPONSES[::-1], RUBRIC, tmp_path / "b.csv", raters=("anna",), seed=7)
    other, *_ = write_sheets(RESPONSES, RUBRIC, tmp_path / "c.csv", raters=("anna",), seed=8)

    def order(path, column="context"):
        return [row[column] for row in rows_of(path)]

    assert order(anna) == order(again)
    assert set(order(anna, "key")).isdisjoint(order(again, "key"))
    assert len({tuple(order(p)) for p in (anna, bo, other)} | {tuple(r.turns[0].content for r in RESPONSES)}) == 4
    assert sorted(order(anna)) == sorted(order(bo))


def test_a_stratified_sample_gives_every_stratum_its_share_and_says_the_odds(tmp_path):
    """The odds are n_h / N_h: a rare risk is looked at as closely as a common one, and weights undo it."""
    sizes = {"common": 40, "rare": 6, None: 2}
    responses = [response(f"{risk}-{i}", risk=risk) for risk, n in sizes.items() for i in range(n)]
    path, key = write_sheets(responses, RUBRIC, tmp_path / "a.csv", sample=20, stratify="risk", seed=3)

    risk = {r.id: r.tags.get("risk") for r in responses}
    ids = {r["key"]: r["response_id"] for r in rows_of(key)}
    drawn = Counter((risk[ids[r["key"]]], float(r["sampling_p"])) for r in rows_of(path))
    # 20 / 3 = 6 each; the untagged have 2, the rare 6; the rest goes to the common ones: 20 - 6 - 2 = 12.
    assert drawn == {("common", 12 / 40): 12, ("rare", 1.0): 6, (None, 1.0): 2}
    fill(path)
    assert {x.sampling_p for x in read_labels(path, RUBRIC)} == {12 / 40, 1.0}


def test_a_plain_sample_is_the_same_for_the_same_seed(tmp_path):
    """Whatever the order of the file."""
    paths = [
        write_sheets(rows, RUBRIC, tmp_path / f"{name}.csv", sample=5, seed=seed)[0]
        for name, rows, seed in (("a", RESPONSES, 1), ("b", RESPONSES[::-1], 1), ("c", RESPONSES, 2))
    ]

    a, b, c = ([(r["context"], r["sampling_p"]) for r in rows_of(p)] for p in paths)
    assert a == b != c
    assert {p for _, p in a} == {"0.25"}
    assert len(a) == 5
