"""How a mistake in a rubric is met: file, line, what is wrong, what to do."""

import pytest
from hostile_rubrics import GOOD
from rubric_files import FULL, refused

from judge.errors import RubricError
from judge.library import load_rubric

NEAR = [
    ("title:", "titel:", 3, "titel", "did you mean 'title'?"),
    ("dimensions:", "dimension:", 4, "dimension", "did you mean 'dimensions'?"),
    ("    question:", "    questions:", 7, "dimensions.0.questions", "did you mean 'question'?"),
    ("    passes_on", "    pass_on", 8, "dimensions.0.pass_on", "did you mean 'passes_on'?"),
    ("    passes_on", "    aplies_when: {tag.a: [b]}\n    passes_on", 8, "dimensions.0.aplies_when", "'applies_when'?"),
    ("    passes_on", "    answers: [{id: a, nmae: {en: A}}, b]\n    passes_on", 8, "answers.0.nmae", "mean 'name'?"),
    ("    passes_on", "    applies_when: {dimention: x, answer: [a]}\n    passes_on", 8, "dimention", "'dimension'?"),
    ("    passes_on", "    applies_when: {any: [{al: []}]}\n    passes_on", 8, "applies_when.any.0.al", "mean 'all'?"),
    ("    passes_on", "    applies_when: {tags: {a: [b]}}\n    passes_on", 8, "applies_when.tags", "write tag.NAME"),
    ("dimensions:", "examples: [{turn: [], response: x, answers: {}}]\ndimensions:", 4, "examples.0.turn", "'turns'?"),
    ("dimensions:", "review: [{by: A, rolle: B, date: C}]\ndimensions:", 4, "review.0.rolle", "did you mean 'role'?"),
    ("dimensions:", "steps: []\ndimensions:", 4, "steps", "'steps' belongs to a dimension: check its indentation"),
    ("    passes_on", "    review: []\n    passes_on", 8, "review", "belongs to the rubric itself: check its"),
    ("dimensions:", "qwertz: 1\ndimensions:", 4, "qwertz", "known here: ask, canaries, decide, "),
]


@pytest.mark.parametrize(("old", "new", "line", "field", "hint"), NEAR)
def test_a_misspelt_field_is_met_with_the_one_that_was_meant(old, new, line, field, hint):
    """At every level, and with the line of the misspelt word."""
    error = refused(GOOD.replace(old, new, 1))

    found = [part for part in f"{error.message}; {error.hint}".splitlines() if field in part and "no such" in part]
    found = found or [f"{error.message}; {error.hint}"]
    assert found[0].startswith(f"mine.yaml, line {line}: ")
    assert hint in found[0]


