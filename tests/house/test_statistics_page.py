"""docs/statistics.md explains every number our tables can print, and its commands work."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from judge.cli.app import run
from judge.judgment import State
from judge.ratings import Rating, Ratings, Status, Unit, status_of
from judge.rubric import Rubric
from judge.scoring import agreement, corrected, scores
from judge.scoring.candidates.standing import MOVER
from judge.scoring.coding import code
from judge.scoring.contrasts.self_preference import PREFERS_OTHERS, PREFERS_OWN
from judge.scoring.contrasts.table import compare
from judge.scoring.delaying import delays
from judge.scoring.guards import KNOWABLE
from judge.scoring.operating.parts import Parts
from judge.scoring.operating.table import Wish, operating
from judge.scoring.plans.piloting import pilot_rows
from judge.scoring.plans.planned import EXPERTS_ALPHA, Conditions, bound_row, experts_row, power_row, reliability_row
from judge.scoring.raters.costing import read_costs
from judge.scoring.raters.headline import FIELDS
from judge.scoring.raters.verdicts import VERDICTS
from judge.scoring.study import studies
from judge.stats import intervals, sampled
from judge.stats.calibration import CALIBRATION
from judge.stats.correction import ROGAN_GLADEN
from judge.stats.degrees import ITEM_ICC, ITEM_NUMERIC, ITEM_RANKS, SYSTEM, SYSTEM_ICC, names_of
from judge.stats.delays import DELAYS
from judge.stats.group import Layout
from judge.stats.metrics import METRICS
from judge.stats.panel import CLASS, FLAG, ORDERED_PAIR, PAIR, alphas, group_statistics, numeric_pair
from judge.stats.precision import PLANNED
from judge.stats.rectification import DOUBLY_ROBUST, POST_STRATIFIED
from judge.stats.scored import ORDER
from judge.stats.soft import DISTANCES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"`([^`\n]+)`", PAGE))

WARM = {"answers": [{"id": a} for a in "123"], "passes_on": ["2", "3"], "scale": "interval"}
HARM = {"answers": [{"id": a} for a in ("yes", "no")], "passes_on": ["no"]}
JUDGES = {("J", "long", 0): ("ynnn/nynnnry", "012012012012"), ("J", "long", 1): ("yynn/nnynnry", "012012012010")}
JUDGES |= {("J", "short", 0): ("ynnn/nynnnyy", "012012012012"), ("K", "long", 0): ("nnnnynnnnnnn", "010012012212")}
EXPERTS = {
    "a": ("yynn/nynnnyy", "012012212012"),
    "b": ("ynnn/nynynyn", "012022212012"),
    "c": ("ynnnnnynynyn", "012022112012"),
}
ENDS = {"/": State.NOT_APPLICABLE, "r": State.REFUSED_MODEL}


@pytest.fixture(scope="module")
def study():
    """Two questions, one on a scale; two judges, one asked twice and in two ways; what does not apply, a refusal."""
    body = {"id": "small", "version": "1.0", "title": {"en": "small"}}
    dimensions = [{"id": d, "name": {"en": d}, "question": {"en": d}} | f for d, f in (("harm", HARM), ("warm", WARM))]
    rubric = Rubric.model_validate(body | {"dimensions": dimensions}, strict=False)
    units = {f"r{i}": Unit(f"r{i}", f"s{i}", f"model-{i % 4}", {}) for i in range(12)}
    judged = [r for (judge, ask, repeat), words in JUDGES.items() for r in ratings(judge, ask, repeat, words)]
    labels = [r for expert, words in EXPERTS.items() for r in ratings(expert, "", 0, words)]
    return code(Ratings(rubric, units, judged, labels))


def ratings(rater, ask, repeat, words):
    for dimension, word in zip(("harm", "warm"), words, strict=True):
        for i, letter in enumerate(word):
            answer = {"y": "yes", "n": "no", "0": "1", "1": "2", "2": "3"}.get(letter)
            state = ENDS.get(letter, State.SCORED)
            status = Status.OBSERVED if answer else status_of(state, None)
            yield Rating(f"r{i}", dimension, rater, ask, repeat, status, answer, str(state), None)


@pytest.fixture(scope="module")
def table(study):
    """Everything ``judge agreement --json`` can hold."""
    return agreement(study, costs=read_costs(["miss=10"], ["harm", "warm"]), replicates=20, pool=True)


def general(name):
    """``pass_hat_4`` stands on the page as ``pass_hat_K``."""
    return re.sub(r"^pass_hat_\d+$", "pass_hat_K", name)


def names_of_rows(rows):
    return {general(row["statistic"]) for row in rows if row["statistic"]}


def fields(rows):
    return {field for row in rows for field in row}


def test_every_statistic_of_the_panel_is_explained():
    """Whoever adds one to a dict of the panel writes two sentences for a clinician."""
    group = group_statistics(Layout(3, 3), ordered=True)
    dicts = (PAIR, ORDERED_PAIR, numeric_pair([0, 1]), CLASS, FLAG, group, alphas(list(METRICS)), DISTANCES, PLANNED)
    degrees = {n for d in (ITEM_ICC, ITEM_NUMERIC, ITEM_RANKS, SYSTEM, SYSTEM_ICC) for s in d for n in names_of(s)}
    names = {name for d in dicts for name in d} | degrees | {EXPERTS_ALPHA}

    assert len(names) > 70
    assert sorted(names - EXPLAINED) == []


def test_every_row_and_field_of_agreement_is_explained(table):
    """The name of a row of a study that has everything, and what its fields mean."""
    shown = names_of_rows(table.rows) | names_of_rows(table.about["asks"])

    assert len(shown) > 120
    assert sorted(shown - EXPLAINED) == []
    assert sorted(fields([*table.rows, *table.about["asks"]]) - EXPLAINED) == []
    assert sorted({*FIELDS} - EXPLAINED) == []


def test_every_reference_policy_and_method_of_agreement_is_explained(table):
    """What a number was held against, what became of *not applicable*, and how its interval was made."""
    references = {re.sub(r":.*", ":NAME", row["reference"]) for row in table.rows if row["reference"]} - {*EXPERTS}
    methods = {row["interval_method"] for row in table.rows} | {intervals.WILSON, intervals.EFFECTIVE}

    assert len(references) > 10
    assert sorted(references - EXPLAINED) == []
    assert sorted({row["not_applicable_policy"] for row in table.rows} - EXPLAINED) == []
    assert sorted((methods | {sampled.BCA, sampled.PERCENTILE}) - {None} - EXPLAINED) == []


def test_what_chosen_labels_cannot_tell_is_listed_whole():
    """A reader whose labels were picked by the judge's verdicts sees which numbers are left, and no other."""
    (listed,) = re.findall(r"what it missed is then not known. Only (.*?) keep their numbers", PAGE, flags=re.DOTALL)

    assert set(re.findall(r"`(\w+)`", listed)) == KNOWABLE


