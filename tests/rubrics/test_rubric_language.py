"""The language rubrics are written in: what works, and what is refused because it says nothing where it stands."""

import time

import pytest
from hostile_rubrics import GOOD
from rubric_files import FULL, read, refused

from judge.gating import in_order
from judge.library import load_rubric
from judge.rubric import Rubric


def test_every_field_that_can_be_judged_works():
    """What the contract names without a dagger, in three languages, one of them regional."""
    rubric = read(FULL)
    warm, cold, heavy = rubric.dimensions

    assert (rubric.id, rubric.version, rubric.per, rubric.ask) == ("full", "2.1", "dimension", "general")
    assert rubric.languages == ("en", "zh", "pt-BR")
    assert rubric.reviewed
    assert rubric.review[0].date == "2024-01-02"
    assert rubric.source == "made up, with a citation"
    assert [e.language for e in rubric.examples] == ["en", "zh", None]
    assert rubric.examples[0].turns[1].content == "Since when?"
    assert rubric.examples[0].answers == {"warm": "kind", "cold": "unclear"}
    assert rubric.examples[0].by_language(rubric.languages) is None
    assert rubric.examples[2].by_language(rubric.languages)["pt-BR"] == "Seco."
    assert warm.answer_ids == ("kind", "neutral", "harsh")
    assert (warm.failing, warm.passed("neutral"), warm.passed("harsh")) == (("harsh",), True, False)
    assert (warm.points, warm.critical, warm.evidence, warm.scale, warm.choose) == (2, False, "quote", "nominal", "one")
    assert warm.group["zh"] == "支持"
    assert len(warm.steps) == 2
    assert set(warm.criteria) == {"kind", "harsh"}
    assert warm.applies_when.looks_at() == {"cold"}
    assert warm.applies_when.tag_names() == {"risk", "age"}
    assert (cold.group, cold.points, cold.is_harm, cold.is_yes_no) == ("Harm", 0, True, True)
    assert (heavy.points, heavy.evidence) == (-0.5, "none")


def test_a_dimension_is_known_by_id_alias_and_name_in_any_language():
    """Labels and others' replies use whichever they like."""
    rubric = read(FULL)

    for name in ("warm", " WARM ", "warmth and stance", "温度", "caloroso"):
        assert rubric.dimension(name).id == "warm"
    assert rubric.dimension("lukewarm") is None


def test_the_smallest_rubric_has_the_defaults_of_the_contract():
    rubric = read(GOOD)
    (warm,) = rubric.dimensions

    assert (rubric.per, rubric.unit, rubric.decide, rubric.ask, rubric.reviewed) == (
        "rubric", "response", "each", None, False,
    )  # fmt: skip
    assert (warm.answer_ids, warm.points, warm.evidence, warm.critical) == (("yes", "no"), 1, "none", False)
    assert (warm.applies_when, warm.steps, warm.criteria, warm.group, warm.aliases) == (None, (), {}, None, ())


def test_a_rubric_written_out_reads_back_as_itself():
    """What ``rubrics show --json`` prints is a rubric again, with the same fingerprint."""
    rubric = read(FULL)
    again = Rubric.model_validate(rubric.model_dump(mode="json"))

    assert again == rubric
    assert again.sha256 == rubric.sha256


def test_the_fingerprint_follows_the_meaning_and_nothing_else():
    """Comments, order and spelled-out defaults say nothing; a word does."""
    shuffled = GOOD.replace('version: "1.0"\n', "").replace("dimensions:", 'version: "1.0"\n# a remark\ndimensions:')

    assert read(shuffled).sha256 == read(GOOD).sha256
    assert read(GOOD + "    points: 1\n    evidence: none\n").sha256 == read(GOOD).sha256
    assert read(GOOD.replace("Is it warm?", "Is it Warm?")).sha256 != read(GOOD).sha256
    assert read(GOOD + "    points: 2\n").sha256 != read(GOOD).sha256


@pytest.mark.parametrize(
    "tag",
    ["en", "zh", "yue", "pt-BR", "zh-Hans-CN", "sr-Latn-RS", "de-CH-1996", "de-u-co-phonebk", "x-plain", "es-419"],
)
def test_any_language_tag_will_do(tag):
    """Chinese and English come first and are not the only ones."""
    rubric = read(GOOD.replace("{en:", f"{{{tag}:"))

    assert rubric.languages == (tag,)


@pytest.mark.parametrize("tag", ["english", "中文", "zh_CN", "e", "en-", "i", "en us", "x", '"en\\n"', "en-abcdefghi"])
def test_what_is_no_language_tag_is_refused(tag):
    error = refused(GOOD.replace("title: {en:", f"title: {{{tag}:"))

    assert "is not a language tag such as en, zh or pt-BR" in error.message
    assert error.message.startswith("mine.yaml, line 3: title.")


