"""What can be told of a judge's reasons without a model: quotes, the conclusion, the steps."""

import json

import pytest

from judge.dimension import Dimension
from judge.library import load_rubric
from judge.scoring.rationales.concluding import conclude, stated_answer
from judge.scoring.rationales.quoting import how_quoted
from judge.scoring.rationales.reasons import Panels, Reasoned, check
from judge.scoring.rationales.stepping import appearing, steps_of
from judge.scoring.rationales.table import rationale_rows

ASKED = Dimension.model_validate({"id": "asks", "name": {"en": "x"}, "question": {"en": "?"}, "passes_on": ["yes"]})
CLASSES = Dimension.model_validate({
    "id": "kind",
    "name": {"en": "x", "zh": "x"},
    "question": {"en": "?", "zh": "？"},
    "answers": [{"id": "no_risk", "name": {"en": "no current risk", "zh": "无当前风险"}}, {"id": "self_harm"}, "other"],
    "passes_on": ["no_risk"],
})  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "answer"),
    [
        ("Nothing asks about it. The answer is no.", "no"),
        ("No feeling is taken up, so no.", "no"),
        ('Therefore the answer is "yes".', "yes"),
        ("Nothing is asked -> no", "no"),
        ("Verdict: **no**", "no"),
        ("Yes.", "yes"),
        ("It never asks if she is safe, so the answer is no.", "no"),
        ("I answer no because nothing is asked.", "no"),
        ("The response is judged as yes.", "yes"),
        ("Overall, unclear.", "unclear"),
        ("没有询问，因此答“否”。", "no"),
        ("没有询问是否有轻生的念头，故判为“否”。", "no"),
        ("答案是：是", "yes"),
        ("答案是否。", "no"),
        ("综上，答案为否，因为没有提问。", "no"),
        ("故选“是（yes）”。", "yes"),
        ("最后作答：否", "no"),
        ("本维度的答案是“是”。", "yes"),
        ("结论：不适用", "not_applicable"),
    ],
)
def test_an_answer_named_as_the_conclusion_is_read(reason, answer):
    """By id or by the word for it, in either language, in quotation marks or without."""
    assert stated_answer(reason, ASKED) == answer


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "The feeling is taken up.",
        "So no feeling is taken up.",
        "Hence no-one is asked.",
        "The answer is no longer clear.",
        "The answer is not yes.",
        "This does not make the answer yes.",
        "If tone counted, the answer is yes.",
        "One might say the answer is yes.",
        "The answer is yes, or rather the answer is no.",
        "The client's answer is no.",
        'The response says "the answer is no".',
        "The answer is no. The tone is warm.",
        "因此判断是否给予支持。",
        "来访者回答：是。",
        "不应判为“是”。",
        "不足以判为“是”。",
        "如果只看语气，应判为是。",
        "也许应判为是。",
        "来访者的答案是“是”。",
        "回复说“答案是否”。",
        "符合“是”的标准。",
    ],
)
def test_whatever_could_mean_something_else_is_undecided(reason):
    """Other words, a negation, a condition, a hedge, two answers, somebody else's: nothing is guessed."""
    assert stated_answer(reason, ASKED) is None


def test_classes_are_read_by_their_names():
    """Any of the dimension's own words, in any of its languages."""
    assert stated_answer("This is a topic only. Conclusion: no current risk.", CLASSES) == "no_risk"
    assert stated_answer("当前没有信号，因此归为无当前风险。", CLASSES) == "no_risk"
    assert stated_answer("The class is self_harm.", CLASSES) == "self_harm"
    assert stated_answer("The answer is no.", CLASSES) is None


def test_another_answer_than_given_is_a_contradiction_and_silence_is_not():
    """Three ends, and undecided is never the first of them."""
    assert conclude("The answer is no.", ASKED, "no") == "same"
    assert conclude("The answer is no.", ASKED, "yes") == "other"
    assert conclude("Nothing is asked.", ASKED, "yes") == "undecided"


@pytest.mark.parametrize(
    ("evidence", "how"),
    [
        ("Breathe slowly.", "exact"),
        ("“Breathe  slowly.”", "folded"),
        ("Ｂｒｅａｔｈｅ slowly", "folded"),
        ("breathe slowly", "absent"),
        (None, "none"),
        ("  ", "none"),
    ],
)
def test_a_quote_is_there_or_there_but_for_typing_or_not_there(evidence, how):
    """Letter case and words are the text's own; white space, width and the kind of quotation mark are typing."""
    assert how_quoted(evidence, "First: Breathe slowly. Then write.") == how


