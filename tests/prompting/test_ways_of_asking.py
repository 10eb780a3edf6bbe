"""Folders of prompts: the user's own, one block at a time, beside ours or in place of them."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from prompting_cases import case, prompt, put, rubric, texts, two

from judge.errors import NotFoundError, TemplateError
from judge.library import find_ask, list_asks, load_ask, shipped
from judge.ways import CHECKED

MY_ROLE = "{% extends 'expert_chain/system.en.j2' %}{% block role %}You supervise trainees.{% endblock %}"


def test_one_block_is_replaced_and_the_rest_stays():
    """The README's own recipe: a folder in the working directory, one template, one block."""
    put("mine", system_en=MY_ROLE, ask="like: expert_chain\n")
    ours, mine = texts("expert_chain", case(two())), texts("mine", case(two()))

    role, rest = ours[0].split("\n\n", 1)
    assert mine[0] == "You supervise trainees.\n\n" + rest
    assert role.startswith("You assess a written response")
    assert mine[1] == ours[1]
    assert texts("mine", case(two(), language="zh")) == texts("expert_chain", case(two(), language="zh"))


@pytest.mark.parametrize("block", ["role", "rules", "questions", "dimension", "guidance", "examples", "reply"])
def test_every_block_of_the_system_message_can_be_replaced(block):
    put("mine", system_en=f"{{% extends 'expert_chain/system.en.j2' %}}{{% block {block} %}}MINE{{% endblock %}}")

    assert "MINE" in texts("mine")[0]


@pytest.mark.parametrize("block", ["case", "reminder"])
def test_every_block_of_the_user_message_can_be_replaced(block):
    put("mine", user_en=f"{{% extends 'base/user.en.j2' %}}{{% block {block} %}}MINE{{% endblock %}}")

    assert "MINE" in texts("mine")[1]
    assert texts("mine")[1].endswith("Token: 493027")


def test_what_was_there_can_be_kept_and_added_to():
    """``super()`` is the one call there is; a block inside our loop may name the loop's variable."""
    added = "{% block guidance %}{{ super() }}Mind {{ dimension.name }}.\n{% endblock %}"
    put("mine", system_en="{% extends 'expert_chain/system.en.j2' %}" + added)

    system, _ = texts("mine", case(two()))
    assert "1. Look for warm.\nIn short:\n- yes: It is warm.\nMind Warm.\n" in system
    assert "Mind Cold.\n" in system


def test_ask_yaml_names_the_folder_to_fall_back_on_and_the_reply_form():
    """A folder with nothing else in it is a way of asking too."""
    put("short", ask="form: lines\n")
    put("mine", ask="like: short\n")
    put("other", ask="like: short\nform: label\n")
    put("empty", ask="# nothing yet\n")

    assert [load_ask(name).form for name in ("short", "mine", "other", "empty")] == ["lines", "lines", "label", "json"]
    assert load_ask("mine").like == ("short", "base")
    assert "reply form: lines" in texts("mine")[0]
    assert texts("empty")[0].startswith("You assess a written response")


def test_a_language_without_a_template_falls_back():
    """First to its base language, then to English, each time through the whole line of folders."""
    put("mine", system_zh="中文：{{ dimensions[0].question }}", system_fr="Français.")
    french = {"en": "Q", "zh": "问", "fr-CA": "Q?"}

    assert texts("mine", case(language="zh-Hans"))[0] == "中文：它warm吗？"
    assert texts("mine", case(language="en"))[0].startswith("You assess")
    read = rubric(
        {"id": "a", "name": french, "question": french, "passes_on": ["yes"]},
        title={"en": "T", "zh": "题", "fr-CA": "T"},
    )
    assert texts("mine", case(read, language="fr-CA"))[0] == "Français."
    assert texts("general", case(read, language="fr-CA"))[0].startswith("You are an impartial judge")


def test_a_folder_called_like_ours_replaces_it_whole():
    """Half of ours and half of the user's would be a third thing that nobody wrote."""
    put("expert_chain", system_en="Mine alone.")

    assert texts("expert_chain")[0] == "Mine alone."
    assert "找warm" not in texts("expert_chain", case(language="zh"))[0]
    assert find_ask("expert_chain").origin == "working directory"
    assert load_ask("expert_chain").sha256 != load_ask(str(shipped("prompts") / "expert_chain")).sha256


def test_what_we_ship_passes_the_checks_that_it_is_spared():
    """Templates of ours are parsed when they are rendered: this is where they are looked at, as they stand."""
    ways = [load_ask(name) for name in list_asks()]

    assert len(ways) >= 7
    for way in ways:
        checked = replace(way, checked=False).environment
        assert set(checked.list_templates()) == set(way.sources) == set(way.environment.list_templates())
    file, known = shipped("prompts") / CHECKED, sorted(way.sha256 for way in ways)
    if os.environ.get("PYTEST_GOLDEN") == "write":
        file.write_text(json.dumps(known, indent=1) + "\n", encoding="ascii")
    assert json.loads(file.read_text(encoding="ascii")) == known


