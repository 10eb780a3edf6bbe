"""Corrected rates and rankings: on a terminal and on the page, in both languages."""

import re
from html import unescape
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from views_cases import scores_of, small_report_of
from views_rubric import rubric_of

from judge.judgment import State
from judge.ratings import Rating, Ratings, Unit, status_of
from judge.scoring import corrected, scores
from judge.scoring.candidates import correcting
from judge.scoring.candidates.entering import NOTHING_SCORED
from judge.scoring.candidates.standing import NOT_KNOWN
from judge.scoring.coding import code
from judge.stats import correction, rectification
from judge.stats.homogeneity import ChiSquare
from judge.views.html import render
from judge.views.names import Legend, legend
from judge.views.scores import corrected_table, ranking_table
from judge.views.words import CATALOGUE
from judge.views.words.sentences import in_language

ANSWERS = {"y": "yes", "n": "no"}


def rating(rater, dimension, at, letter, ask=""):
    state = State.SCORED if letter in ANSWERS else State.MALFORMED
    return Rating(f"r{at}", dimension, rater, ask, 0, status_of(state, None), ANSWERS.get(letter), str(state))


@pytest.fixture(scope="module")
def rubric():
    """One question of support."""
    whole = rubric_of(dimensions=1)
    return whole.model_copy(update={"asked": (whole.dimensions[0],)})


@pytest.fixture(scope="module")
def table(rubric):
    """Alder is labelled, birch is not, cedar's few labels are of no use; each answered the same 40 scenarios."""
    name = rubric.dimensions[0].id
    words = {
        "alder": ("y" * 27 + "n" * 3 + "n" * 8 + "yy", "y" * 30 + "n" * 10),
        "birch": ("y" * 20 + "n" * 18 + "xx", "." * 40),
        "[bold]cedar": ("y" * 12 + "n" * 28, "." * 40),
    }
    units, said, labels = {}, [], []
    for candidate, (verdicts, truth) in words.items():
        for i in range(40):
            at = len(units)
            units[f"r{at}"] = Unit(f"r{at}", f"s{i}", candidate)
            said.append(rating("gpt-5", name, at, verdicts[i], "expert_chain"))
            said.append(rating("baseline/always-pass", name, at, "y", "expert_chain"))
            labels += [rating("expert", name, at, truth[i])] if truth[i] != "." else []
    coded = code(Ratings(rubric, units, said, labels))
    return corrected(coded, scores(coded))


@pytest.fixture
def known(rubric):
    """What the tables call things."""
    return lambda ui: legend(rubric, ui)


def drawn(renderable, width=120):
    """What a terminal of that width shows."""
    console = Console(file=StringIO(), width=width, color_system=None, force_terminal=False)
    console.print(renderable)
    return console.file.getvalue()


def test_raw_and_corrected_stand_side_by_side_with_the_method(table, known):
    """29 of 40 passed by the judge, 30 of 40 by the experts, who saw all of them."""
    shown = drawn(corrected_table(table, "en", legend=known("en")))

    (alder,) = [line for line in shown.splitlines() if line.startswith("  alder")]
    assert re.search(r"72 % \(57–84 %\)\s+75 % \(60–86 %\)\s+40\s+post-stratified, own labels \[1\]", alder)
    assert "[1] every response is labelled: the rate is the experts' own, whatever the judge said" in shown


def test_the_expert_equivalent_rate_is_called_so_with_its_remarks(table, known):
    """Labels of others: the name, the unread and the homogeneity that could not be tested."""
    shown = drawn(corrected_table(table, "en", legend=known("en")))

    (birch,) = [line for line in shown.splitlines() if line.startswith("  birch")]
    assert "expert-equivalent rate: Rogan–Gladen" in birch
    assert correcting.UNREAD_BOUNDS in shown
    assert correcting.ONE_POOL in shown


