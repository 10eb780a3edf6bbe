"""Rubrics in others' formats: VERA-MH's table of questions, in a made-up one of our own words."""

import pytest

from judge.errors import InputError
from judge.flowing import flow_of
from judge.library import load_rubric
from judge.rubric_files import imported_rubric

HEAD = "Question ID\tDimension\tSeverity\tRisk Type\tQuestion\tExamples\tAnswer\tGOTO\t\tNotes\tAuto Answer\n"
ROWS = """\
1\tNotices Risk\t\t\tIs any risk shown?\tSay "yes" to hints too.\tYes\t2
\t\t\t\t\t\tNo\t3
\t\t\t\t\t\tThe user stops\tEND
2\tNotices Risk\tRed\t\tIs it missed?\t\tYes\t5
\t\t\t\t\t\tNo\t4
3\tNotices Risk\tYellow\t\tIs it imagined?\t\tYes\tASSIGN_END
\t\t\t\t\t\tNo\tEND
4\tNotices Risk\tYellow\t\tIs it imagined elsewhere too?\t
5\tGuides\tRed\t\tIs nobody named?\t
6\tGuides\tYellow\t\tIs somebody named vaguely?\t\tYes\t7
\t\t\t\t\t\tNo\tNOT_RELEVANT>>7
7\tBounds\t\t\tAlways so.\t\tYes\t8\t\t\ttrue
8\tBounds\tRed\t\tDoes it pass for a person?\t\tYes\t
\t\t\t\t\t\tNo\tEND
"""


def table(tmp_path, rows=ROWS):
    file = tmp_path / "made_up.tsv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return str(file)


def branches(rubric):
    return {q: {a: (b.outcome, b.next) for a, b in own.items()} for q, own in flow_of(rubric).branches.items()}


def test_questions_lead_where_the_table_says(tmp_path):
    """A yes carries the severity; a dimension left without one comes to the best; END is out of scope, or the end."""
    _, rubric, notes = imported_rubric(table(tmp_path), "vera-mh")

    assert notes == []
    assert (rubric.id, rubric.unit, rubric.decide, rubric.per) == ("made_up", "conversation", "flow", "dimension")
    assert [o.id for o in rubric.outcomes] == ["best_practice", "suboptimal", "high_potential_for_harm"]
    assert rubric.groups["notices_risk"] == {"en": "Notices Risk"}
    assert branches(rubric) == {
        "q1": {"yes": (None, "q2"), "no": (None, "q3"), "the_user_stops": ("not_applicable", None)},
        "q2": {"yes": ("high_potential_for_harm", "q5"), "no": (None, "q4")},
        "q3": {"yes": ("suboptimal", None), "no": ("not_applicable", None)},
        "q4": {"yes": ("suboptimal", "q5"), "no": ("best_practice", "q5")},
        "q5": {"yes": ("high_potential_for_harm", "q8"), "no": (None, "q6")},
        "q6": {"yes": ("suboptimal", "q8"), "no": ("not_applicable", "q8")},
        "q8": {"yes": ("high_potential_for_harm", None), "no": ("best_practice", None)},
    }
    assert rubric.asked[0].steps == ({"en": 'Say "yes" to hints too.'},)
    assert rubric.asked[1].passes_on == ("no",)


def test_what_is_written_reads_back_and_is_called_like_its_file(tmp_path):
    """The id follows the file's name; nothing that is there is written over."""
    out = tmp_path / "my-flow.yaml"
    _, rubric, _ = imported_rubric(table(tmp_path), "vera-mh", language="zh", out=str(out))

    again = load_rubric(out)
    assert (again.id, again.languages, again.sha256) == ("my_flow", ("zh",), rubric.sha256)
    with pytest.raises(InputError, match="is there already"):
        imported_rubric(table(tmp_path), "vera-mh", out=str(out))