def test_one_template_that_is_not_ours_has_all_of_them_checked():
    put("mine", system_en="Mine.")
    assert load_ask("general").checked
    assert not load_ask("mine").checked

    put("expert_chain", user_en="{{ nobody }}")
    with pytest.raises(TemplateError, match="there is no variable 'nobody' here"):
        load_ask("expert_chain")


def test_a_folder_called_like_ours_cannot_extend_what_it_hides():
    put("expert_chain", system_en=MY_ROLE)

    with pytest.raises(TemplateError, match="comes back to it") as refused:
        load_ask("expert_chain")
    assert refused.value.message.startswith(f"{Path('prompts/expert_chain/system.en.j2').absolute()}, line 1: ")
    assert "give yours another name and write like:" in refused.value.hint


def test_a_name_is_looked_up_on_the_path_then_here_then_in_what_we_ship(monkeypatch):
    found = [find_ask("general").origin]
    put("general", system_en="Here.")
    found.append(texts("general")[0])
    Path("lent/general").mkdir(parents=True)
    Path("lent/general/system.en.j2").write_text("Lent.", encoding="utf-8")
    monkeypatch.setenv("JUDGE_PATH", os.pathsep.join(["none", "lent"]))
    found.append(texts("general")[0])

    assert found == ["shipped", "Here.", "Lent."]


def test_a_path_skips_the_search():
    put("general", system_en="Here.")
    Path("elsewhere/general").mkdir(parents=True)
    Path("elsewhere/general/system.en.j2").write_text("Elsewhere.", encoding="utf-8")

    assert texts("elsewhere/general")[0] == "Elsewhere."
    assert texts(str(Path("elsewhere/general").absolute()) + "/")[0] == "Elsewhere."
    assert load_ask("./elsewhere/general").name == "general"
    with pytest.raises(NotFoundError, match="no way of asking named 'elsewhere/none'"):
        load_ask("elsewhere/none")


@pytest.mark.parametrize("name", ["expert_chian", "generl", "", "..", ".", "a b", "x" * 5_000, "a\0b"])
def test_a_name_nobody_has_is_met_with_a_near_one_or_all(name):
    with pytest.raises(NotFoundError) as error:
        load_ask(name)

    assert error.value.message.startswith("no way of asking named ")
    assert "expert_chain" in error.value.hint or "general" in error.value.hint


def test_every_way_of_asking_is_listed():
    put("mine", ask="form: lines\n")
    Path("prompts/empty").mkdir()
    Path("prompts/with space").mkdir()
    Path("prompts/with space/system.en.j2").write_text("x", encoding="utf-8")

    ours = ["all_nodes", "expert_chain", "flat", "general", "nodes", "reasons", "rule_based"]
    assert list_asks() == sorted([*ours, "mine"])


def test_a_way_says_what_one_call_asks_and_one_that_is_like_it_says_the_same():
    """Its own word first; where nothing is said, the run decides."""
    put("mine", ask="like: flat\n")
    put("other", ask="like: flat\nposes: all\n")

    assert (load_ask("mine").poses, load_ask("mine").form) == ("class", "label")
    assert (load_ask("other").poses, load_ask("nodes").poses, load_ask("expert_chain").poses) == ("all", "each", None)


def test_the_fingerprint_knows_every_template_that_may_be_used():
    """One that is only extended counts as much as one's own; the folder around it does not."""
    put("far", parts="One.{% block role %}{% endblock %}")
    put("mine", system_en="{% extends 'far/parts.j2' %}")
    before = load_ask("mine").sha256
    again = load_ask(str(Path("prompts/mine").absolute())).sha256
    put("far", parts="Two.{% block role %}{% endblock %}")

    assert before == again
    assert load_ask("mine").sha256 != before


def test_line_ends_and_byte_order_marks_change_no_prompt():
    """An editor on Windows writes both."""
    put("mine", system_en="One.\nTwo.\n")
    plain = (load_ask("mine").sha256, texts("mine"))
    Path("prompts/mine/system.en.j2").write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.\r\n")

    assert (load_ask("mine").sha256, texts("mine")) == plain


