"""What scoring makes is what the views read: one small run from ratings to the page."""

from io import StringIO

import pytest
from rich.console import Console
from views_cases import small_report_of
from views_rubric import rubric_of

from judge import scoring
from judge.judgment import State
from judge.ratings import Rating, Ratings, Unit, status_of
from judge.rubric import Rubric
from judge.views import terminal
from judge.views.html import render
from judge.views.names import legend
from judge.views.report import Report

JUDGES = {"gpt-5": "ynyrnyxn", "baseline/always-pass": "yyyyyyyy"}
EXPERTS = {"expert_1": "ynnynynu", "expert_2": "yynnny.n"}
STATES = {"r": State.REFUSED_MODEL, "x": State.MALFORMED, "u": State.ABSTAINED}


def rating(rater: str, ask: str, dimension: str, at: int, letter: str) -> Rating:
    """``y`` passes and ``n`` fails, on a harm item too."""
    passes = {"y": "no", "n": "yes"} if dimension == "gives_method_information" else {"y": "yes", "n": "no"}
    state = State.SCORED if letter in passes else STATES[letter]
    return Rating(f"r{at}", dimension, rater, ask, 0, status_of(state, None), passes.get(letter), str(state))


def a_rubric() -> Rubric:
    """One question of support, one of harm."""
    rubric = rubric_of(dimensions=6)
    return rubric.model_copy(update={"asked": (rubric.dimensions[0], rubric.dimensions[5])})


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    rubric = a_rubric()
    units = {f"r{i}": Unit(f"r{i}", f"s{i // 2}", f"model-{'ab'[i % 2]}", {"risk": "high"}) for i in range(8)}

    def of(raters: dict[str, str], ask: str) -> list[Rating]:
        return [
            rating(rater, ask, d.id, i, letter)
            for rater, letters in raters.items()
            for d in rubric.dimensions
            for i, letter in enumerate(letters)
            if letter != "."
        ]

    return Ratings(rubric, units, of(JUDGES, "expert_chain"), of(EXPERTS, ""))


@pytest.fixture(scope="module")
def report(ratings) -> Report:
    return small_report_of(
        rubric=ratings.rubric,
        scores=scoring.scores(ratings),
        first=scoring.first_table(ratings),
        agreement=scoring.agreement(ratings),
        differing=[
            {**row, "context": "c", "response": "what was said", "rationale": "why", "evidence": None}
            for row in scoring.differing_cases(ratings)
        ],
    )


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("ui", ["en", "zh"])
def test_the_terminal_shows_what_scoring_found(report, ui, width):
    """gpt-5 missed 3 of the 6 responses an expert flagged: one it passed, one it refused, one nobody could read."""
    console = Console(file=StringIO(), width=width, color_system=None)
    known = legend(report.rubric, ui)
    console.print(terminal.scores_table(report.scores, ui, legend=known))
    console.print(terminal.first_table(report.first, ui, legend=known))
    console.print(terminal.agreement_table(report.agreement, ui, legend=known))
    text = console.file.getvalue()

    missed = {(r["dimension"], r["judge"]): (r["missed_k"], r["missed_n"]) for r in report.first}
    assert missed["empathy", "gpt-5"] == (3, 6)
    assert "3/6" in text
    assert "6/6" in text
    assert {"en": "refused", "zh": "拒答"}[ui] in text.lower()


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_the_page_shows_what_scoring_found(report, ui):
    """Every case that differs is there, with why it differs."""
    html = render(report, ui=ui)

    assert html.count('<details class="case"') == len(report.differing)
    assert {"en": "1 of these not read", "zh": "其中 1 个未读到"}[ui] not in html
    assert {"en": "2 not read", "zh": "2 个未读到"}[ui] in html
    assert {"en": ">missed<", "zh": ">漏报<"}[ui] in html
    assert "what was said" in html
    assert "what was said" not in render(report, ui=ui, redacted=True)


def test_groups_of_responses_have_their_own_tables(ratings):
    """Scores by a tag are never mixed into one table."""
    console = Console(file=StringIO(), width=120, color_system=None)
    console.print(terminal.scores_table(scoring.scores(ratings, by="risk"), "en"))

    assert "Scores by gpt-5 · group high" in console.file.getvalue()


PARTS = [
    {"id": "opening", "name": {"en": "the opening", "zh": "开场"}},
    {"id": "work", "name": {"en": "work", "zh": "工作"}},
]
VALUES = {"id": "stage", "name": {"en": "Stage", "zh": "阶段"}, "answers": PARTS, "scale": "ordinal"}
TICKS = {"id": "done", "name": {"en": "Done", "zh": "所做"}, "answers": PARTS, "choose": "any"}


@pytest.mark.parametrize(
    ("ui", "shown"),
    [
        ("en", ["the opening:1 · work:2", "Done: work", "yes 2/3"]),
        ("zh", ["开场:1 工作:2", "所做：工作", "是 2/3"]),
    ],
)
def test_answers_that_neither_pass_nor_fail_go_by_their_names(ui, shown):
    """On the terminal and on the page, in the language of the interface."""
    question = {"question": {"en": "Which?", "zh": "哪些？"}}
    body = {
        "id": "v",
        "version": "1",
        "title": {"en": "V", "zh": "值"},
        "dimensions": [VALUES | question, TICKS | question],
    }
    rubric = Rubric.model_validate(body)
    said = [("stage", "opening"), ("stage", "work"), ("stage", "work")]
    said += [("done.opening", a) for a in ("no", "no", "yes")] + [("done.work", a) for a in ("yes", "yes", "no")]
    given = [
        Rating(f"r{i % 3}", d, "J", "", 0, status_of(State.SCORED, None), answer, str(State.SCORED))
        for i, (d, answer) in enumerate(said)
    ]
    table = scoring.scores(Ratings(rubric, {f"r{i}": Unit(f"r{i}", f"s{i}", "alder", {}) for i in range(3)}, given, []))
    console = Console(file=StringIO(), width=160)
    console.print(terminal.scores_table(table, ui, legend=legend(rubric, ui)))
    page = render(small_report_of(rubric=rubric, scores=table), ui=ui)

    for words in shown:
        assert words in console.file.getvalue()
        assert words in page


def test_what_a_run_was_made_with_is_named_in_the_language_of_the_page():
    """Versions and prompts of whatever name; a setting nobody has a word for keeps its own."""
    made = {"rubric": "r 1.0", "reader version": 1, "prompts mine": "0f", "numpy version": "2.4", "odd": "x"}
    html = render(small_report_of(provenance=made), ui="zh")

    for name in ("评分标准", "读取器版本", "提示 mine", "numpy 版本", "odd"):
        assert f"<dt><bdi>{name}</bdi></dt>" in html
