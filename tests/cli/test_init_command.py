"""``judge init``: a folder in which the first three commands work."""

import re
import shlex
import stat
from pathlib import Path

import pytest
from cli_cases import ran, started

from judge.cli.init import FILES, NEXT
from judge.library import load_rubric, rubric_of
from judge.readers import match_labels, read_labels, read_responses
from judge.settings import RunSettings
from judge.strict_yaml import read_yaml

OPTIONAL = re.compile(r"^(\s*)# ((?:review|ask|examples|aliases|group|applies_when|max_cost|- name|  \w+): .*)$")


@pytest.fixture
def study(capsys, monkeypatch):
    """A folder just made, and the way into it."""
    assert ran(capsys, "init", "study").code == 0
    monkeypatch.chdir("study")


def test_the_files_are_there_for_their_owner_only(capsys):
    done = ran(capsys, "init", "my study", "--json")

    assert done.document["files"] == [f"my study/{name}" for name in FILES]
    assert done.document["next"] == ["cd 'my study'", *NEXT]
    for name in FILES:
        assert stat.S_IMODE(Path("my study", name).stat().st_mode) == 0o600
    assert sorted(str(f.relative_to("my study")) for f in Path("my study").rglob("*") if f.is_file()) == sorted(FILES)


def test_what_it_says_to_run_next_is_what_the_readme_says(capsys):
    done = ran(capsys, "init", "study")

    said = [line.strip() for line in done.out.splitlines()[1:]]
    readme = Path("study/README.md").read_text(encoding="utf-8")
    assert said == ["cd study", *NEXT]
    assert "\n".join(NEXT) in readme


def test_the_next_commands_work(study):
    """As processes of their own, from inside the folder, without a key or a network."""
    for command in NEXT:
        done = started(*shlex.split(command)[1:])
        assert (done.code, "Traceback" in done.err) == (0, False), (command, done.err)

    assert (Path("results/first") / "judgments.sqlite").is_file()
    assert "1/1" in done.out  # the one response that blames is missed by a judge that passes everything


def test_the_settings_file_makes_a_run_too(study):
    done = started("evaluate", "responses.csv", "--settings", "run.yaml", "-o", "results/second", "--json")

    assert (done.code, done.out[:1]) == (0, "{")


def uncommented(file):
    """*file* with every field that may be switched on switched on, in place of an earlier one of its name."""
    lines = []
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        found = OPTIONAL.match(line)
        if found and found[2].startswith("review"):
            lines = [before for before in lines if before != "review: []"]
        lines.append(found[1] + found[2] if found else line)
    return "\n".join(lines)


def test_every_field_that_may_be_switched_on_is_a_valid_one(study):
    """A comment that shows a field wrongly is worse than none."""
    text = uncommented("rubrics/my_rubric.yaml")
    rubric = rubric_of(read_yaml(text.encode(), where="all on"), where="all on")

    first = rubric.dimensions[0]
    assert rubric.review[0].role == "clinical psychologist"
    assert rubric.ask == "expert_chain"
    assert rubric.examples[0].answers == {"acknowledges_feeling": "no", "blames": "no"}
    assert first.aliases == ("Validation", "情感认可")
    assert first.group == {"en": "Support", "zh": "支持"}
    assert first.applies_when.tags == {"topic": ("work", "exam")}


def test_the_rubric_is_bilingual_with_one_critical_question_and_names_every_field(study):
    """Whoever reads it from top to bottom has met every field there is."""
    rubric, text = load_rubric("my_rubric"), Path("rubrics/my_rubric.yaml").read_text(encoding="utf-8")

    assert rubric.languages == ("en", "zh")
    assert [d.critical for d in rubric.dimensions] == [False, True]
    assert all(d.steps and d.criteria for d in rubric.dimensions)
    of_rubric = [field.alias or name for name, field in type(rubric).model_fields.items()]
    for field in (*of_rubric, *type(rubric.dimensions[0]).model_fields):
        assert re.search(rf"(^|\W){field}: ", text, re.MULTILINE) or f"{field}:\n" in text, field


def test_the_settings_file_says_nothing_that_cannot_be_set(study):
    plain = read_yaml(Path("run.yaml").read_bytes(), where="run.yaml").data
    everything = read_yaml(uncommented("run.yaml").encode(), where="all on").data

    assert RunSettings.model_validate(plain).rubric == "my_rubric"
    settings = RunSettings.model_validate(everything)
    assert (settings.max_cost, [j.shown for j in settings.judges][-1]) == (5, "strict")


def test_the_sample_is_whole_and_its_raters_do_not_always_agree(study):
    """Four mild texts in two languages; every response labelled by both raters."""
    responses, notes = read_responses("responses.csv"), []
    labels = read_labels("labels.csv", load_rubric("my_rubric"), notes=notes)

    assert [r.language for r in responses] == ["en", "en", "zh", "zh"]
    assert match_labels(labels, [r.id for r in responses]) == (labels, 0)
    assert len(labels) == 16
    assert len({(x.response_id, x.dimension, x.answer) for x in labels}) == 9
    assert notes == []


@pytest.mark.parametrize("what", ["a file", "a full folder"])
def test_nothing_that_is_there_is_overwritten(capsys, what):
    taken = Path("taken")
    if what == "a file":
        taken.write_text("mine")
    else:
        taken.mkdir()
        (taken / "run.yaml").write_text("mine")

    done = ran(capsys, "init", "taken")

    assert (done.code, done.out) == (2, "")
    assert "name a new folder" in done.err
    assert (taken if what == "a file" else taken / "run.yaml").read_text() == "mine"


def test_an_empty_folder_and_the_one_around_us_will_do(capsys, monkeypatch):
    Path("empty").mkdir()
    monkeypatch.chdir("empty")

    done = ran(capsys, "init", ".", "--json")

    assert done.document["next"] == list(NEXT)
    assert Path("run.yaml").is_file()


def test_a_folder_that_cannot_be_made_is_storage(capsys):
    Path("file").write_text("")

    done = ran(capsys, "init", "file/study")

    assert done.code == 5
    assert "cannot write 'file/study'" in done.err


def test_it_speaks_chinese_too(capsys):
    assert ran(capsys, "init", "study", "--ui", "zh").out.startswith("study 已就绪。接下来：\n")
