"""How a sentence of ours is said in Chinese, whatever stands in it."""

import time
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentences_cases import filled, has_chinese, kinds, without_kinds

from judge.readers.row import kind_of
from judge.views.words.sentences import LONGEST, in_language, phrases, places, read, sentences
from judge.views.words.sentences_phrases import PHRASES


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
