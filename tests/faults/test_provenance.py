"""What a judgment is of: forty changes to a study, of which twenty-four mean something and sixteen do not.

A meaningful change is never mixed in quietly: a run refuses it, or asks again beside what is there. A meaningless one
costs nothing: no call, and the same export to the byte.
"""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from faults_cases import LIKE_A_KEY, RUBRIC, figures, ran, rows_of, write_jsonl

from judge.testing import LoopbackServer, StandIn

STUDY = {
    "judges": [{"name": "m", "model": "openai/stand-in", "params": {"temperature": 0}}],
    "canaries": False,
    "min_coverage": 0,
}
ASK = Path("prompts/ours")
PLAIN = '{% extends "general/system.en.j2" %}\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A finished run of three responses in a folder, and the server that was asked."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch, LoopbackServer(StandIn(seed=4)) as server:
        patch.chdir(folder)
        patch.setenv("OPENAI_API_KEY", LIKE_A_KEY)
        Path("small.yaml").write_text(RUBRIC, encoding="utf-8")
        write_jsonl("responses.jsonl", rows_of(3))
        study = json.loads(json.dumps(STUDY))
        study["judges"][0]["api_base"] = server.url
        Path("run.yaml").write_text(json.dumps(study), encoding="utf-8")
        assert judged().code == 0
        assert server.requests == 3
        yield folder, server


@pytest.fixture(scope="module")
def tried():
    """How many changes of each kind ended as they should; printed when all have been tried."""
    count = Counter()
    yield count
    figures(f"S18 provenance: {count['seen']} meaningful changes seen, {count['free']} meaningless ones free")


@pytest.fixture
def study(made, monkeypatch):
    """A copy of it in the working directory; how many calls were paid for since."""
    folder, server = made
    shutil.copytree(folder, ".", dirs_exist_ok=True)
    monkeypatch.setenv("OPENAI_API_KEY", LIKE_A_KEY)
    monkeypatch.setenv("OTHER_KEY", LIKE_A_KEY)
    before = server.requests
    return lambda: server.requests - before


def judged(*more, responses="responses.jsonl", rubric="small.yaml", out="run"):
    return ran("evaluate", responses, "-r", rubric, "--settings", "run.yaml", "--ask", "general", "-o", out, *more)


def exported(run="run"):
    ran("export", run, "-o", "now.jsonl")
    return Path("now.jsonl").read_bytes()


def rubric(old, new):
    text = Path("small.yaml").read_text(encoding="utf-8")
    assert text.count(old) >= 1
    Path("small.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")


def first(**fields):
    """Another first response."""
    rows = rows_of(3)
    rows[0] |= fields
    write_jsonl("responses.jsonl", [{k: v for k, v in row.items() if v is not None} for row in rows])


def settings(change):
    study = json.loads(Path("run.yaml").read_text(encoding="utf-8"))
    change(study)
    Path("run.yaml").write_text(json.dumps(study), encoding="utf-8")


def one_judge(**fields):
    settings(lambda study: study["judges"][0].update(fields))


MEANINGFUL = {
    "a word of the response": lambda: first(response="I hear you 1"),
    "a space in the response": lambda: first(response="I hear you 0. "),
    "the same letters, composed otherwise": lambda: first(response="I he\u0301ar you 0."),
    "a word of the context": lambda: first(context="A long day."),
    "turns instead of a context": lambda: first(context=None, turns=[{"role": "user", "content": "Long day 0."}]),
    "the response's language": lambda: first(language="zh"),
    "a tag": lambda: first(tags={"risk": "high"}),
    "a response more": lambda: write_jsonl("responses.jsonl", rows_of(4)),
    "another id": lambda: first(id="r0b"),
    "the rubric's version": lambda: rubric('version: "1.0"', 'version: "1.1"'),
    "a word of a question": lambda: rubric("Is it warm?", "Is it truly warm?"),
    "a question's other language": lambda: rubric("温暖吗？", "它温暖吗？"),
    "which answer passes": lambda: rubric('passes_on: ["no"]', 'passes_on: ["yes"]'),
    "a step": lambda: rubric("    evidence: quote", '    evidence: quote\n    steps: [{en: "Look.", zh: "看。"}]'),
    "no evidence": lambda: rubric("    evidence: quote\n", ""),
    "a dimension that is critical": lambda: rubric("  - id: cold", "  - critical: true\n    id: cold"),
    "the model": lambda: one_judge(model="openai/other"),
    "the judge's name": lambda: one_judge(name="n"),
    "a parameter": lambda: one_judge(params={"temperature": 1}),
    "a parameter more": lambda: one_judge(params={"temperature": 0, "top_p": 0.5}),
    "whether a form is enforced": lambda: one_judge(structured="never"),
    "the reply form": lambda: settings(lambda s: s.update(reply="lines")),
    "one call a dimension": lambda: settings(lambda s: s.update(per="dimension")),
    "the language judged in": lambda: settings(lambda s: s.update(language="zh")),
    "another repeat": lambda: settings(lambda s: s.update(repeats=2)),
    "the endpoint": lambda: one_judge(api_base="http://localhost:9/v1"),
}


