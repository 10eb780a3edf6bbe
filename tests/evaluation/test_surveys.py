"""What is known of the responses before anything is asked, and that a file is read once."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import judge
from judge.errors import DatasetError
from judge.evaluation import prepare, surveying
from judge.evaluation.surveying import survey
from judge.library import load_rubric
from judge.readers import ResponsesFile, material
from judge.readers.jsonl import read_jsonl
from judge.scenario import language_of
from judge.settings import RunSettings
from judge.store.stored import stored


def rows(count, **more):
    return [
        {"id": f"r{i}", "candidate": "c", "user": "I feel low.", "response": f"Reply {i}.", **more}
        for i in range(count)
    ]


def written(found, name="responses.jsonl"):
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    return Path(name)


def evaluated(path, **settings):
    job = prepare(ResponsesFile(path), "psycrisis", ["baseline/always-pass"], folder=Path("run"), **settings)
    return job, job.run("run").run


@pytest.fixture
def large(monkeypatch):
    """Every file is large: it is read row by row and never held."""
    monkeypatch.setattr(material, "LARGE", 0)


def test_a_file_that_was_read_into_the_run_is_not_read_again(monkeypatch):
    """Its digest is enough; whoever changes a byte has it read."""
    path = written(rows(5))
    _, run = evaluated(path)

    def unread(*_, **__):
        raise AssertionError("the file was read again")

    monkeypatch.setattr(material, "read_responses", unread)
    job, again = evaluated(path)

    assert job.survey.count == 5
    assert again.response_ids() == run.response_ids() == [f"r{i}" for i in range(5)]
    with pytest.raises(AssertionError, match="read again"):
        evaluated(written([*rows(5), {**rows(1)[0], "id": "new"}]))


def test_another_limit_is_another_part_of_the_file():
    path = written(rows(5))
    evaluated(path, limit=2)
    _, run = evaluated(path, limit=4)

    assert run.response_ids() == ["r0", "r1", "r2", "r3"]
    assert run.coverage()[0]["asked"] == 4 * 5


def test_a_large_file_gives_the_same_run(large):
    """Held or read row by row: the same rows in the same order, and a resume finds them."""
    path = written(rows(7))
    assert ResponsesFile(path).streams
    _, run = evaluated(path)
    _, again = evaluated(path)

    assert [r["answer"] for r in run.judgment_rows()] == [r["answer"] for r in again.judgment_rows()]
    assert run.responses() == judge.read_responses(path)


@pytest.mark.parametrize(("room", "reads"), [(2**20, 2), (100, 3)])  # one is of the first row, for its id
def test_a_file_read_row_by_row_is_read_once_where_its_rows_find_room(large, monkeypatch, room, reads):
    """What was made of them waits until it stands in the run; where they are many, they are read anew for it."""
    monkeypatch.setattr(surveying, "_HELD", room)
    opened = []

    def counted(path, notes):
        opened.append(path)
        yield from read_jsonl(path, notes)

    monkeypatch.setattr(material, "read_jsonl", counted)
    path = written(rows(7))
    job, run = evaluated(path)

    assert len(opened) == reads
    assert run.responses() == judge.read_responses(path)
    assert list(job.survey.to_store(())) == []  # nothing is held any longer


def test_what_waits_is_given_once_even_where_it_could_not_be_stored(large):
    path = written(rows(7))
    found, texts = survey(ResponsesFile(path), load_rubric("psycrisis"), RunSettings()), judge.read_responses(path)
    next(found.to_store(texts))  # whoever asked for it gave up, e.g. for a full disk

    assert list(found.to_store(texts)) == [stored(text) for text in texts]


def test_a_large_file_needs_ids_and_says_where_one_is_missing(large):
    path = written([*rows(2), {"user": "Hello.", "response": "Hello."}])

    with pytest.raises(DatasetError, match=r"responses.jsonl, line 3, key 'id': no id"):
        prepare(ResponsesFile(path), "psycrisis", ["baseline/always-pass"])


@pytest.mark.parametrize("bytes_held", [0, 2**20])
def test_two_rows_of_one_id_are_refused_however_large_the_file(monkeypatch, bytes_held):
    monkeypatch.setattr(material, "LARGE", bytes_held)
    path = written([*rows(3), rows(2)[1]])

    with pytest.raises(DatasetError, match="'r1'"):
        evaluated(path)


def test_an_unknown_key_of_a_large_file_is_refused_with_its_line(large):
    path = written([*rows(2), {**rows(1)[0], "id": "x", "respons": "?"}])

    with pytest.raises(DatasetError, match=r"line 3: unknown key 'respons'"):
        prepare(ResponsesFile(path), "psycrisis", ["baseline/always-pass"])


@given(st.text(st.sampled_from("ab Z我你，。é日㐀语123!?\ud800😀"), max_size=30))
def test_a_text_is_chinese_when_a_fifth_of_its_letters_are_han(text):
    """However it is counted, it is this count."""
    letters = [c for c in text if c.isalpha()]
    han = [c for c in letters if "\u4e00" <= c <= "\u9fff" or "\u3400" <= c <= "\u4dbf"]

    assert language_of(text) == ("zh" if letters and len(han) >= len(letters) / 5 else "en")


def test_a_survey_counts_what_says_nothing_and_what_lacks_a_tag():
    path = written([*rows(2), {"id": "silent", "user": "Hello.", "response": "..."}])
    found = survey(ResponsesFile(path), load_rubric("psycrisis"), RunSettings())

    assert found.count == 3
    assert "1 responses say nothing; they are decided without asking a judge" in found.notes
    assert set(found.languages) == {"en"}