def test_every_number_of_operating_points_is_explained(study):
    """Of a judge that says how sure it is, with a threshold chosen on one part and tried on the other."""
    given = {f"r{i}": {"yes": i / 20, "no": 1 - i / 20} for i in range(12)}
    choose = np.arange(12) < 6
    wish = Wish(replicates=20, dimensions=["harm"], parts=Parts("tag", "part=dev", choose, ~choose, ~choose))
    found = operating(study, {("J", "long"): {0: {"harm": given}}}, wish)
    beside = [*found.about["curves"], *(b for curve in found.about["curves"] for b in curve["bins"])]

    assert len(names_of_rows(found.rows)) > 14
    assert sorted({*ORDER, *CALIBRATION, *names_of_rows(found.rows)} - EXPLAINED) == []
    assert sorted(fields([*found.rows, *beside, found.about["parts"]]) - EXPLAINED) == []
    assert sorted({r["part"] for r in found.rows} | {r["source"] for r in found.rows} - EXPLAINED) == sorted(
        {"all", "chosen_on", "tried_on"}
    )


def test_every_number_of_delays_is_explained(study):
    """The same answers as those of turns."""
    units = tuple(replace(u, of=f"c{i // 4}", turn=i % 4) for i, u in enumerate(study.units))
    found = delays(replace(study, units=units), replicates=20)

    assert sorted({*DELAYS, *names_of_rows(found.rows)} - EXPLAINED) == []
    assert sorted(fields([*found.rows, *found.about["conversations"]]) - EXPLAINED) == []