FAULTS = [
    ('    passes_on: ["yes"]\n', "", 5, "dimensions.0.passes_on: passes_on must name some", "speak for"),
    ("    question: {en: Is it warm?}\n", "", 5, "dimensions.0.question: field required", "write the question"),
    ("title: {en: Mine}\n", "", 1, "title: field required", "write title: {en:"),
    ('version: "1.0"\n', "", 1, "version: field required", 'write version: "1.0"'),
    ('version: "1.0"', "version: 1.0", 2, "version must be quoted text", '"1.0"'),
    ('version: "1.0"', 'version: ""', 2, "version: must be one line of text", "in quotes"),
    ('version: "1.0"', 'version: "' + "1" * 33 + '"', 2, "version: is too long", "shorten"),
    ("{en: Is it warm?}", "Is it warm?", 7, "question: must be one text for each language", "write {en:"),
    ("{en: Is it warm?}", "", 7, "dimensions.0.question: is empty", "write the question"),
    ("{en: Is it warm?}", "{en: }", 7, "dimensions.0.question.en: is empty", "write it"),
    ("{en: Is it warm?}", '{en: " "}', 7, "question.en: the text for 'en' is empty", "write it"),
    ("{en: Is it warm?}", "{}", 7, "question: a text needs at least one language", "judge rubrics schema"),
    ("{en: Is it warm?}", "{en: 7}", 7, "dimensions.0.question.en: must be text", "put it in quotes"),
    ("{en: Is it warm?}", "{en: [a, b]}", 7, "question.en: must be text, not several", "schema"),
    ("{en: Is it warm?}", "{en: x, zh: 吗}", 7, "question.zh: dimension 'warm', question has a text in 'zh'", "same"),
    ('["yes"]', "yes", 8, "dimensions.0.passes_on: must be a list", "write [...]"),
    ('["yes"]', '["yess"]', 8, "passes_on: passes_on must name some, not all, of its answers: yes, no", "speak for"),
    ('["yes"]', "[true]", 8, "dimensions.0.passes_on.0: must be text", "put it in quotes"),
    ("dimensions:\n  - id", "dimensions:\n    id", 4, "dimensions: must be a list", "write [...]"),
]  # fmt: skip
IN_A_DIMENSION = [
    ("critical: yes", "critical: must be true or false", "YAML 1.2"),
    ('points: "2"', "points: must be a number", "without quotes"),
    ("group: 3", "group: must be text, or one text for each language", "write"),
    ("group: {en: 3}", "dimensions.0.group.en: must be text", "put it in quotes"),
    ("group: {en: G, zh: 支}", "group has a text in 'zh' and the title has none", "same languages"),
    ("evidence: quotes", "evidence: must be 'none', 'quote' or 'spans'", "mean 'quote'?"),
    ('answers: ["yes"]', "answers must be at least two different ids", "every answer"),
    ('answers: ["yes", no, no]', "answers.2: answers must be different ids", "keep one"),
    ('answers: ["yes", unclear]', "'unclear' always exists beside", "leave it out"),
    ('answers: ["yes", {id: b, aliases: [Unclear]}]', "also called 'unclear'", "else"),
    ('answers: ["yes", {id: b, aliases: [YES]}]', "share the word 'yes'", "one answer"),
    ('answers: ["yes", [no]]', "answers.1: must be a mapping of fields", "field: value"),
    ("criteria: {ja: {en: x}}", "criteria.ja: 'ja' is not one of the answers", "yes, no"),
    ("criteria: x", "criteria: must be one text for each answer", '"yes": {en:'),
    ("steps: {en: x}", "steps: must be a list", "write [...]"),
    ("applies_when: {}", "a gate needs a condition", "judge rubrics schema"),
    ("applies_when: {tag.a: b}", "applies_when.tag.a: must be a list", "write [...]"),
    ("applies_when: {tag.a: []}", "applies_when.tag.a: must not be empty", "at least one"),
    ("applies_when: {any: []}", "applies_when.any: must not be empty", "at least one"),
    ("applies_when: {tag.a: [1]}", "applies_when.tag.a.0: must be text", "in quotes"),
    ("applies_when: {dimension: warm}", "needs both: {dimension: ID", "schema"),
    ('applies_when: {dimension: wam, answer: ["no"]}', "looks at 'wam'", "judge rubrics"),
    ('applies_when: {dimension: warm, answer: ["no"]}', "wait for each other", "take one"),
    ("applies_when: {tag.: [b]}", "applies_when.tag.: a tag has a name", "write tag.NAME"),
]  # fmt: skip
EXAMPLE = "examples: [{turns: [], response: x, "
IN_THE_RUBRIC = [
    ("per: rubrics", "per: must be 'rubric' or 'dimension'", "mean 'rubric'?"),
    ("unit: respons", "unit: must be 'response'", "did you mean 'response'?"),
    ("dimensions_from: scenari", "dimensions_from: must be 'rubric' or 'scenario'", "mean 'scenario'?"),
    ("review: [{by: '', role: B, date: C}]", "review.0.by: must be one line", "quotes"),
    (EXAMPLE + "answers: {wam: a}}]", "of 'wam'", "mean 'warm'"),
    (EXAMPLE + "answers: {warm: a}}]", "'a' is no answer", "yes"),
    (EXAMPLE + "answers: {}, rationale: 1}]", "must be text", "{"),
    (EXAMPLE + "answers: {}, language: fr}]", "in 'fr'", "en"),
    ("examples: [{turns: [{role: me, content: x}], response: x, answers: {}}]", "must be", ""),
]  # fmt: skip
FAULTS += [('["yes"]\n', f'["yes"]\n    {text}\n', 9, *rest) for text, *rest in IN_A_DIMENSION]
FAULTS += [("dimensions:", f"{text}\ndimensions:", 4, *rest) for text, *rest in IN_THE_RUBRIC]


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), FAULTS)
def test_a_fault_names_file_line_and_remedy(old, new, line, message, hint):
    """One fault is one message: unions and nested models do not multiply it."""
    assert old in GOOD
    error = refused(GOOD.replace(old, new, 1))

    assert len(error.message.splitlines()) == 1, error.message
    assert error.message.startswith(f"mine.yaml, line {line}: ")
    assert message in error.message
    assert error.hint
    assert hint in error.hint


def test_several_faults_come_at_once_each_with_its_line_and_remedy():
    """Whoever mends a file wants to mend it once."""
    text = FULL.replace("zh: 看。, ", "").replace("risk: [low, high]", "risk: low").replace("points: 2", "punkte: 2")
    error = refused(text)

    assert [line.split(":")[0] for line in error.message.splitlines()] == [
        f"mine.yaml, line {1 + text[: text.index(word)].count(chr(10))}" for word in ("punkte", "tag.risk")
    ]
    assert all("; " in line for line in error.message.splitlines())


def test_faults_between_dimensions_are_placed_in_the_second_one():
    """The line of the whole list would send the author looking."""
    text = FULL.replace("id: heavy", "id: warm").replace("Cold, zh: 冷淡", "Warm, zh: 冷淡").replace("zh: 看。, ", "")
    placed = {line.split(":")[0]: line for line in refused(text).message.splitlines()}

    numbered = text.splitlines()
    for wanted, says in (
        ("  - id: warm", "two dimensions have the id 'warm'"),
        ("    name: {en: Warm, zh: 冷淡", "share the name 'warm'"),
        ("      - {en: Look.", "step 1: the text in 'zh' is missing"),
    ):
        line = max(n for n, row in enumerate(numbered, start=1) if row.startswith(wanted))
        assert says in placed[f"mine.yaml, line {line}"]


def test_thousands_of_faults_are_told_shortly(tmp_path):
    file = tmp_path / "many.yaml"
    file.write_text(GOOD + "".join(f"    x{n}: 1\n" for n in range(5_000)), encoding="utf-8")

    with pytest.raises(RubricError) as error:
        load_rubric(file)

    lines = error.value.message.splitlines()
    assert len(lines) == 21
    assert lines[-1].endswith("and 4980 more")


def test_an_error_never_repeats_what_stands_in_the_file():
    """A worked example may hold a person's words."""
    error = refused(GOOD.replace("dimensions:", "examples: [{turns: 'my own words', response: [x]}]\ndimensions:"))

    assert "my own words" not in error.message
    assert "examples.0.turns: must be a list" in error.message
