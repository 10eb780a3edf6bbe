"""S26: twelve known cases beside every run; a judge that fails them is marked everywhere, an honest one is not."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from canary_cases import OWN, always, evaluated, fates, gullible, judging, said, taken_by_silence

import judge
from judge.cli.app import run
from judge.known_cases import canaries
from judge.library import load_rubric
from judge.scenario import Response, Turn
from judge.store.run import Run
from judge.testing import Canned, LoopbackServer, StandIn

GENERAL = ["empty", "full_stop", "thought_process", "apology", "known_fail", "known_pass", "injection"]
PSYCRISIS = ["asks_directly", "breathing_only", "referral_only", "open_question", "off_topic"]


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")


def test_twelve_known_cases_are_judged_beside_the_data_and_counted_nowhere_in_it(capsys):
    """The empty one is really sent; the two languages of the data take turns."""
    with LoopbackServer(StandIn(seed=1)) as server:
        code = evaluated(server, "--json")
        requests = server.requests

    document = said(capsys)
    assert (code, requests) == (0, 2 + 12)
    assert list(fates(document)) == [*GENERAL, *PSYCRISIS]
    assert set(fates(document).values()) == {"passed"}
    assert {row["language"] for row in document["canaries"]["rows"]} == {"en", "zh"}
    assert document["canaries"]["status"] == "passed"
    assert document["coverage"][0]["asked"] == 2 * 5
    assert len(list(Run("run").call_rows())) == 2


def test_a_finished_run_asks_no_known_case_again(capsys):
    with LoopbackServer(StandIn(seed=1)) as server:
        evaluated(server)
        before = server.requests
        code = evaluated(server, "--json")

    assert (code, server.requests) == (0, before)
    assert len(fates(json.loads(capsys.readouterr().out.splitlines()[-1]))) == 12


@pytest.mark.parametrize(
    ("rule", "failed"),
    [
        (lambda *_: "yes", {"empty", "full_stop", "thought_process", "apology", "known_fail", "injection"}),
        (lambda *_: "no", {"known_pass"}),
        (gullible, {"injection", "known_pass"}),
        (taken_by_silence, {"empty", "full_stop", "thought_process", "known_pass"}),
    ],
    ids=["passes everything", "fails everything", "obeys what it reads", "takes silence for the best answer"],
)
def test_a_judge_that_does_not_judge_is_caught_by_the_general_cases(rule, failed, capsys):
    """Under any rubric: what offers nothing gets no full credit, a note to the assessor changes nothing."""
    with LoopbackServer(judging(rule)) as server:
        code = evaluated(server, "--json")

    document = said(capsys)
    general = {name: fate for name, fate in fates(document).items() if name in GENERAL}
    assert {name for name, fate in general.items() if fate == "failed"} == failed
    assert (code, document["exit_code"], document["canaries"]["status"]) == (6, 6, "failed")


def test_a_run_whose_canaries_failed_says_so_in_every_place(capsys):
    """Terminal, JSON, page, exit code; in both languages."""
    with LoopbackServer(always("yes")) as server:
        code = evaluated(server)
    out, err = capsys.readouterr()
    run(["report", "run"])
    run(["report", "run", "--ui", "zh", "-o", "zh.html"])
    capsys.readouterr()
    run(["scores", "run", "--json"])
    scores = said(capsys)

    assert code == 6
    assert "CANARIES FAILED: 11 of 12" in err
    assert "brushing the person off" in out
    assert scores["canaries"]["failed"] == 11
    assert any("11 of 12 canaries were not judged as they should be" in note for note in scores["notes"])
    page, zh = Path("run/report.html").read_text(encoding="utf-8"), Path("zh.html").read_text(encoding="utf-8")
    assert 'class="banner canaries-failed"' in page
    assert "11 of 12 known cases" in page
    assert "12 条中有 11 条判断不当" in zh


@pytest.mark.parametrize("command", ["scores", "agreement", "operating", "rationales", "status"])
def test_every_table_of_a_run_whose_canaries_failed_carries_the_mark_in_its_json(command, capsys):
    """Whoever reads only one of them, by a program, is told; and a table says it in words."""
    with LoopbackServer(always("yes")) as server:
        evaluated(server)
    ids = sorted({row["response_id"] for row in Run("run").judgment_rows()})
    labels = [f"{i},empathy,{rater},{('yes', 'no')[n]}" for n, i in enumerate(ids) for rater in ("ann", "bo")]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")
    labelled = ["--labels", "labels.csv", "--replicates", "100"] if command in ("agreement", "operating") else []
    capsys.readouterr()

    code = run([command, "run", *labelled, "--json"])
    document = said(capsys)

    assert code == 0
    assert (document["canaries"]["status"], document["canaries"]["failed"]) == ("failed", 11)
    assert command == "status" or any("11 of 12 canaries were not judged" in note for note in document["notes"])


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["gate", "run", "--labels", "labels.csv", "--require", "coverage >= 0"], None),
        (["compare", "run", "--labels", "labels.csv", "--replicates", "100"], ["failed"]),
        (["diff", "run", "run"], ["failed", "failed"]),
    ],
)
def test_so_does_what_compares_and_a_gate_that_would_hold_ends_with_6(command, status, capsys):
    """Whoever relies on the exit code alone is not told that all is well."""
    with LoopbackServer(always("yes")) as server:
        evaluated(server)
    ids = sorted({row["response_id"] for row in Run("run").judgment_rows()})
    labels = [f"{i},empathy,{rater},yes" for i in ids for rater in ("ann", "bo")]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")
    if command[0] == "compare":  # it takes two to be compared
        run(["evaluate", "my.csv", "-r", "psycrisis", "-j", "baseline/always-pass", "-o", "run"])
    capsys.readouterr()
    code = run([*command, "--json"])
    document = said(capsys)

    assert any("11 of 12 canaries were not judged as they should be" in note for note in document["notes"])
    if status is None:
        assert (code, document["passed"], document["canaries"]["status"]) == (6, True, "failed")
    else:
        assert (code, document["canaries"]) == (0, status)


def test_a_rubrics_own_cases_name_their_answers_and_no_others(capsys):
    """What is not named may be answered in any way; without an id a case goes by its number."""
    Path("small.yaml").write_text(OWN, encoding="utf-8")
    with LoopbackServer(judging(lambda d, text: "yes" if d == "asks" and "?" in text else "no")) as server:
        code = evaluated(server, "--json", rubric="small.yaml")

    rows = {row["canary"]: row for row in said(capsys)["canaries"]["rows"]}
    assert code == 6
    assert rows["plain_question"]["status"] == "passed"
    assert rows["canary_3"]["status"] == "passed"
    assert (rows["reproach"]["status"], rows["reproach"]["wrong"]) == ("failed", ["blames"])
    assert rows["reproach"]["expected"] == {"asks": "no", "blames": "yes"}
    assert rows["reproach"]["said"] == {"asks": "no", "blames": "no"}


def test_silence_commits_no_fault(capsys):
    """A harm item passes for an empty reply, as it does in the data: only credit is held against the judge."""
    with LoopbackServer(judging(lambda *_: "no")) as server:
        evaluated(server, "--json", rubric="crisis_response")

    document = said(capsys)
    assert fates(document)["empty"] == fates(document)["known_fail"] == "passed"


def test_what_cannot_be_read_is_not_passed(capsys):
    """A refusal of the note is shown as one, and fails the run."""
    honest = StandIn(seed=1)

    def refuses_notes(body):
        return Canned.ok("I'm sorry, but I can't help with that.") if "assessor" in str(body) else honest(body)

    with LoopbackServer(refuses_notes) as server:
        code = evaluated(server, "--json")

    document = said(capsys)
    assert (code, document["canaries"]["status"]) == (6, "failed")
    assert {name for name, fate in fates(document).items() if fate == "unread"} == {"injection"}


def test_no_reply_is_no_verdict_and_a_resume_asks_again(capsys):
    down = [True]
    honest = StandIn(seed=1)

    with LoopbackServer(lambda body: Canned.failure(401) if down[0] else honest(body)) as server:
        evaluated(server, "--json")
        first = said(capsys)
        down[0] = False
        code = evaluated(server, "--json")

    assert first["canaries"]["status"] == "unfinished"
    assert set(fates(first).values()) == {"unasked"}
    assert (code, said(capsys)["canaries"]["status"]) == (0, "passed")


def test_a_smaller_job_on_a_larger_run_asks_no_other_cases():
    """The data of `--limit 1` are in one language; the cases stay those of the whole run."""
    with LoopbackServer(StandIn(seed=1)) as server:
        evaluated(server)
        before = server.requests
        evaluated(server, "--limit", "1")

    assert server.requests == before


def test_turned_off_they_are_not_asked_and_everything_says_so(capsys):
    with LoopbackServer(always("yes")) as server:
        code = evaluated(server, "--no-canaries", "--json")
        requests = server.requests
    document = said(capsys)
    run(["report", "run"])

    assert (code, requests, document["canaries"]) == (0, 2, {"status": "off"})
    assert json.loads(Path("run/run.json").read_text(encoding="utf-8"))["settings"]["canaries"] is False
    assert any("--no-canaries" in note for note in document["notes"])
    assert "--no-canaries" in Path("run/report.html").read_text(encoding="utf-8")
    assert not Path("run/canaries").exists()


def test_baselines_are_asked_nothing(capsys):
    Path("my.csv").write_text("user,assistant\nI cannot sleep.,Try to relax.\n", encoding="utf-8")

    code = run(["evaluate", "my.csv", "-r", "psycrisis", "-j", "baseline/always-pass", "-o", "run", "--json"])

    assert (code, said(capsys)["canaries"]) == (0, None)
    assert not Path("run/canaries").exists()


def test_they_are_priced_before_and_count_against_the_limit_but_not_as_asked(capsys):
    price = "{prompt: 1000, completion: 1000}"
    with LoopbackServer(StandIn(seed=1)) as server:
        judges = f"judges:\n  - {{model: openai/m, api_base: '{server.url}', price: {price}}}\n"
        Path("run.yaml").write_text(f"rubric: psycrisis\nmin_coverage: 0\n{judges}", encoding="utf-8")
        Path("my.csv").write_text("user,assistant\nI cannot sleep.,Try to relax.\n", encoding="utf-8")
        command = ["evaluate", "my.csv", "--settings", "run.yaml", "-o", "run", "--json"]
        run([*command, "--dry-run"])
        rows = {row["part"]: row for row in said(capsys)["rows"]}
        run(command)
        document = said(capsys)

    assert (rows["data"]["calls"], rows["canaries"]["calls"]) == (1, 12)
    assert rows["canaries"]["cost_usd"][0] > rows["data"]["cost_usd"][0]
    assert document["spent_usd"] == pytest.approx(
        document["canaries"]["cost_usd"] + sum(row["cost_usd"] for row in Run("run").call_rows())
    )


def test_no_more_calls_are_in_flight_than_allowed():
    """With one call at a time the known cases come first, and the data after them."""
    with LoopbackServer(StandIn(seed=1), latency=0.01) as server:
        evaluated(server, "--concurrency", "1")

    came = [request.at for request in server.received]
    assert len(came) == 2 + 12
    assert min(after - before for before, after in pairwise(came)) >= 0.01


def test_from_python_they_are_on_too():
    with LoopbackServer(always("yes")) as server:
        responses = [Response("r", "s", "alder", (Turn("user", "I feel low"),), "I hear you")]
        made = judge.evaluate(responses, "psycrisis", [judge.LLMJudge("openai/m", api_base=server.url)], folder="run")

    assert judge.scores(made).about["canaries"]["status"] == "failed"


@pytest.mark.parametrize(
    "more", ["general_canaries: false\n", "unit: user_turn\n", "general_canaries: false\ncanaries: [{zh}]\n"]
)
def test_a_run_that_no_known_case_fits_says_so_once(more, capsys):
    """On the terminal before anything is asked, and as a note in the JSON; also where they are in other languages."""
    own = 'response: 你好。, answers: {asks: "no"}, language: zh'
    text = re.sub("{en: (.*)}", r"{zh: \1, en: \1}", OWN.split("canaries:")[0]) + more.replace("zh", own)
    Path("small.yaml").write_text(text, encoding="utf-8")
    Path("my.csv").write_text("user,assistant\nI cannot sleep.,Try to relax.\n", encoding="utf-8")
    with LoopbackServer(always("yes")) as server:
        command = ["evaluate", "my.csv", "-r", "small.yaml", "-j", "openai/m", "--api-base", server.url, "-o", "run"]
        run([*command, "--json"])
        document, asked = said(capsys), server.requests
        run([*command, "--ui", "zh"])
        err = capsys.readouterr().err
        run([*command[:-1], "off", "--no-canaries", "--json"])

    note = "no known case fits 'small'"
    assert (asked, document["canaries"]) == (1, None)
    assert [n.split(",")[0] for n in document["notes"]].count(note) == 1
    assert "没有适用于" in err.replace("\n", "")
    assert note not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["appropriateness", "scenario_criteria"])
def test_what_offers_nothing_is_tried_where_the_general_cases_do_not_fit(name):
    """On a scale of which no answer passes, and on criteria of each scenario: silence, an apology, a note."""
    kinds = {case.name for case in canaries(load_rubric(name), ["en", "zh"])}

    assert {"empty_reply", "full_stop", "thought_process", "apology_only", "note_to_the_assessor"} < kinds
