"""BLEU, chrF and METEOR on texts small enough to count by hand, and what is said where something is missing."""

import sys
from importlib.util import find_spec

import pytest

from judge.errors import InputError
from judge.results.textmetrics import metric_of
from judge.textmetrics.base import Pair
from judge.textmetrics.length import Length
from judge.textmetrics.meteor import Meteor
from judge.textmetrics.overlap import Bleu, Chrf, words_of


def pair(text, *references, language="en", name="r1"):
    return Pair(name, "s1", "alder", language, text, references)


class NoSynonyms:
    """WordNet without a word in it."""

    def synsets(self, _lemma):
        return []


def test_bleu_counts_words_and_in_chinese_characters():
    """Of 5, 4, 3 and 2 n-grams 4, 3, 2 and 1 are shared: (4/5 x 3/4 x 2/3 x 1/2) ^ 1/4 = .6687."""
    english = Bleu().measure([pair("a b c d e", "a b c d f")])
    chinese = Bleu().measure([pair("听起来很累", "听起来很难", language="zh")])

    assert english.each[0] == english.whole == pytest.approx(66.874, abs=1e-3)
    assert chinese.whole == pytest.approx(66.874, abs=1e-3)
    assert "tok:zh" in chinese.signature
    assert "tok:13a" in english.signature
    assert words_of("听起来很累，slowly.", "zh") == ["听", "起", "来", "很", "累", "，", "slowly", "."]


def test_the_best_of_several_references_is_met_and_they_need_not_be_equally_many():
    """One response with two references beside one with one."""
    both = [
        pair("breathe out slowly now", "sleep well", "breathe out slowly now"),
        pair("x", "call someone", name="r2"),
    ]

    for metric in (Bleu(), Chrf()):
        found = metric.measure(both)
        assert found.each[0] == pytest.approx(100)
        assert found.each[1] == pytest.approx(0)
        assert 0 < found.whole < 100
        assert found.pooled


def test_a_response_that_says_nothing_is_alike_to_nothing():
    """Silence is a value of 0, not an error."""
    for metric in (Bleu(), Chrf(), Meteor(NoSynonyms()), Length()):
        assert metric.measure([pair("", "I hear you.")]).each == (0,)


def test_meteor_counts_shared_words_and_how_torn_they_are():
    """All three shared in one piece: 1 - .5 x (1/3)^3; the stem of a word is the word; Chinese by character."""
    pytest.importorskip("nltk")
    meteor = Meteor(NoSynonyms())

    assert meteor.measure([pair("breathe out slowly", "breathe out slowly")]).whole == pytest.approx(1 - 0.5 / 27)
    assert meteor.measure([pair("feeling", "feelings")]).whole == pytest.approx(0.5)
    assert meteor.measure([pair("慢慢呼吸", "慢慢呼吸", language="zh")]).whole == pytest.approx(1 - 0.5 / 64)


def test_meteor_without_wordnet_says_where_to_get_it(monkeypatch, tmp_path):
    """It would count other numbers than anybody else's."""
    nltk = pytest.importorskip("nltk")
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])

    with pytest.raises(InputError, match="needs the WordNet data") as error:
        Meteor().measure([pair("a", "b")])
    assert "nltk.downloader wordnet" in error.value.hint


@pytest.mark.parametrize(
    ("module", "metric", "extra"),
    [
        ("sacrebleu.metrics.bleu", "bleu", "metrics"),
        ("sacrebleu.metrics.chrf", "chrf", "metrics"),
        ("nltk.translate.meteor_score", "meteor", "metrics-heavy"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(monkeypatch, module, metric, extra):
    """Nobody has to guess what to install."""
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(InputError, match="not installed here") as error:
        metric_of(metric).measure([pair("a", "b")])
    assert f"psyjudge[{extra}]" in error.value.hint


def test_bertscore_says_what_it_lacks():
    """An encoder to be named; then, without torch, the extra."""
    with pytest.raises(InputError, match="needs an encoder"):
        metric_of("bertscore")
    if find_spec("torch") is not None:
        pytest.skip("torch is here")
    with pytest.raises(InputError, match="BERTScore needs torch") as error:
        metric_of("bertscore", model="bert-base-chinese").measure([pair("a", "b")])
    assert "metrics-heavy" in error.value.hint


def test_a_metric_nobody_knows_is_refused_with_the_closest():
    """A misspelling costs nothing."""
    with pytest.raises(InputError, match="no text metric 'belu'") as error:
        metric_of("belu")
    assert "bleu" in error.value.hint
