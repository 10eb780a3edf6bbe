"""Answers made elsewhere to questions of which any may be chosen: lists, in a cell or in JSON."""

import json

import pytest
from import_cases import a_table, imported, rows

SEVERAL = {
    "id": "does", "version": "1.0", "title": {"en": "What it does"}, "unit": "conversation",
    "dimensions": [
        {
            "id": "act", "name": {"en": "Acts"}, "question": {"en": "Which?"}, "choose": "any", "evidence": "spans",
            "answers": [{"id": "asks", "name": {"en": "Asks"}}, {"id": "mirrors", "name": {"en": "Mirrors"}}, "tells"],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [
        ("Asks; mirrors", "asks mirrors"), (["Asks", "Mirroring"], "asks mirrors"), ("mirroring", "mirrors"),
        ([], ""), ("none_of_these", ""), ("?", None),
    ],
)  # fmt: skip
def test_several_answers_stand_in_a_list(cell, chosen):
    """In a cell, or a list of JSON; others' words count one by one; what is not listed was not found."""
    turns = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "You sound tired. Why?"}]
    line = {"id": "c", "turns": turns, "act": cell, "evidence": "You sound tired."}
    imported(a_table(json.dumps(line) + "\n", "theirs.jsonl"), SEVERAL, "--answers", "mirroring=mirrors")

    found = rows()
    assert {r["dimension"] for r in found} == {"act.asks", "act.mirrors", "act.tells"}
    assert {r["state"] for r in found} == {"abstained" if chosen is None else "scored"}
    assert {r["dimension"][4:] for r in found if r["answer"] == "yes"} == set((chosen or "").split())
    assert {r["evidence_found"] for r in found} == {"true"}


def test_a_list_with_a_word_nobody_knows_is_an_error_with_its_row():
    """No answer of a list is passed over."""
    table = a_table("id,user,assistant,act\na,Hello,Hi,asks; sings\n")
    _, code, told = imported(table, SEVERAL)

    assert code == 2
    assert "row 2, column 'act': 'sings' is no answer to 'act'" in told
