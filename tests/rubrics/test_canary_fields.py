"""A rubric's own known cases: what may stand in ``canaries:``, and what is said where something else does."""

import pytest
from hostile_rubrics import GOOD
from rubric_files import read
from rubric_files import refused as refused_file


def refused(canary):
    return refused_file(GOOD.replace("dimensions:", f"canaries:\n  - {canary}\ndimensions:", 1))


def test_known_cases_are_read_and_change_neither_fingerprint_nor_what_a_run_freezes():
    """They ask nothing of the data, so a run in progress goes on when one is added."""
    rubric = read(GOOD.replace("dimensions:", 'canaries:\n  - {response: "", answers: {warm: "no"}}\ndimensions:', 1))

    (canary,) = rubric.canaries
    assert (canary.response, canary.answers, canary.turns, canary.language) == ("", {"warm": "no"}, (), None)
    assert rubric.sha256 == read(GOOD).sha256
    assert rubric.model_dump() == read(GOOD).model_dump()


@pytest.mark.parametrize(
    ("canary", "message", "hint"),
    [
        ("{response: x, answers: {warm: maybe}}", "canary 1: 'maybe' is no answer of 'warm'", "no, not_applicable"),
        ("{response: x, answers: {b: yes}}", "canary 1 speaks of 'b', which is no dimension of the rubric", "warm"),
        ("{response: x, answers: {}}", "must not be empty", "give at least one"),
        ("{answers: {warm: yes}}", "field required", None),
        ("{response: x, answers: {warm: yes}, language: de}", "canary 1 is in 'de', a language the rubric", "leave it"),
        ("{response: x, answers: {warm: yes}, turn: []}", "no such field", "did you mean 'turns'?"),
        (
            "{response: x, answers: {warm: yes}, turns: [{role: user, content: y}], context: z}",
            "canary 1 has turns and a context",
            "keep one",
        ),
    ],
)
def test_what_no_judge_could_be_held_to_is_refused_with_its_line(canary, message, hint):
    """An answer that the dimension does not have would make every judge fail."""
    error = refused(canary)

    assert error.message.startswith("mine.yaml, line 5: ")
    assert message in error.message
    assert hint is None or hint in (error.hint or "")


def test_two_of_one_name_are_told_apart_by_their_language():
    error = refused("{id: one, response: x, answers: {warm: yes}}\n  - {id: one, response: y, answers: {warm: yes}}")

    assert "mine.yaml, line 6: canaries.1.id: two canaries are called 'one' in the same language" in error.message
