"""``judge forget``: a person's words are gone, and what remains is a count."""

from pathlib import Path

from cli_cases import a_reply, a_run, jsonl, ran, some_responses

from judge.store.run import read_run


def everything_in(folder):
    return b"".join(f.read_bytes() for f in sorted(Path(folder).rglob("*")) if f.is_file())


def test_the_words_and_everything_made_from_them_are_gone(capsys):
    """From the whole folder: the response, the judge's reply about it, and the report that may quote both."""
    a_run(replies=lambda m: a_reply(m, rationale="a reason about " + m[-1].content.split("I hear you ")[1][0]))
    Path("run/report.html").write_text("I hear you 1", encoding="utf-8")

    done = ran(capsys, "forget", "run", "--response", "r1")

    assert done.code == 0
    assert done.out == (
        "Removed, with every call and judgment made from it. This run has forgotten 1 response in all.\n"
    )
    assert b"I hear you 0" in everything_in("run")
    for word in (b"I hear you 1", b"I feel low 1", b"a reason about 1", b'"r1"'):
        assert word not in everything_in("run")
    assert [r.id for r in read_run("run").responses()] == ["r0", "r2"]


def test_what_was_exported_before_is_not_touched_and_that_is_said(capsys):
    """Whoever promised a deletion must know where else to look."""
    a_run()
    ran(capsys, "export", "run", "-o", "out.jsonl")

    done = ran(capsys, "forget", "run", "--response", "r1", "--json")

    assert done.document == {"run": "run", "forgotten": 1}
    assert "Not touched: exports" in done.err
    assert len(jsonl(Path("out.jsonl").read_text(encoding="utf-8"))) == 6
    assert {r["response_id"] for r in jsonl(ran(capsys, "export", "run").out)} == {"r0", "r2"}


def test_a_resume_does_not_bring_it_back(capsys):
    a_run()
    ran(capsys, "forget", "run", "--response", "r1")

    again = a_run(responses=some_responses(4))

    assert [r.id for r in again.responses()] == ["r0", "r2", "r3"]
    assert ran(capsys, "forget", "run", "--response", "r3", "--json").document["forgotten"] == 2


def test_a_response_the_run_does_not_hold_changes_nothing(capsys):
    run = a_run()
    before = list(run.judgment_rows())

    done = ran(capsys, "forget", "run", "--response", "r11")

    assert (done.code, done.out) == (2, "")
    assert "this run holds no response 'r11'" in done.err
    assert list(run.judgment_rows()) == before


def test_it_asks_for_a_response_and_for_a_run(capsys):
    assert "Missing option '--response'" in ran(capsys, "forget", "run").err
    assert "no run in 'run'" in ran(capsys, "forget", "run", "--response", "r1").err
    assert not Path("run").exists()


def test_it_speaks_chinese_too(capsys):
    a_run()

    assert "累计删除 1 条回复" in ran(capsys, "forget", "run", "--response", "r0", "--ui", "zh").out