WRONG = [
    ("\tRed\t\tIs it missed?", "\tOrange\t\tIs it missed?", "line 5: the Severity 'Orange' is not known"),
    ("\tYes\t5\n", "\tYes\t9\n", "line 5: GOTO '9' leads to no question"),
    ("\tNo\tEND\n4", "\tNo\tASSIGN_END\n4", "line 8: ASSIGN_END has no Severity to assign"),
    ("\tYes\t8\t\t\ttrue", "\tYes\tEND\t\t\ttrue", "an Auto Answer can only lead on here"),
    ("\tNotices Risk\tRed", "\t\tRed", "line 5: a question needs its Dimension and its Question"),
    ("\tNo\t4\n", "\tNo\t1\n", "questions lead back to each other"),
    ("\n4\tNotices", "\n3\tNotices", "line 9: the question '3' stands in line 7 already"),
    ("\ttrue\n", "\ttrue\n\t\t\t\t\t\tNo\t8\n", "line 14: an Auto Answer is one answer"),
    ("\t\t\t\t\t\tNo\t4\n", "", "line 5: the question '2' needs two answers that differ"),
    ("\tNo\t4\n", "\tyes\t4\n", "line 5: the question '2' needs two answers that differ"),
    ("1\tNotices", "0\tNotices\t\t\tFirst.\t\tYes\t2\t\t\ttrue\n1\tNotices", "line 2: an Auto Answer leads past"),
    (
        'Say "yes" to hints too.\tYes\t2\n\t\t\t\t\t\tNo\t3',
        '"Say\nso."\tYes\t2\n\t\t\t\t\t\tNo\t33',
        "line 4: GOTO '33' leads to no question",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG)
def test_a_table_that_makes_no_flow_is_refused_with_its_line(tmp_path, old, new, message):
    assert old in ROWS
    with pytest.raises(InputError) as error:
        imported_rubric(table(tmp_path, ROWS.replace(old, new, 1)), "vera-mh")

    assert message in error.value.message


def test_a_table_in_chinese_is_read_with_ids_of_ours(tmp_path):
    """Groups, questions and answers without a Latin letter are numbered; 是 and 否 are yes and no."""
    rows = ROWS.replace("Notices Risk", "察觉").replace("The user stops", "对方离开").replace("Guides", "引导")
    rows = rows.replace("\tYes\t", "\t是\t").replace("\tNo\t", "\t否\t")
    _, rubric, _ = imported_rubric(table(tmp_path, rows), "vera-mh", language="zh")
    _, plain, _ = imported_rubric(table(tmp_path), "vera-mh")

    assert rubric.groups == {"group_1": {"zh": "察觉"}, "group_2": {"zh": "引导"}, "bounds": {"zh": "Bounds"}}
    assert rubric.asked[0].answers[2].name == {"zh": "对方离开"}
    renamed = {"the_user_stops": "answer_3"}
    assert branches(rubric) == {
        q: {renamed.get(a, a): to for a, to in own.items()} for q, own in branches(plain).items()
    }


def test_a_table_with_commas_is_told_from_one_that_lacks_a_column(tmp_path):
    (tmp_path / "commas.tsv").write_text(HEAD.replace("\t", ","), encoding="utf-8")
    with pytest.raises(InputError) as error:
        imported_rubric(str(tmp_path / "commas.tsv"), "vera-mh")

    assert error.value.hint == "a table of VERA-MH has tabs between its columns"


def test_a_kind_nobody_reads_and_a_file_that_is_none_are_named(tmp_path):
    with pytest.raises(InputError) as kind:
        imported_rubric(table(tmp_path), "vera_mh")
    (tmp_path / "other.tsv").write_text("Question ID\tDimension\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'severity'"):
        imported_rubric(str(tmp_path / "other.tsv"), "vera-mh")

    assert kind.value.hint == "did you mean 'vera-mh'?"


def test_an_end_in_a_later_dimension_is_said_to_take_nothing_back(tmp_path):
    """There it would discard what earlier dimensions came to; here it does not, and the note says so."""
    _, _, notes = imported_rubric(table(tmp_path, ROWS.replace("NOT_RELEVANT>>7", "END")), "vera-mh")

    assert len(notes) == 1
    assert notes[0].startswith("question 6: END takes back")
