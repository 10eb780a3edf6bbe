"""Responses and scenarios: their shapes, their ids, and what is refused."""

import csv
import json
import time
from pathlib import Path

import pytest

from judge.errors import DatasetError
from judge.readers import read_responses, read_scenarios
from judge.scenario import Turn

DIALOGUE_SAFETY = Path(__file__).parents[2] / ".." / "shared" / "data" / "dialogue_safety" / "test.json"


def jsonl(path, *objects):
    path.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects), encoding="utf-8")
    return path


def table(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_a_turn_list_a_user_text_and_a_conversation_are_one_shape(tmp_path):
    """Three ways to write the same exchange give the same response and the same scenario."""
    path = jsonl(
        tmp_path / "a.jsonl",
        {"id": "1", "candidate": "m", "turns": [{"role": "user", "content": "hi"}], "response": "hello"},
        {"id": "2", "candidate": "m", "user": "hi", "response": "hello"},
        {"id": "3", "candidate": "m", "user": "hi", "assistant": "hello", "language": None, "metadata": {"x": [1]}},
        {
            "id": "4",
            "candidate": "m",
            "turns": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}],
        },
    )

    found = read_responses(path)
    assert {(r.turns, r.response, r.candidate, r.scenario_id) for r in found} == {
        ((Turn("user", "hi"),), "hello", "m", found[0].scenario_id)
    }


def test_a_context_in_one_string_is_kept_as_it_is(tmp_path):
    """Nobody splits it into turns."""
    path = jsonl(tmp_path / "a.jsonl", {"context": "[seeker] hi \n[supporter] yes", "response": "hello"})

    (response,) = read_responses(path)
    assert response.context == "[seeker] hi \n[supporter] yes"
    assert response.turns == ()


def test_a_sheet_of_two_columns_is_enough(tmp_path):
    """The PsyCrisis layout: user and assistant, in whatever case; the candidate is unnamed."""
    (response,) = read_responses(table(tmp_path / "a.csv", "User, ASSISTANT\n今天很累,先休息一下\n"))

    assert response.candidate == "unnamed"
    assert response.turns == (Turn("user", "今天很累"),)
    assert response.response == "先休息一下"


@pytest.mark.parametrize("header", ["今天很累,先休息一下", "a,b"])
def test_a_sheet_without_a_header_says_which_to_add_and_repeats_nobody(tmp_path, header):
    """The first row may be a person's words: they do not belong in an error."""
    path = table(tmp_path / "a.csv", f"{header}\n我睡不着,我在\n")

    with pytest.raises(DatasetError, match="no column user / context, assistant / response") as caught:
        read_responses(path)
    assert "user, assistant" in str(caught.value.hint)
    assert "今天很累" not in str(caught.value) + str(caught.value.hint)


def test_a_cell_of_turns_is_not_nothing(tmp_path):
    """Whoever exports conversations to a sheet is told where they go instead."""
    turns = '"[{""role"": ""user"", ""content"": ""hi""}]"'
    path = table(tmp_path / "a.csv", f"id,user,response,turns\n1,,,{turns}\n")
    with pytest.raises(DatasetError, match=r"row 2, column 'turns': a list of turns stands in no cell") as error:
        read_responses(path, unit="user_turn")

    assert error.value.hint == "write conversations as JSON Lines"


def test_a_silent_candidate_is_a_response_and_a_missing_column_is_not(tmp_path):
    """Silence is an answer; a file without answers is a mistake."""
    assert read_responses(table(tmp_path / "a.csv", "user,assistant\nhi,\n"))[0].response == ""

    with pytest.raises(DatasetError, match="no column assistant / response") as caught:
        read_responses(table(tmp_path / "b.csv", "user,asistant\nhi,ok\n"))
    assert caught.value.hint == "rename 'asistant' to 'assistant'?"
    with pytest.raises(DatasetError, match="line 1: no response"):
        read_responses(jsonl(tmp_path / "c.jsonl", {"user": "hi"}))