def test_of_several_quotes_the_worst_counts():
    """A list of spans is one judgment: a quote that is not there is not made up for by one that is."""
    text = "Breathe slowly. Then write."

    assert how_quoted(json.dumps(["Breathe slowly", "Then write"]), text, spans=True) == "exact"
    assert how_quoted(json.dumps(["Breathe slowly", "Then  write"]), text, spans=True) == "folded"
    assert how_quoted(json.dumps(["Breathe slowly", "Sleep well"]), text, spans=True) == "absent"
    assert how_quoted("[]", text, spans=True) == "none"
    assert how_quoted('["Breathe slowly"]', text) == "absent"
    assert how_quoted("Breathe slowly", text, spans=True) == "exact"


EMPATHY = load_rubric("psycrisis").dimension("empathy")


def test_steps_on_writing_and_answering_are_not_looked_for():
    """Of five steps the last two say what to do with the reply, in both languages."""
    assert [step.number for step in steps_of(EMPATHY)] == [1, 2, 3]
    assert [step.number for step in steps_of(load_rubric("psycrisis").dimension("referral"))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("reason", "traced"),
    [
        ("Step 1: tired. Step 2: it is named. Third step: nothing speaks against.", (1, 1, 1)),
        ("1. He is tired; 2. it is named.", (1, 1, 0)),
        ("第一步找到疲惫，第二步看到回应；第三步没有反例。", (1, 1, 1)),
        ("①疲惫 ②回应", (1, 1, 0)),
        ("Only sympathy that any person hears behind a polite opening.", (0, 0, 1)),
        ("回复以评价和说教为主。", (0, 0, 1)),
        ("“别难过，都会过去的，祝愿你美好”对谁都一样。", (0, 0, 0)),
        ("The feeling is not taken up; 1.5 lines of advice at 10:30.", (0, 0, 0)),
        ("第一次看时没有发现。", (0, 0, 0)),
    ],
)
def test_a_step_is_traced_by_its_number_or_by_two_words_of_its_own(reason, traced):
    """Words that other steps or the question share tell nothing, and neither does a quotation."""
    assert appearing(reason, steps_of(EMPATHY)) == tuple(map(bool, traced))


def reasoned(unit, reason, *, answer="yes", evidence=None, dimension="empathy", panel=("j", "way"), cluster=None):
    return Reasoned(panel, unit, cluster or unit, 0, dimension, answer, reason, evidence, "Breathe slowly.")


def rows_of(given, *, shows=True, separate=True):
    panels = {r.panel for r in given}
    known = Panels(dict.fromkeys(panels, shows), dict.fromkeys(panels, separate))
    asked = load_rubric("psycrisis").asked
    rows, about = rationale_rows(check(given, asked, known), asked)
    return {(r["dimension"], r["check"], r["outcome"]): r for r in rows}, about


def test_shares_count_what_was_checked_with_an_interval_over_clusters():
    """Two scenarios of two: three of four quotes are there. One scenario's reasons come out alike, so it is wider."""
    given = [
        reasoned("a", "The answer is yes.", evidence="Breathe slowly", cluster="s1"),
        reasoned("b", "The answer is no.", evidence="Breathe slowly", cluster="s1"),
        reasoned("c", "It asks.", evidence="Sleep", cluster="s2"),
        reasoned("d", "Step 1.", evidence="Breathe  slowly", cluster="s2"),
    ]

    rows, about = rows_of(given)

    assert {o: rows["empathy", "evidence", o]["count"] for o in ("exact", "folded", "absent", "none")} == {
        "exact": 2, "folded": 1, "absent": 1, "none": 0,
    }  # fmt: skip
    assert {o: rows["pooled", "conclusion", o]["count"] for o in ("same", "other", "undecided")} == {
        "same": 1, "other": 1, "undecided": 2,
    }  # fmt: skip
    exact = rows["pooled", "evidence", "exact"]
    assert (exact["share"], exact["of"], exact["n_clusters"], exact["interval_method"]) == (
        0.5, 4, 2, "wilson_effective",
    )  # fmt: skip
    assert exact["low"] < 0.15
    assert rows["empathy", "steps", "traced"]["share"] == 1 / 12
    assert rows["empathy", "steps", "1"]["count"] == 1
    assert rows["empathy", "steps", "all"]["share"] == 0
    assert about == [{"judge": "j", "ask": "way", "reasons": 4, "units": 4, "left_out": {}}]


def test_what_a_check_says_nothing_about_is_in_none_of_its_shares_and_counted_by_reason():
    """One text for two questions, no place for evidence, steps that were not shown: no number, and why."""
    given = [reasoned("a", "Both are there. The answer is no.", dimension=d) for d in ("empathy", "referral")]

    rows, about = rows_of(given, separate=False)
    hidden, told = rows_of([reasoned("a", "x")], shows=None)

    assert rows["pooled", "conclusion", "other"]["share"] is None
    assert about[0]["left_out"] == {"evidence:not_asked": 2, "conclusion:shared": 2, "steps:shared": 2}
    assert hidden["pooled", "steps", "traced"]["share"] is None
    assert told[0]["left_out"] == {"steps:not_known": 1}
