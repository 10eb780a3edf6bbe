"""Errors, hints and notes are written in English where they arise; a Chinese reader gets them in Chinese."""

import re
import time
from string import Formatter

import pytest
import sentences_in_code as code
from hypothesis import given
from hypothesis import strategies as st
from sentences_in_code import Found, sentences_in_code

from judge.readers.row import kind_of
from judge.views.words.sentences import AREAS, LONGEST, Sentence, in_language, phrases, places, read, sentences
from judge.views.words.sentences_phrases import PHRASES

SAME_IN_BOTH = {
    "--raters a,b",
    "--sample N",
    "pip install 'psyjudge[parquet]'",
    '{{"risk": "..."}}',
    '{{"yes": {{en: ...}}, "no": {{en: ...}}}}',
    "{}.xlsx",
    "{} --help",
    "like: expert_chain, form: json",
}
"""What is to be typed: the same in every language."""

NOT_FOR_USERS = {
    "__init__.py": "Python's own wording of a name a module does not have",
    "cli/showing.py": "a bug of ours, shown with its traceback",
    "parsing/classes.py": "tables show the state and the reason's code of a reply, never this sentence",
    "testing/answering.py": "for people who write tests",
}

PUT_TOGETHER = {
    ("asking.py", "getattr(error, 'message', None)"): "words of Jinja, or of metering.py",
    ("cli/failing.py", "error.format_message()"): "words of the option parser",
    ("cli/jobs.py", "f\"{say('jobs.no_judge', screen.ui)} ({reasons})\""): "said in both languages already",
    ("cli/options.py", "first['msg'].removeprefix('Value error, ')"): "words of pydantic",
    ("cli/rubrics.py", "'\\n'.join([*lines, *last['faults']])"): "the faults of several rubrics, line by line",
    ("cli/rubrics.py", "last['hint']"): "the hint of the last of them",
    ("dimension.py", "given[field]"): "a value, as it is written in the file",
    ("dimension.py", "now"): "what this version knows of a field: a phrase",
    ("explaining.py", "'\\n'.join(lines)"): "a fault with its hint, line by line",
    ("explaining.py", "error['msg'].removeprefix('Value error, ')"): "words of pydantic",
    ("explaining.py", "hint"): "found where _words gives it",
    ("explaining.py", "message"): "found where _words gives it",
    ("explaining.py", "shown[0][0]"): "found where _words gives it",
    ("explaining.py", "shown[0][1]"): "found where _words gives it",
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
    ("results.py", "Labels(run, labels).notes"): "found where labels are read",
    ("results.py", "list(run.manifest.get('notes', ()))"): "notes of a run, found where it was prepared",
    ("rubric.py", "field"): "a field, as it is written in the file",
    ("rubric.py", "given[field]"): "a value, as it is written in the file",
    ("rubric.py", "now"): "a value, as it is written in the file",
    ("store/schema.py", "error"): "words of SQLite",
    ("strict_yaml.py", "problem"): "words of the YAML parser",
    ("vetting.py", "hint"): "found where a problem is given",
    ("vetting.py", "problem"): "found where a problem is given",
    ("views/terminal.py", "cells.Footnotes(ui)"): "said in both languages already",
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
    "tags here: none": "tags here: none",
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

HOLE = re.compile(r"(?<!\{)\{(!r|:d|)\}")


def without_kinds(template):
    return HOLE.sub("{}", template)


def kinds(template):
    return HOLE.findall(template)


def known(found: Found) -> Sentence | None:
    """The sentence that says *found*, which may begin with what it is about."""
    by_words = {without_kinds(s.en): s for s in sentences()}
    starts = [0, *(m.end() for m in re.finditer(": ", found.text))]
    return next((s for at in starts if (s := by_words.get(without_kinds(found.text[at:])))), None)


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


def has_chinese(text):
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def filled(template, *, quoted="'x7'", free="x7", number="7"):
    """The English sentence of a template, each hole with its own text."""
    parts = Formatter().parse(template)
    fill = {"r": quoted, "d": number, "": free}
    return "".join(words + ("" if name is None else fill[how or kind or ""]) for words, name, kind, how in parts)


@pytest.mark.parametrize(("quoted", "free"), [("'x7'", "x7"), ('"it\'s"', "a b.csv"), ("'a: b; c'", "评 审")])
def test_no_template_shadows_another(quoted, free):
    """Of all templates a sentence is read by its own, so none is there in vain and none steals another's words."""
    read_as = {s: read(filled(s.en, quoted=quoted, free=free)) for s in sentences()}

    assert [s.en for s, found in read_as.items() if found is None or found.sentence != s] == []


def test_no_template_stands_twice():
    """The second would never be said."""
    for known_sentences in (sentences(), phrases(), places()):
        ours = [without_kinds(s.en) for s in known_sentences]
        assert sorted(set(ours)) == sorted(ours)


def test_the_chinese_has_the_holes_of_the_english():
    """A translation that forgets a name or a number hides what the sentence is about."""
    for sentence in (*sentences(), *phrases(), *places()):
        parts = [(name, spec) for _, name, spec, _ in Formatter().parse(sentence.zh) if name is not None]

        assert sorted(int(name) for name, _ in parts) == list(range(len(kinds(sentence.en)))), sentence
        assert {spec for _, spec in parts} <= {"", "own"}, sentence
        assert has_chinese(sentence.zh) or sentence in phrases() or sentence.zh == "{0:own}", sentence


HOSTILE = (
    "{0}",
    "{}",
    "{0.__class__}",
    "{1:own}",
    "%s %(x)s",
    "\\",
    "a: b",
    "c; d",
    "no file 'x'",
    "line 3",
    "“”",
    "\u202e",
)


@pytest.mark.parametrize("word", HOSTILE)
def test_what_stands_in_a_hole_stays_as_it_is(word):
    """A file may be called anything, and what a user wrote is never a template."""
    for sentence in sentences():
        english = filled(sentence.en, quoted=repr(word))
        if "!r" in kinds(sentence.en):
            assert in_language(english, "zh").count(repr(word)) == english.count(repr(word))


@given(st.text(), st.text(alphabet="ab{}0:'\" /.", min_size=1), st.sampled_from(sentences()))
def test_quoted_words_survive_whatever_they_are(word, other, sentence):
    """The holes of ``repr`` end where the quotation ends, whatever it holds."""
    for quoted in (repr(word), repr(other)):
        said = in_language(filled(sentence.en, quoted=quoted), "zh")
        assert said.count(quoted) >= kinds(sentence.en).count("!r")


PIECES = st.sampled_from([s.en for s in sentences()] + ["{}: ", "; ", ", line 3", ", row 2", "\n", "'", "{0}", "0"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=6).map("".join), st.binary().map(lambda b: b.decode("latin-1"))))
def test_saying_it_never_fails(text):
    """An error that cannot be said would hide the error."""
    assert isinstance(in_language(text, "zh"), str)
    assert in_language(text, "en") == text