RING = {"system_en": "{% extends 'mine/user.en.j2' %}", "user_en": "{% extends 'mine/system.en.j2' %}"}
BROKEN = [
    ({"system_en": "{% extends 'base/sytem.en.j2' %}"}, "line 1: extends 'base/sytem.en.j2', which", "'system.en.j2'"),
    ({"system_en": "\n{% extends 'bse/user.en.j2' %}"}, "j2, line 2: extends 'bse/user.en.j2': no way", "known here"),
    (RING, "line 1: extends 'mine/", "give yours another name"),
    ({"system_en": "{% extends 'mine/../base/x.j2' %}"}, "line 1: extends takes a name in quotes", "write {% extends"),
    ({"system_en": "{% extends '/etc/passwd' %}"}, "line 1: extends takes a name in quotes", "write {% extends"),
    ({"system_en": "{% if form %}{% extends 'base/user.en.j2' %}{% endif %}"}, "extends one other, always", "write"),
    ({"system_en": "a\n{% if %}"}, "system.en.j2, line 2: ", "around that line"),
    ({"system_en": "{% block a %}{% endblock %}\n{% block a %}{% endblock %}"}, "block 'a' defined twice", "around"),
    ({"system_en": "x" * 70_000}, "system.en.j2, line 1: larger than 64 KiB", "shorter"),
    ({"system_en": "{{form}}" * 6_000}, "a template of more than 5000 parts", "templates may use"),
    ({"system_en": "{{ title" + " | trim" * 9_000 + " }}"}, "nesting this deep", "templates may use"),
    ({"system_en": "{{ 1e999 }}"}, "a number this large", "templates may use"),
    ({"system_en": "{{ " + "1" * 5_000 + " }}"}, "line 1: ", "around that line"),
    ({"user_en": "{{ case }}"}, "line 1: the case may only be printed through json", "write {{ case | json }}"),
    ({"user_en": "{{ case.response | json | upper }}"}, "only be printed through json", "write {{ case | json }}"),
    ({"user_en": "{% for c in case.context %}{% endfor %}"}, "only be printed through json", "write {{ case | json }}"),
    ({"user_en": "{{ token | lower }}"}, "the token may only be printed as it is", "write {{ token }}"),
    ({"ask": "likes: general\n"}, "ask.yaml, line 1: likes: no such field", "did you mean 'like'?"),
    ({"ask": "form: json\nform: lines\n"}, "ask.yaml, line 2: the key 'form' stands twice", "keep one"),
    ({"ask": "\nform: jsn\n"}, "ask.yaml, line 2: form: no such reply form", "did you mean 'json'?"),
    ({"ask": "like: [general]\n"}, "ask.yaml, line 1: like: must be the name", "did you mean 'general'?"),
    ({"ask": "poses: eahc\n"}, "ask.yaml, line 1: poses: must be class, each or all", "did you mean 'each'?"),
    ({"ask": "like: ../general\n"}, "ask.yaml, line 1: like: must be the name", "did you mean 'general'?"),
    ({"ask": "like: genral\n"}, "ask.yaml, line 1: like: no way of asking named 'genral'", "did you mean 'general'?"),
    ({"ask": "like: mine\n"}, "ask.yaml, line 1: like: is like 'mine', which comes back", "end the ring"),
    ({"ask": "- like\n"}, "ask.yaml, line 1: like: an ask.yaml has three fields", "like: expert_chain"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "says", "hint"), BROKEN)
def test_a_broken_way_of_asking_is_refused_at_load_with_file_line_and_remedy(files, says, hint):
    put("mine", **files)

    with pytest.raises(TemplateError) as refused:
        load_ask("mine")

    assert says in refused.value.message
    assert refused.value.message.startswith(str(Path("prompts/mine").absolute()))
    assert hint in refused.value.hint


def test_a_template_that_is_no_text_is_refused_with_its_line():
    put("mine", ask="")
    Path("prompts/mine/system.zh.j2").write_bytes("好\n温暖".encode("gb18030"))

    with pytest.raises(TemplateError, match=r"system\.zh\.j2, line 1: not UTF-8 text"):
        load_ask("mine")


def test_a_line_is_named_when_rendering_fails_in_what_is_extended():
    """The line of the template that is wrong, not of the one that uses it."""
    put("far", parts="One.\n{% block role %}\n{{ dimensions[7].name }}{% endblock %}")
    put("mine", system_en="{% extends 'far/parts.j2' %}")

    with pytest.raises(TemplateError, match=r"prompts/far/parts\.j2, line 3: ") as refused:
        prompt("mine")
    assert "dimensions" in refused.value.hint


def test_a_template_that_prints_nothing_is_refused():
    put("mine", system_en="{% if form == 'label' %}x{% endif %}")

    with pytest.raises(TemplateError, match=r"system\.en\.j2: renders nothing"):
        prompt("mine")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_may_not_bring_in_what_lies_elsewhere(tmp_path):
    """A folder of prompts that somebody sent must not send this machine's files to a provider."""
    private = tmp_path / "private.txt"
    private.write_text("my diary", encoding="utf-8")
    put("mine", ask="")
    Path("prompts/mine/system.en.j2").symlink_to(private)
    Path("prompts/ring").mkdir()
    Path("prompts/ring/system.en.j2").symlink_to(Path("prompts/ring/system.en.j2").absolute())
    put("good", system_en="Good.")
    Path("prompts/also").mkdir()
    Path("prompts/also/system.en.j2").symlink_to(Path("prompts/good/system.en.j2").absolute())

    for name in ("mine", "./prompts/mine", "ring"):
        with pytest.raises(TemplateError, match="is a link that leads out of its folder"):
            load_ask(name)
    assert texts("also")[0] == "Good."
