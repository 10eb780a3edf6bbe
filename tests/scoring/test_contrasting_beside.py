"""What stands beside a comparison: the repeat that items are counted in, and what may mislead."""

from dataclasses import replace

from contrasting_cases import compared, the_contrast
from scoring_cases import one_question

from judge.scoring.coding import code
from judge.scoring.contrasts.table import compare


def test_items_are_tested_in_the_first_repeat_both_have_and_it_is_named():
    """A has repeats 0 and 1, B only 1: the second of A's is the one in which items are counted."""
    base = one_question({"A": ["nnyy", "nyyy"]}, {"a": "nnyy"})
    late = [replace(r, rater="B", answer="no" if r.response_id < "r2" else "yes") for r in base.judges if r.repeat]

    row = the_contrast(
        compare(code(replace(base, judges=[*base.judges, *late])), replicates=50), "sensitivity", "any", judge_a="A"
    )

    # In repeat 1 A found one of two and B both.
    assert (row["repeat_tested"], row["n_repeats"], row["only_a"], row["only_b"]) == (1, 1, 0, 1)


def test_what_may_mislead_stands_beside_a_comparison():
    """Two experts, ten conversations, five flagged: said of pairs of judges, and of all three at once."""
    judges = {"A": "nnnnn" + "yyyyy", "B": "nnnny" + "yyyyy", "C": "nnyyy" + "yyyyn"}
    table = compared(judges, {"a": "nnnnnyyyyy", "b": "nnnnyyyyyy"})

    few, tied, rare = "fewer than 30", "2 experts, an even number: a tie decides nothing", "5 flagged item(s)"
    pair = the_contrast(table, "sensitivity", "any", judge_a="A", judge_b="B")
    quiet = the_contrast(table, "specificity", judge_a="A", judge_b="B")
    (all_three,) = [r for r in table.about["cochran"] if r["statistic"] == "sensitivity"]
    (cleared,) = [r for r in table.about["cochran"] if r["statistic"] == "specificity"]

    for row in (pair, all_three):
        assert [any(said in c for c in row["cautions"]) for said in (few, tied, rare)] == [True, False, True]
    for row in (quiet, cleared):
        assert [any(said in c for c in row["cautions"]) for said in (few, tied, rare)] == [True, True, False]
    assert {r["repeat_tested"] for r in (*table.rows, *table.about["cochran"])} == {0}
