"""Whatever the tool says, it says in both languages."""

import re
import string
from collections import Counter

import pytest

from judge.scoring.operating import points
from judge.scoring.raters import verdicts
from judge.stats import (
    calibration,
    curves,
    delays,
    estimate,
    homogeneity,
    intervals,
    pairs,
    panel,
    replaceability,
    sampled,
)
from judge.stats.group import Layout
from judge.stats.metrics import METRICS
from judge.views.words import AREAS, CATALOGUE, Both, say, say_code
from judge.views.words.glossary import TERMS


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_both_languages_say_something_with_the_same_placeholders(key):
    """A translation that forgets a number would hide it from half of the readers."""
    both = CATALOGUE[key]

    assert both.en.strip()
    assert both.zh.strip()
    assert placeholders(both.en) == placeholders(both.zh)
    assert placeholders(both.one) <= placeholders(both.en)


def test_no_key_stands_in_two_areas():
    """Of two texts under one key the second would never be seen."""
    keys = Counter(key for words in AREAS.values() for key in words)

    assert [key for key, n in keys.items() if n > 1] == []


def test_a_value_is_put_in_as_it_is_and_never_read_as_a_pattern():
    """A candidate called ``{0.__class__}`` stays a name."""
    assert say("scores.title", "en", judge="{0.__class__}{judge!r}%s") == "Scores by {0.__class__}{judge!r}%s"


@pytest.mark.parametrize(("ui", "n", "words"), [("en", 1, "1 case"), ("en", 0, "0 cases"), ("zh", 1, "1 个个案")])
def test_one_thing_is_not_called_many(ui, n, words):
    """English has a singular; Chinese needs none."""
    assert say("cases.count", ui, n=n) == words


def test_a_missing_word_or_value_is_a_bug_and_not_an_empty_place():
    """A page with holes in its sentences would look finished."""
    with pytest.raises(KeyError):
        say("no.such.key", "en")
    with pytest.raises(KeyError):
        say("scores.title", "en")


def test_a_code_nobody_put_into_words_is_shown_as_it_is():
    """A new state must not vanish from the tables."""
    assert say_code("state", "brand_new", "zh") == "brand_new"
    assert say_code("state", "refused_model", "zh") == "模型拒答"


@pytest.mark.parametrize(
    "module",
    [calibration, curves, delays, estimate, homogeneity, pairs, points, replaceability, sampled, verdicts],
    ids=lambda m: m.__name__,
)
def test_every_reason_a_statistic_gives_is_said_in_both_languages(module):
    """A reader of the Chinese page must learn why a number, an interval or a verdict is not there."""
    reasons = [v for n, v in vars(module).items() if n.isupper() and isinstance(v, str) and " " in v]

    assert reasons
    assert [r for r in reasons if f"reason.{r}" not in CATALOGUE] == []


def test_every_statistic_of_the_panel_and_every_interval_has_a_name_in_both_languages():
    """A name of the program's own among words would look like a fault."""
    alphas = [f"krippendorff_alpha_{m}{suffix}" for m in METRICS for suffix in ("", "_with_judge", "_difference")]
    group = panel.group_statistics(Layout(2, 2), ordered=True)
    names = {*panel.FLAG, *panel.PAIR, *panel.ORDERED_PAIR, *panel.CLASS, *group, *alphas}
    methods = (sampled.BCA, sampled.PERCENTILE, intervals.WILSON, intervals.EFFECTIVE)

    assert [n for n in sorted(names) if f"statistic.{n}" not in CATALOGUE] == []
    assert [m for m in methods if f"interval.{m}" not in CATALOGUE] == []


def test_the_glossary_gives_every_term_a_name_and_two_sentences():
    """Short enough to be read, long enough to be understood."""
    for term in TERMS:
        about: Both = CATALOGUE[f"about.{term}"]
        assert CATALOGUE[f"term.{term}"].en
        assert len(re.findall(r"\.(?=\s|$)", about.en)) == 2
        assert about.zh.count("。") == 2
