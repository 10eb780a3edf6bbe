"""The paragraph on methods of a real run: gathered, not written by hand."""

import html
import re
from pathlib import Path

import pytest
from cli_cases import RUBRIC, a_run, ran, some_responses

from judge.label import ExpertLabel
from judge.provenance import versions
from judge.results import agreement
from judge.results.labelling import Labels
from judge.results.methods import methods_facts
from judge.views.methods import DescribedJudge, methods

LABELS = "response_id,dimension,rater,answer\nr0,warm,a,yes\nr0,warm,b,no\nr1,warm,a,no\nr1,cold,a,no\n"


@pytest.fixture
def labelled_run():
    """Two repeats of three responses, two of them labelled."""
    run = a_run(responses=some_responses(3), repeats=2)
    Path("labels.csv").write_text(LABELS, encoding="utf-8")
    return run


def test_the_facts_are_the_runs_own(labelled_run):
    """Counted from what was asked and labelled, with what the table says of itself."""
    labels = Labels(labelled_run, "labels.csv")
    table = agreement(labelled_run, labels, replicates=50, seed=3)
    facts = methods_facts(labelled_run, labelled_run.coded(labels.matched), labels, table)

    assert (facts.responses, facts.candidates, facts.scenarios, facts.dimensions) == (3, 1, 3, 2)
    assert (facts.experts, facts.labelled, facts.labels, facts.least, facts.most) == (2, 2, 4, 1, 2)
    assert (facts.repeats, facts.clusters, facts.replicates, facts.seed, facts.weighted) == (2, 2, 50, 3, False)
    assert facts.judges == [DescribedJudge("strict", "openai/m", ("expert_chain",), {})]
    assert facts.sha256 == RUBRIC.sha256
    assert facts.versions == versions()
    assert {"missed", "cohen_kappa", "krippendorff_alpha_nominal"} <= set(facts.statistics)
    assert "scipy" in facts.versions


def test_labels_that_do_not_enter_are_not_counted(labelled_run):
    """An adjudicator is no independent expert, and what was tuned on is no test."""
    given = [
        ExpertLabel("r0", "warm", "a", "observed", "yes"),
        ExpertLabel("r1", "warm", "chair", "observed", "yes", role="adjudicator"),
        ExpertLabel("r2", "warm", "a", "observed", "yes", split="dev"),
    ]
    labels = Labels(labelled_run, given)
    facts = methods_facts(labelled_run, labelled_run.coded(labels.matched), labels)

    assert (facts.experts, facts.labelled, facts.labels) == (1, 1, 1)


def test_a_run_without_labels_says_so(labelled_run):
    """There is nothing to say of experts."""
    text, works = methods(methods_facts(labelled_run, labelled_run.coded()), "en")

    assert "No expert labels were available." in text
    assert works == []


@pytest.mark.parametrize(
    ("ui", "said"), [("en", "We judged 3 responses of 1 candidate model"), ("zh", "评判对象为 1 个")]
)
def test_the_report_ends_with_the_paragraph_and_its_literature(capsys, labelled_run, ui, said):
    """In the page's language; the works keep theirs."""
    assert ran(capsys, "report", "run", "--labels", "labels.csv", "--ui", ui, "-o", "page.html").code == 0

    page = Path("page.html").read_text(encoding="utf-8")
    quote = html.unescape(re.sub("<[^>]+>", "", page[page.index("<blockquote>") : page.index("</blockquote>")]))
    assert said in quote
    assert "Cohen, J. (1960)." in quote