def test_columns_of_ones_own_are_passed_over_and_named(tmp_path):
    """People keep notes in their sheets."""
    notes: list[str] = []
    path = table(tmp_path / "a.csv", "user,assistant,Reviewed by,turns\nhi,ok,anna,3\n")

    assert len(read_responses(path, notes=notes)) == 1
    assert notes == [f"{path}: ignored columns: 'reviewed by', 'turns'"]


def test_made_ids_are_stable_and_equal_rows_are_counted(tmp_path):
    """The same content has the same id wherever it stands, so that labels find it again."""
    rows = [{"user": "hi", "response": "a"}, {"user": "hi", "response": "a", "candidate": "m"}]
    first = read_responses(jsonl(tmp_path / "a.jsonl", *rows, rows[0], rows[0]))
    again = read_responses(jsonl(tmp_path / "b.jsonl", rows[1], rows[0]))

    base = "r-80703a4cc83b"
    assert [r.id for r in first if r.candidate == "unnamed"] == [base, f"{base}-2", f"{base}-3"]
    assert {r.id for r in again} == {base, first[1].id}
    assert {r.scenario_id for r in first + again} == {first[0].scenario_id}


def test_a_made_id_never_takes_one_that_was_given(tmp_path):
    """A file may carry made ids of an earlier reading in some of its rows."""
    row = {"user": "hi", "response": "a"}
    made = read_responses(jsonl(tmp_path / "a.jsonl", row))[0].id

    ids = [r.id for r in read_responses(jsonl(tmp_path / "b.jsonl", row, row | {"id": made}, row))]
    assert ids == [f"{made}-2", made, f"{made}-3"]


def test_a_scenario_and_the_responses_to_it_get_the_same_made_id(tmp_path):
    """Candidates' answers to the same words stand side by side."""
    turns = [{"role": "system", "content": "be kind"}, {"role": "user", "content": "hi"}]
    scenarios = read_scenarios(jsonl(tmp_path / "s.jsonl", {"turns": turns}, {"text": "hi"}, {"text": "hi"}))
    responses = read_responses(
        jsonl(tmp_path / "r.jsonl", {"turns": turns, "response": "a"}, {"user": "hi", "response": "b"})
    )

    assert [s.id for s in scenarios[:2]] == [r.scenario_id for r in responses]
    assert scenarios[2].id == f"{scenarios[1].id}-2"


def test_two_rows_with_one_id_are_both_named(tmp_path):
    """Which of them is meant cannot be told."""
    with pytest.raises(DatasetError, match=r"row 4, column 'id': the id 'r1' stands here and in row 2"):
        read_responses(table(tmp_path / "a.csv", "id,user,assistant\nr1,a,b\nr2,a,b\n r1 ,a,c\n"))


@pytest.mark.parametrize(
    ("fields", "says", "hint"),
    [
        ({"respnse": "x"}, "unknown key 'respnse'", "did you mean 'response'?"),
        ({"label": 0}, "unknown key 'label'", "'metadata'"),
        ({"response": 1}, "key 'response': expected text, found a number", "quotes"),
        ({"id": 7}, "key 'id': expected text", "quotes"),
        ({"id": "a\nb"}, "key 'id': holds a line break", "one line"),
        ({"candidate": ["m"]}, "key 'candidate': expected text, found a list", "quotes"),
        ({"language": "zh_CN"}, "'zh_CN' is not a language tag", "'zh-CN'"),
        ({"language": "Chinese"}, "'Chinese' is not a language tag", "zh, en"),
        ({"tags": {"risk": 3}}, "key 'tags.risk': expected text, found a number", "quotes"),
        ({"tags": {"risk": True}}, "found true or false", "quotes"),
        ({"tags": {" ": "x"}}, "a tag without a name", "tags.NAME"),
        ({"tags": ["x"]}, "key 'tags': expected an object", "{"),
        ({"turns": []}, "nothing|turns and user", "exactly one"),
        ({"turns": [{"role": "user", "content": "hi"}]}, "turns and user given", "exactly one"),
        ({"user": ""}, "nothing given", "exactly one"),
        ({"user": None, "turns": []}, "key 'turns': expected a list of turns, found none", "role"),
        ({"user": None, "turns": [{"role": "User", "content": "hi"}]}, "no role 'User'", "'user'"),
        ({"user": None, "turns": [{"role": "user"}]}, "role and content", "no other"),
        ({"user": None, "turns": [{"role": "user", "content": None}]}, "content: expected text", "quotes"),
        ({"user": None, "turns": [{"role": "user", "content": ""}]}, "nothing that the response answers", "turns"),
        ({"user": None, "turns": [{"role": "assistant", "content": "ok"}]}, "also the last of the turns", "leave"),
        ({"assistant": "ok"}, "both response and assistant", "keep one"),
    ],
)
def test_an_object_that_is_not_what_it_should_be_is_refused_with_line_and_remedy(tmp_path, fields, says, hint):
    """A program wrote it, so a surprise is a mistake."""
    good = {"user": "hi", "response": "ok"}

    with pytest.raises(DatasetError, match=says) as caught:
        read_responses(jsonl(tmp_path / "a.jsonl", good, good | fields))
    assert "a.jsonl, line 2" in str(caught.value)
    assert hint in str(caught.value.hint)