def test_every_word_of_a_verdict_is_explained():
    """The words in the first table, of a comparison, and of a judge on its own family."""
    assert sorted({*VERDICTS, PREFERS_OWN, PREFERS_OTHERS} - EXPLAINED) == []


def test_every_number_of_a_comparison_is_explained(study):
    """Pairs of judges, all of them at once, and each with its own family."""
    compared = compare(study, own={"J": ["model-0"]}, replicates=20)
    beside = [row for part in ("matrix", "cochran", "self_preference", "asks") for row in compared.about[part]]

    assert {part: bool(compared.about[part]) for part in ("matrix", "cochran", "self_preference", "asks")} == {
        **dict.fromkeys(("matrix", "cochran", "self_preference", "asks"), True)
    }
    assert sorted(fields([*compared.rows, *beside]) - EXPLAINED) == []
    assert sorted(names_of_rows([*compared.rows, *(row for row in beside if "statistic" in row)]) - EXPLAINED) == []


def test_every_number_of_corrected_scores_is_explained(study):
    """Rates, what labels make of them, and how candidates stand to each other."""
    found = corrected(study, scores(study), replicates=20)

    assert sorted(fields([*found.rows, *found.about["ranking"]]) - EXPLAINED) == []
    assert sorted({POST_STRATIFIED, DOUBLY_ROBUST, ROGAN_GLADEN, MOVER} - EXPLAINED) == []


def test_every_number_of_a_plan_is_explained(study):
    """Each wish there is, from guesses and from a run."""
    (part,) = studies(study, replicates=2)
    rows = [*pilot_rows(part, 0.1), bound_row(0.05), power_row(0.1, 0.2), reliability_row(0.9, 0.5)]
    rows.append(experts_row(3, 0.5, 0.1, 0.05, Conditions()))

    assert sorted(fields(rows) - EXPLAINED) == []


def test_a_heading_names_no_statistic_that_is_gone(table):
    """Every name an entry of the page begins with is one that something prints."""
    entries = PAGE[PAGE.index("## Context") : PAGE.index("## Comparing judges")]
    begun = re.findall(r"^\*\*[^*]+\*\*[^(\n]*\(((?:`[^`]+`[^`]*?)+)\)", entries, flags=re.MULTILINE)
    named = {name for text in begun for name in re.findall(r"`(\w[\w.]*)`", text)}
    known = names_of_rows(table.rows) | names_of_rows(table.about["asks"])

    assert len(named) > 60
    assert sorted(named - known) == []


def test_the_commands_of_the_page_work(tmp_path, monkeypatch, capsys):
    """On the bundled example, in the order they stand there."""
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
    for line in block.splitlines():
        command = line.replace("examples/", f"{ROOT}/examples/")
        code_of = run(shlex.split(command)[1:])

        assert code_of == 0, f"{line}\n{capsys.readouterr().err}"
    assert (tmp_path / "labels.split.csv").is_file()


def test_links_within_the_page_lead_somewhere():
    """The contents name headings that are there."""
    headings = {
        re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    }

    assert sorted(set(re.findall(r"\]\(#([^)]+)\)", PAGE)) - headings) == []