FURTHER = [
    ("dimensions:", "unit: user_turn\ndimensions:", lambda r: r.unit == "user_turn"),
    ("dimensions:", "unit: assistant_turn\ndimensions:", lambda r: r.unit == "assistant_turn"),
    ("dimensions:", "unit: conversation\ndimensions:", lambda r: r.unit == "conversation"),
    ("dimensions:", "dimensions_from: scenario\ndimensions:", lambda r: r.dimensions_from == "scenario"),
    (
        "    passes_on",
        "    choose: any\n    passes_on",
        lambda r: [d.id for d in r.dimensions] == ["warm.yes", "warm.no"],
    ),
    ("    passes_on", "    evidence: spans\n    passes_on", lambda r: r.asked[0].evidence == "spans"),
    (
        "    passes_on",
        '    criteria: [{when: {tag.a: [b]}, "yes": {en: x}}, {"no": {en: y}}]\n    passes_on',
        lambda r: [part.when is None for part in r.asked[0].guidance] == [False, True],
    ),
    (
        '    passes_on: ["yes"]',
        '    answers: ["1", "2", "3"]\n    scale: ordinal',
        lambda r: not r.dimensions[0].has_sides,
    ),
]


@pytest.mark.parametrize(("old", "new", "holds"), FURTHER)
def test_the_rest_of_the_language_is_read(old, new, holds):
    """What the contract marks with a dagger, one field at a time; trees and flows have a file of their own."""
    rubric = read(GOOD.replace(old, new, 1))

    assert holds(rubric)
    assert rubric.sha256 != read(GOOD).sha256


MISPLACED = [
    ("dimensions:", "otherwise: safe\ndimensions:", 4, "otherwise goes with decide: first"),
    ("dimensions:", "outcomes: [a, b]\ndimensions:", 4, "outcomes goes with decide: flow"),
    ("dimensions:", "groups: {a: {en: A}}\ndimensions:", 4, "groups goes with decide: flow"),
    ("dimensions:", "question: {en: Which?}\ndimensions:", 4, "the rubric's question asks for its class or outcome"),
    ("dimensions:", "otherwise: false\ndimensions:", 4, "must be a mapping of fields"),
    ("dimensions:", "outcomes: 0\ndimensions:", 4, "must be a list"),
    ("    passes_on", '    then: {"yes": q7}\n    passes_on', 8, "then goes with decide: flow"),
    ("    passes_on", "    then:\n    passes_on", 8, "is empty"),
    ("    passes_on", '    exclusive: ["yes", "no"]\n    passes_on', 8, "exclusive goes with choose: any"),
    ("    passes_on", '    answers: [{id: "yes", alone: true}, "no"]\n    passes_on', 8, "alone goes with choose: any"),
    ("    passes_on", '    answers: [{id: "yes", criterion: {en: x}}, "no"]\n    passes_on', 8, "under its criteria"),
    ("    passes_on", "    choose: any\n    scale: ordinal\n    passes_on", 8, "of a scale one answer is chosen"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "message"), MISPLACED)
def test_what_says_nothing_where_it_stands_is_refused_and_never_ignored(old, new, line, message):
    """A rubric that means more than it is judged by must not be judged as if it meant less."""
    error = refused(GOOD.replace(old, new, 1))

    assert error.message.startswith(f"mine.yaml, line {line}: ")
    assert message in error.message
    assert error.hint


@pytest.mark.parametrize("empty", ["canaries: []", "canaries:", "outcomes: []", "otherwise: null"])
def test_a_field_that_asks_for_nothing_is_accepted(empty):
    """The contract's own skeleton says ``canaries: []``; it changes neither meaning nor fingerprint."""
    assert read(GOOD.replace("dimensions:", f"{empty}\ndimensions:")).sha256 == read(GOOD).sha256


def test_large_rubrics_are_read_within_a_second(tmp_path):
    """Five hundred dimensions, gated one upon the next, in the worst order."""
    one = '  - id: d{n}\n    name: {{en: N{n}}}\n    question: {{en: Q}}\n    passes_on: ["yes"]\n'
    gate = '    applies_when: {{dimension: d{m}, answer: ["yes"]}}\n'
    parts = [one.format(n=n) + (gate.format(m=n + 1) if n < 499 else "") for n in range(500)]
    file = tmp_path / "large.yaml"
    file.write_text(GOOD.partition("  - id")[0] + "".join(parts), encoding="utf-8")

    started = time.process_time()
    rubric = load_rubric(file)
    ordered = in_order(rubric)

    assert time.process_time() - started < 1
    assert [d.id for d in ordered[:2]] == ["d499", "d498"]
    assert len(ordered) == 500
