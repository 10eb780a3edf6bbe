"""Tables of judgments made elsewhere: what a column means is said, and nothing that was obtained is lost."""

import json
from pathlib import Path

import pytest
from import_cases import CLASSES, RUBRIC, TREE, TURNS, a_table, answers, imported, rows

from judge.cli.app import run

WIDE = """id,user,assistant,one,two,seed7,seed8
a,Hello,Hi there,Good Reply,Good Reply. It asks.,0,1
b,I am tired,Fine,COLD REPLY,I would say it is cold,1,
c,Not now,Well,,Empty Phrase,2,2
"""
COLUMNS = ("--replies", "gpt=one,two", "--verdicts", "net=seed*", "--answers", "0=good,1=cold,2=empty")
LONG = """response_id,user,response,judge,seed,dimension,answer,why
a,Hello,Hi there,ann,42,warmth,yes,It greets.
a,Hello,Hi there,ann,42,blame,no,
a,Hello,Hi there,ann,7,Warm,no,
a,Hello,Hi there,ann,7,blame,?,
b,Go on,You again,ann,42,温度,否,
b,Go on,You again,ann,42,blame,n/a,
b,Go on,You again,ann,7,warmth,no,
"""


def test_replies_are_read_by_our_reader_and_answers_by_the_words_of_labels():
    """A column a repeat. What is empty or odd has a state of its own; an answer that is not there is said to be so."""
    said, code, _ = imported(a_table(WIDE), CLASSES, "--reply", "label", *COLUMNS)

    assert answers("gpt") == {
        ("a", 0, "class"): "good",
        ("a", 1, "class"): "good",
        ("b", 0, "class"): "cold",
        ("b", 1, "class"): "malformed:no_label",
        ("c", 0, "class"): "empty:no_content",
        ("c", 1, "class"): "empty",
    }
    assert answers("net") == {
        ("a", 0, "class"): "good",
        ("a", 1, "class"): "cold",
        ("b", 0, "class"): "cold",
        ("b", 1, "class"): "withheld:not_imported",
        ("c", 0, "class"): "empty",
        ("c", 1, "class"): "empty",
    }
    assert code == 6  # coverage is under --min-coverage
    assert [(j["judge"], j["responses"], j["repeats"], j["replies"], j["answers"]) for j in said["judges"]] == [
        ("gpt", 3, 2, 6, 0),
        ("net", 3, 2, 0, 5),
    ]
    counts = said["imported"]
    assert (counts["rows"], counts["replies"], counts["answers"], counts["nothing"]) == (3, 6, 5, 1)
    assert sum(row["asked"] for row in said["coverage"]) == counts["replies"] + counts["answers"] + counts["nothing"]


def test_a_raw_reply_is_kept_as_a_call_that_nobody_of_ours_made():
    """No attempt, no price, no host: what is not known is left open."""
    imported(a_table(WIDE), CLASSES, "--reply", "label", *COLUMNS)

    calls = rows(what="calls")
    assert [c["raw_reply"] for c in calls][:2] == ["Good Reply", "Good Reply. It asks."]
    assert {(c["route"], c["http_attempts"], c["cost_usd"], c["endpoint_host"], c["judge"]) for c in calls} == {
        ("imported", "0", "", "", "gpt")
    }
    assert {r["call_id"] for r in rows() if r["judge"] == "gpt"} == {c["call_id"] for c in calls}
    manifest = json.loads(Path("run/run.json").read_text(encoding="utf-8"))
    (source,) = manifest["imported"]
    assert (source["file"], source["from"], source["reply"]) == ("theirs.csv", "table", "label")


def test_a_long_table_names_judge_repeat_and_dimension_in_its_rows():
    """Repeats are numbered by size, seed 7 before seed 42; dimensions and answers go by any of their names."""
    table = a_table(LONG)
    _, code, _ = imported(table, RUBRIC, "--map", "repeat=seed", "--map", "rationale=why", "--min-coverage", "0")

    assert code == 0
    assert answers() == {
        ("a", 0, "warmth"): "no",
        ("a", 0, "blame"): "abstained:",
        ("a", 1, "warmth"): "yes",
        ("a", 1, "blame"): "no",
        ("b", 0, "warmth"): "no",
        ("b", 0, "blame"): "withheld:not_imported",
        ("b", 1, "warmth"): "no",
        ("b", 1, "blame"): "not_applicable:",
    }
    assert [r["rationale"] for r in rows() if r["rationale"]] == ["It greets."]
    assert rows(what="calls") == []