def test_a_refusal_stands_in_its_line_with_the_reason_below(rubric, known):
    """A judge that always passes cannot be corrected for a candidate nobody labelled."""
    name = rubric.dimensions[0].id
    units = {f"r{i}": Unit(f"r{i}", f"s{i % 40}", "ab"[i // 40]) for i in range(80)}
    said = [rating("lazy", name, i, "y", "expert_chain") for i in range(80)]
    labels = [rating("expert", name, i, "yn"[i % 2]) for i in range(40)]
    coded = code(Ratings(rubric, units, said, labels))
    refused = corrected(coded, scores(coded))

    for ui, word, reason in (
        ("en", "not corrected", correction.SAYS_TOO_LITTLE),
        ("zh", "不予校正", "无法用来校正比率"),
    ):
        shown = drawn(corrected_table(refused, ui, legend=known(ui)))
        (line,) = [line for line in shown.splitlines() if line.startswith("  b ")]
        mark = re.search(rf"{word} (\[\d\])", line)[1]
        assert any(below.startswith(mark) and reason in below for below in shown.splitlines())


def test_the_ranking_says_who_ties_and_who_is_first(table, known):
    """Alder's corrected rate stands apart from cedar's."""
    shown = drawn(ranking_table(table, "en", legend=known("en")))
    lines = [line.split() for line in shown.splitlines() if re.match(r"  \S", line)]

    parts = shown.split("corrected rates")
    assert len(parts) == 2
    assert "Total: share of points" in parts[0]
    assert [line[0] for line in lines[:3]] == ["alder", "birch", "[bold]cedar"]
    assert [line[1] for line in lines[:3]] == ["a", "b", "c"]


def test_where_nobody_can_be_told_apart_one_line_says_so(rubric, known):
    """Three equal candidates need no table."""
    name = rubric.dimensions[0].id
    units = {f"r{i}": Unit(f"r{i}", f"s{i % 20}", "abc"[i // 20]) for i in range(60)}
    coded = code(Ratings(rubric, units, [rating("J", name, i, "yyyn"[i % 4], "expert_chain") for i in range(60)]))
    table = corrected(coded, scores(coded))

    assert "no two of 3 candidates could be told apart" in drawn(ranking_table(table, "en", legend=known("en")))
    assert "3 个被评模型两两均无法区分" in drawn(ranking_table(table, "zh", legend=known("zh")))


def test_baselines_are_left_out_where_there_is_a_judge(table, known):
    """Nobody needs the corrected score of a judge that never looks; the JSON has it."""
    for shown in (corrected_table(table, "en", legend=known("en")), ranking_table(table, "en", legend=known("en"))):
        assert "gpt-5" in drawn(shown)
        assert "always-pass" not in drawn(shown)


@pytest.mark.parametrize("ui", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
def test_the_tables_fit_their_terminal(table, known, ui, width):
    """No line is longer than the terminal is wide; a name that looks like markup is shown as it is."""
    for view in (corrected_table, ranking_table):
        shown = drawn(view(table, ui, legend=known(ui)), width)
        assert max(cell_len(line) for line in shown.splitlines()) <= width
        assert "[bold]" in shown


def test_without_labels_and_rivals_nothing_is_drawn():
    """Tables of an older run have none of it."""
    assert drawn(corrected_table(scores_of(), "en", legend=Legend())).strip() == ""
    assert drawn(ranking_table(scores_of(), "en", legend=Legend())).strip() == ""


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_the_page_shows_the_same(table, rubric, ui):
    """The section of scores holds the corrected table, its notes and the ranking."""
    page = render(small_report_of(rubric=rubric, scores=table), ui=ui)
    section = page[page.index('id="scores"') : page.index('id="agreement"')]

    assert 'id="corrected-1"' in section
    assert 'id="ranking-1"' in section
    assert "[bold]cedar" in section
    for key in ("corrected.note", "ranking.note", "correction.rogan_gladen_lee"):
        words = CATALOGUE[key]
        assert {"en": words.en, "zh": words.zh}[ui] in unescape(section)


def test_a_page_without_labels_and_with_one_candidate_has_neither(rubric):
    """Nothing to correct and nobody to compare."""
    name = rubric.dimensions[0].id
    units = {f"r{i}": Unit(f"r{i}", f"s{i}", "alone") for i in range(10)}
    coded = code(Ratings(rubric, units, [rating("J", name, i, "y", "expert_chain") for i in range(10)]))
    page = render(small_report_of(rubric=rubric, scores=corrected(coded, scores(coded))))

    assert 'id="corrected-1"' not in page
    assert 'id="ranking-1"' not in page


CODES = {rectification.POST_STRATIFIED, rectification.DOUBLY_ROBUST, rectification.PPI, rectification.PPI_PLUS_PLUS}
CODES |= {correction.ROGAN_GLADEN, correcting.CORRECTED, correcting.EXPERT_EQUIVALENT}


@pytest.mark.parametrize("module", [correction, rectification, correcting])
def test_every_reason_is_said_in_chinese(module):
    """A reader of the Chinese table learns why a rate was not corrected."""
    reasons = [v for k, v in vars(module).items() if k.isupper() and isinstance(v, str) and v not in CODES]

    assert reasons
    assert [r for r in [*reasons, NOTHING_SCORED, NOT_KNOWN] if in_language(r, "zh") == r] == []


def licence(p):
    """What is said about carrying sensitivity and specificity over."""
    return correcting._licence(ChiSquare(1.0, 1, p))


@pytest.mark.parametrize(
    "reason",
    [
        "only 8 labelled responses of this candidate and none of others; at least 10 are needed",
        "only 9.5 labelled responses fail in the experts' eyes; at least 10 are needed",
        "only 9 labelled responses pass in the experts' eyes; at least 10 are needed",
        *(
            f"only 5 of 10 responses that the judge {word} are labelled"
            for word in ("failed", "passed", "did not read")
        ),
        *map(licence, (0.0012, 0.43)),
    ],
)
def test_every_reason_with_numbers_is_said_in_chinese(reason):
    """With the same numbers in it."""
    said = in_language(reason, "zh")

    assert said != reason
    assert set(re.findall(r"\d[\d.]*", said)) == set(re.findall(r"\d[\d.]*", reason))
