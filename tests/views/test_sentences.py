"""Errors, hints and notes are written in English where they arise; a Chinese reader gets them in Chinese."""

import re
from functools import cache

import pytest
import sentences_in_code as code
from sentences_cases import has_chinese, kinds, without_kinds
from sentences_in_code import Found, sentences_in_code

from judge.views.words.sentences import AREAS, Sentence, in_language, sentences
from judge.views.words.sentences_phrases import PHRASES

SAME_IN_BOTH = {
    "--raters a,b",
    "--sample N",
    "-r scenario_criteria",
    '["axis:completeness", "urgent"]',
    '["theme:hedging"]',
    "pip install 'psyjudge[parquet]'",
    "pip install 'psyjudge[encoder]'",
    "pip install 'psyjudge[ray]'",
    "pip install 'psyjudge[tfidf]'",
    '{{"risk": "..."}}',
    '{{"yes": {{en: ...}}, "no": {{en: ...}}}}',
    "{}.xlsx",
    "{} --help",
    "like: expert_chain, form: json, poses: each",
    "--shots 8 --shots-from labelled.jsonl",
}
"""What is to be typed: the same in every language."""

NOT_FOR_USERS = {
    "__init__.py": "Python's own wording of a name a module does not have",
    "cli/showing.py": "a bug of ours, shown with its traceback",
    "parsing/classes.py": "tables show the state and the reason's code of a reply, never this sentence",
    "testing/answering.py": "for people who write tests",
}

PUT_TOGETHER = {
    ("engines/workers.py", "said[0]"): "the traceback of a bug, in a worker",
    ("engines/ray_engine.py", "str(error)"): "the traceback of a bug, in a worker on a cluster",
    ("asking.py", "getattr(error, 'message', None)"): "words of Jinja, or of metering.py",
    ("cast.py", "'\\n'.join((f'{what}; {hint}' for what, hint in shown))"): "a fault with its hint, line by line",
    ("cast.py", "getattr(error, 'strerror', None)"): "words of the system",
    ("cast.py", "shown[0][0]"): "found where _words gives it",
    ("cast.py", "shown[0][1]"): "found where _words gives it",
    ("cli/personas.py", "'\\n'.join([*lines, *last['faults']])"): "the faults of several personas, line by line",
    ("cli/personas.py", "last['hint']"): "the hint of the last of them",
    ("cli/simulating.py", "f\"{say('simulation.nobody', screen.ui)} ({reasons})\""): "said in both languages already",
    ("cli/failing.py", "error.format_message()"): "words of the option parser",
    ("cli/ending.py", "f\"{say('jobs.no_judge', screen.ui)} ({reasons})\""): "said in both languages already",
    ("cli/options.py", "first['msg'].removeprefix('Value error, ')"): "words of pydantic",
    ("cli/rubrics.py", "'\\n'.join([*lines, *last['faults']])"): "the faults of several rubrics, line by line",
    ("cli/rubrics.py", "last['hint']"): "the hint of the last of them",
    ("evaluation/rebuilding.py", "first['msg'].removeprefix('Value error, ')"): "words of pydantic",
    ("explaining.py", "'\\n'.join(lines)"): "a fault with its hint, line by line",
    ("explaining.py", "error['msg'].removeprefix('Value error, ')"): "words of pydantic",
    ("explaining.py", "hint"): "found where _words gives it",
    ("explaining.py", "message"): "found where _words gives it",
    ("explaining.py", "shown[0][0]"): "found where _words gives it",
    ("explaining.py", "shown[0][1]"): "found where _words gives it",
    ("engines/batch/rounds.py", "kept['message']"): "words of the provider, or found where a batch is read",
    ("exports/workbook.py", "str(error)"): "words of the system",
    ("fault.py", "found"): "faults, found where they are made",
    ("library.py", "getattr(error, 'strerror', None)"): "words of the system",
    ("models/exchange.py", "name"): "never leaves its function",
    ("models/faults.py", "redact(problem.message)"): "words of the provider",
    ("models/faults.py", "seen.refused"): "found in wire.py",
    ("models/wire.py", "str(error)"): "words of the network",
    ("readers/delimited.py", "error"): "words of the CSV reader",
    ("readers/json_array.py", "fault"): "found in strict_json.py",
    ("readers/jsonl.py", "fault"): "found in strict_json.py",
    ("evaluation/preparing.py", "list(found.notes)"): "notes of the responses, found where they were looked through",
    ("results/noting.py", "list(run.manifest.get('notes', ()))"): "notes of a run, found where it was prepared",
    ("settings.py", "first['msg'].removeprefix('Value error, ')"): "words of pydantic",
    ("store/schema.py", "error"): "words of SQLite",
    ("strict_yaml.py", "problem"): "words of the YAML parser",
    ("vetting.py", "hint"): "found where a problem is given",
    ("vetting.py", "problem"): "found where a problem is given",
}
"""What cannot be seen from its source, and why it need not be; what it holds is tried below where it is ours."""

