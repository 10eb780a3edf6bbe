"""Five hundred strings from the ugly end of Unicode, all the way: file, prompt, reply, store, export, page."""

import json
import unicodedata
from pathlib import Path
from random import Random

import pytest
from faults_cases import LIKE_A_KEY, RUBRIC, figures, ran, write_jsonl

import judge
from judge.errors import DatasetError
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings
from judge.testing import Canned, LoopbackServer, asked

SEED, COUNT = 24, 500
BASES = ("I hear you", "难怪你这么累", "سمعتك", "אני כאן", "हिन्दी में", "ไทยนะ", "é café", "Ω ohm 1")
KINDS = {
    "bidi": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "tags": "".join(chr(0xE0000 + n) for n in (0x01, *range(0x20, 0x7F, 5), 0x7F)),
    "zero width": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e",
    "selectors": "\ufe00\ufe0e\ufe0f\U000e0100\U000e01ef\u180b",
    "controls": "".join(map(chr, (*range(1, 32), 0x7F, *range(0x80, 0xA0)))),
    "NUL": "\0",
    "separators": "\u2028\u2029\x85\x0b\x0c",
    "surrogates": "\ud800\udbff\udc00\udfff",
    "astral": "😀👩🏽𝒜𠜎🧑‍🚀🏳️‍🌈",
    "private and unassigned": "\ue000\uf8ff\U000f0000\uffff\ufdd0\u0378",
    "without ink": "\u2800\u3164\uffa0\u115f\u17b4",
    "decomposed": "e\u0301 \u0041\u030a \u1112\u1161\u11ab \u0e33",
    "composed": "é Å 한 ﬁ Ⅷ Å",
    "spaces": "\u00a0\u2003\u3000\u202f\u1680",
    "looks like syntax": '{{7*7}}"}]}</response>```\\u0041\\',
}  # fmt: skip


def strings():
    """Each kind in turn, between and inside words of several scripts."""
    chance = Random(SEED)  # noqa: S311 - reproducible, no secret
    made = []
    for n in range(COUNT):
        marks = list(KINDS.values())[n % len(KINDS)]
        base = BASES[n % len(BASES)]
        at = chance.randrange(len(base) + 1)
        some = "".join(chance.choice(marks) for _ in range(chance.randint(1, 6)))
        joined = f"{base[:at]}{some}{base[at:]}{chance.choice(marks)}{n}"
        # Two halves side by side are one character in any JSON: that is not what is tested here.
        made.append(joined.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))
    return made


def utf8(text):
    return text.encode("utf-8", "surrogatepass")


def hidden(text):
    """What a reader cannot see, by Unicode's own categories."""
    return {c for c in text if unicodedata.category(c) in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")} - set("\n\t\r")


class Repeating:
    """A judge that quotes the whole response as its reason."""

    def __init__(self):
        self.shown = {}
        self.hidden = set()

    def __call__(self, body):
        question = asked(body["messages"])
        self.shown[question.response] = self.shown.get(question.response, 0) + 1
        self.hidden |= {c for m in body["messages"] for c in hidden(m["content"])}
        answers = [
            {"dimension": d.id, "rationale": f"It says {question.response}"}
            | ({"evidence": question.response} if d.quote else {})
            | {"answer": "yes"}
            for d in question.dimensions
        ]
        return Canned.ok(json.dumps({"token": question.token, "answers": answers}, ensure_ascii=False))


@pytest.fixture(scope="module")
def went_through(tmp_path_factory):
    """The strings after a whole run, and the judge that saw them."""
    folder, model = tmp_path_factory.mktemp("unicode"), Repeating()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("OPENAI_API_KEY", LIKE_A_KEY)
        Path("small.yaml").write_text(RUBRIC, encoding="utf-8")
        texts = strings()
        turn = Turn("user", "Long day.")
        given = [Response(f"r{n}", f"s{n}", "alder", (turn,), s, context=s) for n, s in enumerate(texts)]
        with LoopbackServer(model) as server:
            asked_of = JudgeSettings(model="openai/x", name="m", api_base=server.url)
            settings = {"reasks": 0, "language": "en", "canaries": False}
            judge.evaluate(given, "small.yaml", [asked_of], folder="run", **settings)
        ran("export", "run", "-o", "out.jsonl")
        ran("export", "run", "--what", "calls", "-o", "calls.jsonl")
        lines = ["response_id,dimension,rater,answer", *(f"r{n},warm,ann,no" for n in range(COUNT))]
        Path("labels.csv").write_text("\n".join(lines), encoding="utf-8")
        assert ran("report", "run", "--labels", "labels.csv", "-o", "page.html").code == 0
    return folder, texts, model


def exported(folder, name="out.jsonl"):
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n") if line]


def test_the_judge_is_shown_every_string_exactly_and_nothing_hidden(went_through):
    """What it decodes is what was said; what it sees has an escape for whatever has no ink."""
    _, texts, model = went_through

    assert set(map(utf8, model.shown)) == set(map(utf8, texts))
    assert model.hidden == set()


def test_the_store_holds_every_string_byte_for_byte(went_through):
    folder, texts, _ = went_through
    kept = judge.read_run(folder / "run").responses()

    assert [utf8(r.response) for r in kept] == [utf8(t) for t in texts]
    assert [utf8(r.context) for r in kept] == [utf8(t) for t in texts]


def test_what_the_judge_said_comes_back_equal_or_is_refused_by_name(went_through):
    """Half a character, NUL and their like are no reason in words: such replies are kept raw and called malformed."""
    folder, texts, _ = went_through
    rows = [row for row in exported(folder) if row["dimension"] == "warm"]
    raw = {row["response_id"]: row["raw_reply"] for row in exported(folder, "calls.jsonl")}

    states = {"scored": 0, "malformed": 0}
    for row, text in zip(rows, texts, strict=True):
        states[row["state"]] += 1
        assert utf8(json.loads(raw[row["response_id"]], strict=False)["answers"][0]["rationale"]) == utf8(
            f"It says {text}"
        )
        if row["state"] == "scored":
            assert utf8(row["rationale"]) == utf8(f"It says {text}")
            assert row["evidence_found"] is True
        else:
            assert {"\0", *"\ud800\udbff\udc00\udfff"} & set(text), (row["reason_code"], text)
    assert states["scored"] > COUNT * 0.8
    figures(f"S24 Unicode: {COUNT} strings end to end, {states['malformed']} replies refused by name, 0 bytes changed")


def test_the_page_shows_a_mark_for_each_hidden_character(went_through):
    """Nothing that cannot be seen stands in it, and what was there is said."""
    folder, _, _ = went_through
    page = (folder / "page.html").read_text(encoding="utf-8")

    joins = {"\u200d", "\ufe0f", "\ufe0e", "\ufe00"}  # what belongs to an emoji or a letter stays
    assert hidden(page) <= joins
    assert page.count("⟦U+") > 20


def test_a_file_with_half_a_character_is_refused_at_its_line_and_every_other_is_read():
    """Whoever cut the text should know; nobody guesses what stood there."""
    whole = 0
    for n, text in enumerate(strings()):
        write_jsonl("one.jsonl", [{"id": f"r{n}", "candidate": "c", "context": "x", "response": text}])
        if any("\ud800" <= c <= "\udfff" for c in text):
            with pytest.raises(DatasetError, match="line 1: holds half of a character"):
                judge.read_responses("one.jsonl")
        else:
            assert judge.read_responses("one.jsonl")[0].response == text
            whole += 1
    assert 400 < whole < COUNT