@pytest.mark.parametrize(
    "text", ["a: " * 1300, "; ".join(["no response"] * 300), "'" * 3900, "(" * 3900, ", row 1" * 600, "x" * 10**6]
)
def test_a_hostile_text_takes_no_long_look(text):
    """A file's name may be a kilobyte of colons."""
    started = time.perf_counter()
    in_language(text, "zh")

    assert time.perf_counter() - started < 1


def test_a_line_longer_than_any_sentence_stays_english():
    """Nothing is cut: what is not looked at is said as it came."""
    text = f"no file {'x' * LONGEST!r}"

    assert in_language(text, "zh") == text


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("no rubric named 'psycrisi'", "没有名为 'psycrisi' 的评分标准"),
        ("did you mean 'psycrisis'?", "是否指 'psycrisis'？"),
        ("my.yaml, line 14: dimensions.0.name: field required", "my.yaml，第 14 行：dimensions.0.name：必须填写"),
        ("l.csv, row 3, column 'empathy': 'maybe' is no answer to 'empathy'",
         "l.csv，第 3 行，列 'empathy'：'maybe' 不是维度 'empathy' 的答案"),
        ("a.xlsx, sheet 'Data 1', row 12: missing or empty", "a.xlsx，工作表 'Data 1'，第 12 行：缺失或为空"),
        ("t.csv, row 2 (line 4): unexpected end of data", "t.csv，第 2 行（文件第 4 行）：引号没有闭合"),
        ("standard input, line 2: expected an object, found a list", "standard input，第 2 行：应为对象，实为列表"),
        ("r.json, item 2 (line 9), key 'tags': expected an object, found a number",
         "r.json，第 2 项（第 9 行），键 'tags'：应为对象，实为数字"),
        (("p.j2, line 1: Encountered unknown tag 'x'. Jinja was looking for the following tags: 'elif' or 'else' or "
          "'endif'. The innermost block that needs to be closed is 'if'."),
         "p.j2，第 1 行：未知的标签 'x'，此处应为 'elif' 或 'else' 或 'endif'；尚未结束的是 'if'"),
        ("a: b.csv: holds no row", "a: b.csv：没有任何数据行"),
        ("l.csv, row 9: 'anna' has labelled 'empathy' of 'r1' here and in other.csv, row 4",
         "l.csv，第 9 行：'anna' 对 'r1' 的 'empathy' 重复标注（另一处：other.csv，第 4 行）"),
        ("--repeats: Input should be greater than or equal to 1", "--repeats：应不小于 1"),
        ("'x.csv' holds no word of ours", "'x.csv' holds no word of ours"),
    ],
)  # fmt: skip
def test_a_sentence_says_where_in_chinese_too(english, chinese):
    """File, line and column are found by eye, so they stand where a Chinese sentence has them."""
    assert in_language(english, "zh") == chinese


def test_several_faults_are_said_line_by_line_each_with_its_hint():
    """As ``judge rubrics check`` names them; what is not known among them stays."""
    english = (
        "my.yaml, line 3: title: must be text; put it in quotes\n"
        "my.yaml, line 9: dimensions.0.pionts: no such field; did you mean 'points'?\n"
        "my.yaml, line 12: nobody put this into Chinese\n"
        "  hint: see what may stand here: judge rubrics schema"
    )

    assert in_language(english, "zh").splitlines() == [
        "my.yaml，第 3 行：title：应为文本；请加引号",
        "my.yaml，第 9 行：dimensions.0.pionts：没有这个字段；是否指 'points'？",
        "my.yaml, line 12: nobody put this into Chinese",
        "  提示：此处可写的内容见 judge rubrics schema",
    ]


def test_the_kinds_of_json_have_a_chinese_word_each():
    """They stand inside sentences."""
    words = {en for en, _ in PHRASES}

    assert {kind_of(value) for value in (True, 1, "", [], {}, object())} <= words