PUT_TOGETHER_SENTENCES = {
    "    and {} more": "    and 3 more",
    "cannot be read ({})": "p.j2, line 2: cannot be read (RecursionError)",
    "cannot be rendered ({})": "p.j2, line 2: cannot be rendered (KeyError)",
    "dimension {}, {}: the text in {} is missing": "dimension 'a', criteria for 'no': the text in 'fr' is missing",
    "no reader for a file without a suffix": "notes: no reader for a file without a suffix",
    "response {}, {}: holds half of a character": "response 'r1', rationale: holds half of a character",
    "response {}, {}: {} characters, and a spreadsheet cuts a cell at {}": (
        "response 'r1', rationale: 40,000 characters, and a spreadsheet cuts a cell at 32,767"
    ),
    "the file ends too early": "r.yaml, line 2: the file ends too early",
    "what opens here is never closed": "r.yaml, line 2: what opens here is never closed",
    "what the user says: nothing given": "s.csv, row 2: what the user says: nothing given",
    "what was said before the response: nothing given": "s, row 2: what was said before the response: nothing given",
    "{} answered {}, {}: no message": "openai answered 500, server_error: no message",
    "{} answered {}, {}: {}": "openai answered 429, rate_limit: slow down",
    "{} gave no answer, {}: no message": "openai gave no answer, connection: no message",
    "{} gave no answer, {}: {}": "openai gave no answer, connection: refused",
    "{} was not asked, {}: no message": "openai was not asked, not_sent: no message",
    "{} was not asked, {}: {}": "openai was not asked, not_sent: bad request",
}
"""Sentences that the source makes out of parts, each with one."""


@cache
def by_words() -> dict[str, Sentence]:
    return {without_kinds(s.en): s for s in sentences()}


def known(found: Found) -> Sentence | None:
    """The sentence that says *found*, which may begin with what it is about."""
    starts = [0, *(m.end() for m in re.finditer(": ", found.text))]
    return next((s for at in starts if (s := by_words().get(without_kinds(found.text[at:])))), None)


FOUND = [f for f in sentences_in_code() if f.file not in NOT_FOR_USERS and not f.file.startswith("testing/")]
PLAIN = [f for f in FOUND if not f.dynamic and f.text not in SAME_IN_BOTH]
PHRASED = {without_kinds(en) for en, _ in PHRASES}


WAYS_TO_SAY_IT = """
_HINT = "seven" + SUFFIX
_WHY = {"a": "eight", **dict.fromkeys(("b", "c"), "nine")}

def check(x, notes, rows):
    hint = "two" if x else None
    if x:
        raise InputError(f"one {x!r}", hint=hint) from None
    notes.append(f"three {x}" if x else "four {}")
    notes += _found(x)
    what = f"five {x}" or x.message
    raise rows.error(what, hint=_HINT)

def _found(x):
    return [f"six {y}" for y in x]

class Noun:
    def _checked(cls, value):
        raise ValueError(_WHY[value])

def last(error, where):
    raise SettingsError(f"{where}: {error}", hint=error.hint)
"""


def test_sentences_are_found_however_they_are_written(monkeypatch, tmp_path):
    """Else the tests below would be content with what nobody has looked at."""
    (tmp_path / "new.py").write_text(WAYS_TO_SAY_IT, encoding="utf-8")
    monkeypatch.setattr(code, "ROOT", tmp_path)

    found = sentences_in_code()
    said = ["eight", "five {}", "four {{}}", "nine", "one {!r}", "seven{}", "six {}", "three {}", "two"]
    assert [f.text for f in found if not f.dynamic] == said
    assert [f.text for f in found if f.dynamic] == ["error"]


def test_every_sentence_in_the_code_has_its_chinese():
    """Whoever adds a message adds a line to judge/views/words/sentences_AREA.py, where its fellows stand."""
    missing = [str(f) for f in PLAIN if known(f) is None and without_kinds(f.text) not in PHRASED]

    assert PLAIN
    assert missing == []


def test_every_hole_is_one_the_code_can_fill():
    """A hole for a quoted word where the code quotes none would never be recognised; nor a number where it quotes."""
    unlike = [
        (str(found), sentence.en)
        for found in PLAIN
        if (sentence := known(found))
        for here, ours in zip(reversed(kinds(found.text)), reversed(kinds(sentence.en)), strict=False)
        if (ours == "!r") > (here == "!r") or (here, ours) == ("!r", ":d")
    ]

    assert unlike == []


def test_what_is_put_together_elsewhere_is_on_the_list_with_its_reason():
    """A message that cannot be seen in the source is no way around the Chinese; a line too many is taken out."""
    dynamic = {(f.file, f.text) for f in FOUND if f.dynamic}

    assert sorted(dynamic - PUT_TOGETHER.keys()) == []
    assert sorted(PUT_TOGETHER.keys() - dynamic) == []


def test_nothing_is_said_in_chinese_that_nobody_says():
    """A sentence that was changed or taken out takes its Chinese with it."""
    said = {without_kinds(s.en) for f in PLAIN if (s := known(f))} | PUT_TOGETHER_SENTENCES.keys()
    ours = [en for area, pairs in AREAS.items() if area != "libraries" for en, _ in pairs]

    assert [en for en in ours if without_kinds(en) not in said] == []


@pytest.mark.parametrize("example", PUT_TOGETHER_SENTENCES.values())
def test_a_sentence_put_together_from_parts_is_known_too(example):
    """Its template is not to be found in the code, so a sentence of it is said here."""
    assert has_chinese(in_language(example, "zh"))