def test_a_conversation_must_end_with_the_candidate(tmp_path):
    """Otherwise there is nothing to judge."""
    turns = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "a"}, {"role": "user", "content": "b"}]

    with pytest.raises(DatasetError, match="no response") as caught:
        read_responses(jsonl(tmp_path / "a.jsonl", {"turns": turns}))
    assert "assistant" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"turns": [{"role": "assistant", "content": "a"}]}, "the last turn is assistant's"),
        ({"text": ""}, "nothing given"),
        ({"text": "a", "turns": [{"role": "user", "content": "a"}]}, "turns and text given"),
        ({"turns": [{"role": "user", "content": ""}]}, "last turn is empty"),
        ({"txt": "a"}, "unknown key 'txt'"),
    ],
)
def test_a_scenario_ends_where_the_candidate_is_to_speak(tmp_path, row, says):
    """And says something."""
    with pytest.raises(DatasetError, match=says):
        read_scenarios(jsonl(tmp_path / "a.jsonl", row))


def test_scenarios_are_read_from_a_table(tmp_path):
    """Text, language and tags by column; empty cells are none."""
    notes: list[str] = []
    path = table(tmp_path / "a.csv", "id,text,language,tags.risk,source\ns1,hi,en,sleep,x\n,你好,zh,,\n")

    one, two = read_scenarios(path, notes=notes)
    assert (one.id, one.turns, one.language, dict(one.tags)) == ("s1", (Turn("user", "hi"),), "en", {"risk": "sleep"})
    assert two.id.startswith("s-")
    assert dict(two.tags) == {}
    assert notes == [f"{path}: ignored columns: 'source'"]


def test_published_counselling_dialogues_are_read(tmp_path):
    """800 real items: the file as published is refused for its labels; a converted copy is read in three formats."""
    if not DIALOGUE_SAFETY.is_file():
        pytest.skip("the public data lie outside the repository")
    with pytest.raises(DatasetError, match=r"item 1 \(line 2\): unknown key 'label'"):
        read_responses(DIALOGUE_SAFETY)
    items = json.loads(DIALOGUE_SAFETY.read_text(encoding="utf-8"))
    rows = [{"context": i["context"], "response": i["response"], "language": "zh"} for i in items]
    (tmp_path / "a.json").write_text(json.dumps(rows), encoding="utf-8")
    with (tmp_path / "a.csv").open("w", encoding="gb18030", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    found = read_responses(tmp_path / "a.json")
    assert len(found) == 800
    assert [r.response for r in found] == [i["response"] for i in items]
    assert read_responses(jsonl(tmp_path / "a.jsonl", *rows)) == found
    assert read_responses(tmp_path / "a.csv") == found


def test_fifty_thousand_responses_are_read_in_seconds(tmp_path):
    """A generous ceiling, for slow machines: a model class for every row would break it."""
    turns = [{"role": "user", "content": "你好，我想聊聊最近的事。" * 3}]
    path = jsonl(tmp_path / "a.jsonl", *({"turns": turns, "response": f"好的 {i}"} for i in range(50_000)))

    begun = time.process_time()
    found = read_responses(path)
    assert time.process_time() - begun < 10
    assert len({r.id for r in found}) == 50_000