def test_columns_that_are_called_like_dimensions_are_answers():
    """A sheet with a column a question needs nothing said; one that is called otherwise is mapped."""
    sheet = "id,user,assistant,Warmth,b\na,Hello,Hi,1,no\nb,Go on,You again,0,yes\n"
    imported(a_table(sheet), RUBRIC, "--map", "blame=b", "--judge", "ann")

    assert list(answers("ann").values()) == ["yes", "no", "no", "yes"]


def test_one_and_zero_mean_nothing_where_a_pass_is_not_a_yes():
    """As in labels: an error with its place, and nothing is written; --answers says what they mean there."""
    sheet = a_table("id,user,assistant,blame\na,Hello,Hi,1\n")
    said, code, beside = imported(sheet, RUBRIC)

    assert (said, code) == (None, 2)
    assert "row 2, column 'blame'" in beside
    assert not Path("run").exists()

    imported(sheet, RUBRIC, "--answers", "blame:1=no", out="again")
    assert answers(out="again")["a", 0, "blame"] == "no"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--map", "dimension=dimension", "--map", "answer=answr"), "has no column 'answr'"),
        (("--map", "anser=answer"), "no part of a judgment"),
        (("--answers", "1=perhaps"), "has the answer 'perhaps'"),
        (("--map", "repeat=seed", "--judge", "x", "--reply", "prose"), "no reply form 'prose'"),
        (("--from", "excel"), "no format named 'excel'"),
        ((), "here and in row"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_written(more, told):
    """File, row or option, and what to do about it; a judge that says two things at once is no exception."""
    said, code, beside = imported(a_table(LONG), RUBRIC, *more)

    assert (said, code) == (None, 2)
    assert told in beside
    assert "hint:" in beside


def test_a_word_or_a_dimension_that_nobody_knows_is_an_error_with_its_row():
    """All or nothing: the row before it is not imported either."""
    for bad, told in (
        ("warmth,perhaps", "'perhaps' is no answer to 'warmth'"),
        ("colour,yes", "no dimension 'colour'"),
    ):
        table = a_table(f"id,user,response,dimension,answer\na,Hello,Hi,blame,no\na,Hello,Hi,{bad}\n")
        _, code, beside = imported(table, RUBRIC)
        assert code == 2
        assert "row 3" in beside
        assert told in beside
        assert not Path("run").exists()


def test_replies_without_a_form_are_not_guessed_at():
    """Nothing here tries one reader after the other until one fits."""
    _, code, beside = imported(a_table(WIDE), CLASSES, "--replies", "one")

    assert code == 2
    assert "--reply label, trailing_dict, json or lines" in beside


def test_answers_beside_replies_are_taken_or_read_anew():
    """Without --reply the answer stands as it was read there, and the reply is kept; with it, ours is."""
    table = a_table("id,user,response,reply,answer\na,Hello,Hi,Cold Reply.,good\n")
    imported(table, CLASSES)
    imported(table, CLASSES, "--reply", "label", out="again")

    assert answers()["a", 0, "class"] == "good"
    assert answers(out="again")["a", 0, "class"] == "cold"
    assert [c["raw_reply"] for c in rows(what="calls")] == ["Cold Reply."]


def test_texts_may_lie_in_a_file_of_their_own():
    """By id, whatever else stands in it, or row by row; a row too many is an error."""
    texts = [
        {"id": 1, "context": "Hello", "response": "Hi", "note": 3},
        {"id": 2, "context": "Go on", "response": "No"},
    ]
    Path("texts.json").write_text(json.dumps(texts), encoding="utf-8")
    verdicts = a_table("n,said\n2,cold\n1,good\n")
    common = ("--map", "answer=said", "--responses", "texts.json")
    imported(verdicts, CLASSES, *common, "--map", "id=n")
    assert answers() == {("2", 0, "class"): "cold", ("1", 0, "class"): "good"}

    by_row = a_table("n,said\ntwo,cold\none,good\n", "by_row.csv")
    imported(by_row, CLASSES, *common, "--map", "id=n", "--join", "row", out="rows")
    assert answers(out="rows") == {("two", 0, "class"): "cold", ("one", 0, "class"): "good"}

    short = a_table("n,said\ntwo,cold\n", "short.csv")
    _, code, beside = imported(short, CLASSES, *common, "--map", "id=n", "--join", "row", out="short")
    assert code == 2
    assert "texts.json: 2 rows" in beside


def test_a_run_without_texts_says_so():
    """Figures need none; whoever wants to read a case is told why there is nothing to read."""
    table = a_table("id,answer\na,good\n")
    _, code, beside = imported(table, CLASSES)
    assert code == 2
    assert "--no-texts" in beside

    said, code, _ = imported(table, CLASSES, "--no-texts")
    assert code == 0
    assert any("holds no texts" in note for note in said["notes"])


def test_ids_are_made_as_evaluate_makes_them():
    """So labels of the same sheet fit; equal rows are responses of their own here and there."""
    sheet = "user,assistant,verdict\nHello,Hi,good\nHello,Hi,cold\nGo on,No,cold\n"
    table = a_table(sheet)
    imported(table, CLASSES, "--map", "answer=verdict")
    run(["evaluate", table, "-r", "classes.yaml", "-j", "baseline/always-pass", "-o", "ours"])

    assert [r["response_id"] for r in rows()] == [r["response_id"] for r in rows("ours")]


def test_what_lies_deeper_in_json_is_reached_by_dots():
    """JSON Lines of a program of one's own: numbers as ids, a message as a reply, tags one by one."""
    line = {"n": 5, "turns": [{"role": "user", "content": "Hello"}], "response": "Hi", "kind": "existential"}
    lines = json.dumps({**line, "graded": {"by": "gpt", "text": "Good Reply."}})
    table = a_table(lines + "\n", "theirs.jsonl")
    mapped = ("id=n", "reply=graded.text", "judge=graded.by", "tags.risk=kind")
    imported(table, CLASSES, "--reply", "label", *(part for m in mapped for part in ("--map", m)))

    assert answers("gpt") == {("5", 0, "class"): "good"}


@pytest.mark.parametrize(("token", "state"), [("111111", "yes"), ("222222", "malformed:wrong_token"), ("", "yes")])
def test_a_token_is_checked_where_it_is_known(token, state):
    """A reply in a form with a token repeats its own; where a column says which it was given, it must be that."""
    reply = "It is.\nANSWER 111111 warmth yes\nANSWER 111111 blame no"
    rows_ = [{"id": "a", "user": "Hello", "response": "Hi", "reply": reply, "token": token}]
    Path("theirs.json").write_text(json.dumps(rows_), encoding="utf-8")
    imported("theirs.json", RUBRIC, "--reply", "lines", "--from", "table")

    assert answers()["a", 0, "warmth"] == state


def test_the_class_of_a_tree_says_what_its_nodes_were():
    """One label for all: nodes before the one that fired passed, those after it were not asked."""
    table = a_table("id,user,response,reply\na,Hello,Hi,Cold Reply\nb,Go on,So what,Nonsense.\nc,Well,Yes,Good Reply\n")
    imported(table, TREE, "--reply", "label")

    assert {(k[0], k[2]): v for k, v in answers().items()} == {
        ("a", "sense"): "sensible",
        ("a", "tone"): "cold",
        ("a", "tree"): "cold",
        ("b", "sense"): "nonsense",
        ("b", "tone"): "not_applicable:gate",
        ("b", "tree"): "nonsense",
        ("c", "sense"): "sensible",
        ("c", "tone"): "warm",
        ("c", "tree"): "good",
    }


def test_answers_to_the_nodes_of_a_tree_come_to_its_class():
    """The other way round: nobody said the class, and it follows."""
    table = a_table("id,user,response,sense,tone\na,Hello,Hi,sensible,cold\nb,Go on,So,nonsense,\n")
    imported(table, TREE)

    assert {(k[0], k[2]): v for k, v in answers().items()} == {
        ("a", "sense"): "sensible",
        ("a", "tone"): "cold",
        ("a", "tree"): "cold",
        ("b", "sense"): "nonsense",
        ("b", "tone"): "not_applicable:gate",
        ("b", "tree"): "nonsense",
    }


def test_a_judgment_on_a_turn_names_the_turn():
    """Where a rubric judges turns, a row is about one of them."""
    turns = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]
    conversation = {"id": "c", "turns": [*turns, {"role": "user", "content": "Bye"}], "response": "Bye"}
    said = [{**conversation, "turn": turn, "answer": answer} for turn, answer in ((0, "yes"), (2, "no"))]
    Path("theirs.json").write_text(json.dumps(said), encoding="utf-8")
    imported("theirs.json", TURNS)

    assert sorted((r["turn"], r["answer"]) for r in rows()) == [("0", "yes"), ("2", "no")]