def reordered():
    write_jsonl("responses.jsonl", rows_of(3)[::-1])
    return ()


def as_array():
    Path("responses.json").write_text(json.dumps(rows_of(3), indent=1), encoding="utf-8")
    return "responses.json"


def with_more():
    write_jsonl("responses.jsonl", [{**row, "metadata": {"n": 1}} for row in rows_of(3)])


def keys_turned():
    text = Path("responses.jsonl").read_text(encoding="utf-8")
    rows = [dict(reversed(json.loads(line).items())) for line in text.splitlines()]
    write_jsonl("responses.jsonl", rows)


def windows_lines():
    content = Path("responses.jsonl").read_bytes()
    Path("responses.jsonl").write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))


def commented():
    text = Path("small.yaml").read_text(encoding="utf-8")
    Path("small.yaml").write_text("# what we asked\n" + text.replace("title:", "title:   ") + "\n\n", encoding="utf-8")


def moved():
    Path("results").mkdir()
    Path("run").rename("results/moved")
    return {"out": "results/moved"}


def other_place():
    Path("rubrics").mkdir()
    Path("small.yaml").rename("rubrics/renamed.yaml")
    return {"rubric": "rubrics/renamed.yaml"}


MEANINGLESS = {
    "the order of the file": reordered,
    "a JSON array instead of lines": as_array,
    "fields nobody reads": with_more,
    "the order of its fields": keys_turned,
    "Windows' line ends and a byte order mark": windows_lines,
    "comments and blanks in the rubric": commented,
    "the rubric's place": other_place,
    "the run's place": moved,
    "how many calls at once": lambda: settings(lambda s: s.update(concurrency=1)),
    "requests a minute": lambda: settings(lambda s: s.update(rpm=600)),
    "tokens a minute": lambda: settings(lambda s: s.update(tpm=1_000_000)),
    "how much must be read": lambda: settings(lambda s: s.update(min_coverage=0.5)),
    "where texts may go": lambda: settings(lambda s: s.update(egress="loopback")),
    "the price": lambda: one_judge(price={"prompt": 1, "completion": 1}),
    "how long to wait": lambda: one_judge(timeout=7),
    "where the key stands": lambda: one_judge(api_key_env="OTHER_KEY"),
    "the route": lambda: settings(lambda s: s.update(route="litellm")),
    "a limit of as many": lambda: settings(lambda s: s.update(limit=3)),
}


@pytest.mark.parametrize("name", MEANINGFUL)
def test_a_meaningful_change_is_refused_or_asked_beside(name, study, tried):
    before = exported()
    MEANINGFUL[name]()

    done = judged()

    refused = done.code == 2 and bool(re.search(r"changed|was made with", done.err)) and "-o ANOTHER_FOLDER" in done.err
    added = done.code in (0, 3, 6) and set(before.splitlines()) < set(exported().splitlines())
    assert refused or added, done.err
    if refused:
        assert study() == 0
        assert exported() == before
    tried["seen"] += 1


@pytest.mark.parametrize("name", MEANINGLESS)
def test_a_meaningless_change_asks_nothing_and_changes_nothing(name, study, tried):
    before = exported()
    given = MEANINGLESS[name]()
    more = {"responses": given} if isinstance(given, str) else given if isinstance(given, dict) else {}

    done = judged(**more)

    assert done.code == 0, done.err
    assert study() == 0
    assert exported(more.get("out", "run")) == before
    tried["free"] += 1


def test_a_changed_template_is_refused(study, tried):
    """The words of the prompt are part of the judgment, wherever they stand."""
    ASK.mkdir(parents=True)
    (ASK / "ask.yaml").write_text("like: general\n", encoding="utf-8")
    (ASK / "system.en.j2").write_text(PLAIN, encoding="utf-8")
    done = ran_with_ours()
    assert done.code == 0, done.err
    asked = study()
    (ASK / "system.en.j2").write_text(PLAIN + "{# and more #}", encoding="utf-8")

    done = ran_with_ours()

    assert done.code == 2, done.err
    assert "changed" in done.err
    assert (asked, study()) == (3, 3)
    tried["seen"] += 1


def ran_with_ours():
    return ran(
        "evaluate", "responses.jsonl", "-r", "small.yaml", "--settings", "run.yaml", "--ask", "ours", "-o", "ours"
    )


def test_there_are_forty_changes():
    assert len(MEANINGFUL) >= 24
    assert len(MEANINGLESS) >= 16
