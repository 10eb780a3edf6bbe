"""Which file stands behind a rubric's name."""

import os
import sys
from pathlib import Path

import pytest
from hostile_rubrics import GOOD

from judge.errors import NotFoundError, RubricError
from judge.library import find_rubric, hidden_by, list_rubrics, load_rubric, read_rubric, shipped
from judge.shelf import shelves

PSYCRISIS = shipped("rubrics") / "psycrisis.yaml"


def put(path, *, version="1.0", id_="mine"):
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = GOOD.replace('"1.0"', f'"{version}"').replace("id: mine", f"id: {id_}")
    file.write_text(text, encoding="utf-8")
    return file


def look_in(monkeypatch, *folders):
    monkeypatch.setenv("JUDGE_PATH", os.pathsep.join(map(str, folders)))


def test_a_name_is_looked_up_on_the_path_then_here_then_in_what_we_ship(monkeypatch, tmp_path):
    """Each place hides the ones after it."""
    found = [load_rubric("psycrisis").id]
    put("psycrisis.yaml", id_="beside")
    found.append(load_rubric("psycrisis").id)
    put("rubrics/psycrisis.yaml", id_="here")
    found.append(load_rubric("psycrisis").id)
    put("second/psycrisis.yaml", id_="second")
    put("first/rubrics/psycrisis.yaml", id_="first")
    look_in(monkeypatch, tmp_path / "none", tmp_path / "second")
    found.append(load_rubric("psycrisis").id)
    look_in(monkeypatch, "first", "second", "")
    found.append(load_rubric("psycrisis").id)

    assert found == ["psycrisis", "beside", "here", "second", "first"]
    assert find_rubric("psycrisis").origin == "JUDGE_PATH"


def test_a_path_skips_the_search(monkeypatch):
    """A separator or a suffix makes it a path, wherever else the name may stand."""
    put("rubrics/psycrisis.yaml", id_="here")
    elsewhere = put("elsewhere/psycrisis.yaml", id_="elsewhere")
    put("plain.yml", id_="plain")
    put("LOUD.YAML", id_="loud")

    assert load_rubric("elsewhere/psycrisis.yaml").id == "elsewhere"
    assert load_rubric(elsewhere).id == "elsewhere"
    assert load_rubric("./plain.yml").id == "plain"
    assert load_rubric("plain.yml").id == "plain"
    assert load_rubric("LOUD.YAML").id == "loud"
    assert find_rubric("elsewhere/psycrisis.yaml").origin == "path"
    with pytest.raises(NotFoundError, match=r"no rubric file 'psycrisis\.yaml'") as gone:
        load_rubric("psycrisis.yaml")
    assert "judge rubrics" in gone.value.hint


def test_a_rubric_of_ours_that_is_hidden_is_known():
    """The command line says so: figures under a known name must be by the known rubric."""
    hidden = [hidden_by("psycrisis"), hidden_by(PSYCRISIS)]
    put("rubrics/psycrisis.yml")
    put("rubrics/other.yaml")

    assert hidden == [None, None]
    assert hidden_by("psycrisis") == PSYCRISIS
    assert hidden_by("rubrics/psycrisis.yml") is None
    assert hidden_by("other") is None


def test_what_we_ship_hides_nothing_of_itself(monkeypatch):
    """Whoever puts our own folder on the path, or stands in it, has hidden nothing."""
    look_in(monkeypatch, shipped("rubrics"), shipped("rubrics").parent)
    on_path = (find_rubric("psycrisis").origin, hidden_by("psycrisis"))
    monkeypatch.delenv("JUDGE_PATH")
    monkeypatch.chdir(shipped("rubrics"))

    assert on_path == ("shipped", None)
    assert (find_rubric("psycrisis").origin, hidden_by("psycrisis")) == ("shipped", None)
    assert [s.origin for s in shelves("rubrics")] == ["working directory", "shipped"]


def test_every_rubric_is_listed_with_the_file_that_would_be_used(monkeypatch, tmp_path):
    """Files that are no rubrics are passed over where other things may lie too."""
    put("rubrics/psycrisis.yaml")
    put("lent/rented.yml")
    put("lent/rubrics/rented.yaml")
    Path("lent/run.yaml").write_text("repeats: 3\n", encoding="utf-8")
    Path("lent/folder.yaml").mkdir()
    Path("lent/gone.yaml").symlink_to(tmp_path / "nowhere")
    look_in(monkeypatch, "lent")

    listed = dict(list_rubrics())
    assert {"psycrisis", "crisis_response", "rented"} <= listed.keys()
    assert not listed.keys() & {"run", "folder", "gone"}
    assert listed["psycrisis"].folder == Path.cwd() / "rubrics" / "psycrisis.yaml"
    assert listed["rented"].folder == Path("lent/rubrics/rented.yaml")
    assert listed["crisis_response"].origin == "shipped"
    for name, shelf in listed.items():
        assert find_rubric(name) == shelf


@pytest.mark.parametrize(
    "name", ["psycrisi", "psy crisis", "psy-crisis", "nothing like it", "", "..", "x" * 5_000, "a\0b"]
)
def test_a_name_nobody_has_is_met_with_a_near_one_or_all(name):
    """Whatever a name is made of, looking for it ends in an answer."""
    with pytest.raises(NotFoundError) as error:
        load_rubric(name)

    assert error.value.message.startswith("no rubric named ")
    assert "psycrisis" in error.value.hint


@pytest.mark.parametrize("path", ["/" + "x" * 5_000, "a/b\0c.yaml", "rubrics/", "/dev/null"])
def test_a_path_that_is_no_file_is_said_to_be_none(path):
    with pytest.raises(NotFoundError, match="no rubric file"):
        load_rubric(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_found_by_name_may_not_lead_out_of_its_folder(tmp_path):
    """A folder of rubrics that somebody sent must not read what lies elsewhere; a path may point where it likes."""
    outside = put(tmp_path / "private" / "notes.yaml", id_="notes")
    Path("rubrics").mkdir()
    Path("rubrics/mine.yaml").symlink_to(outside)
    put("rubrics/real.yaml", id_="real")
    Path("rubrics/also.yaml").symlink_to("real.yaml")

    with pytest.raises(RubricError, match="is a link that leads out of its folder") as error:
        load_rubric("mine")
    assert error.value.hint == "give the path of the file itself, or copy it here"
    assert load_rubric("rubrics/mine.yaml").id == "notes"
    assert load_rubric("also").id == "real"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_folder_that_is_a_link_is_still_a_folder_of_rubrics(tmp_path):
    put(tmp_path / "lent" / "mine.yaml")
    Path("rubrics").symlink_to(tmp_path / "lent")

    assert load_rubric("mine").id == "mine"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(RubricError, match="directory") as error:
        read_rubric(tmp_path)
    assert error.value.hint

    with pytest.raises(RubricError, match="no file can have this name"):
        read_rubric(Path("a\0b"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_an_endless_file_is_read_only_as_far_as_it_takes_to_refuse_it():
    with pytest.raises(RubricError, match="larger than 256 KiB"):
        read_rubric(Path("/dev/zero"))
