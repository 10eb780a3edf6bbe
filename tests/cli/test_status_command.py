"""``judge status``: where a run stands, at any moment, cheaply."""

import subprocess
import sys

from cli_cases import ran
from recovery_cases import DOWN, REFUSED, UNREADABLE, LoopbackServer, answering, judged, moved

from judge.store.locking import locked
from judge.store.run import read_run


def test_everything_that_was_asked_is_accounted_for(capsys):
    """What is read, what is not and why, who asks it again, and what it took."""
    with LoopbackServer(answering({1: REFUSED, 2: UNREADABLE, 3: DOWN})) as server:
        judged(server)

    found = ran(capsys, "status", "run", "--json").document

    assert (found["asked"], found["made"], found["read"]) == (8, 8, 2)
    assert found["states"] == {"scored": 2, "refused_model": 2, "malformed": 2, "failed_transport": 2}
    assert [(row["state"], row["asked_again_by"]) for row in found["unread"]] == [
        ("failed_transport", "resume"), ("malformed", "retry"), ("refused_model", "retry"),
    ]  # fmt: skip
    assert found["resume"]["judgments"] == found["resume"]["asked_again"] == 2
    assert (found["resume"]["calls_at_most"], found["resume"]["left_as_they_are"]) == (1, 6)
    assert found["working"] == {"holder": None, "helpers": []}


def test_a_resume_asks_what_status_said(capsys):
    """Else the number would be a guess."""
    with LoopbackServer(answering({1: REFUSED, 3: DOWN})) as server:
        judged(server)
    expected = ran(capsys, "status", "run", "--json").document["resume"]["calls_at_most"]
    with LoopbackServer(answering()) as server:
        moved(server)
        judged(server)

        assert server.requests == expected == 1
    assert ran(capsys, "status", "run", "--json").document["resume"]["judgments"] == 0


def test_money_and_tokens_are_added_up_and_an_unknown_price_is_no_zero(capsys):
    """A server nobody knows a price of: its calls are counted, their cost is unknown."""
    usage = {"prompt_tokens": 1000, "completion_tokens": 200, "prompt_tokens_details": {"cached_tokens": 900},
             "completion_tokens_details": {"reasoning_tokens": 50}}  # fmt: skip
    with LoopbackServer(answering(usage=usage)) as server:
        judged(server)

    found = ran(capsys, "status", "run", "--json").document

    assert (found["calls"], found["unpriced_calls"]) == (4, 4)
    assert found["cost_usd"] is None
    assert (found["prompt_tokens"], found["completion_tokens"], found["reasoning_tokens"]) == (4000, 800, 200)
    assert (found["cached_tokens"], found["cached_share"]) == (3600, 0.9)
    shown = ran(capsys, "status", "run").out
    assert "4 calls whose price is not known" in shown
    assert "3,600 (90%)" in shown


def test_counted_tokens_stand_beside_the_estimate(capsys):
    with LoopbackServer(answering(usage={"prompt_tokens": 700, "completion_tokens": 20})) as server:
        judged(server)

    (found,) = ran(capsys, "status", "run", "--json").document["estimated"]

    assert (found["judge"], found["calls"], found["counted"]) == ("strict", 4, 2800)
    assert 0.5 < found["estimated"] / found["counted"] < 2
    assert "prompt tokens of strict: 2,800 counted" in ran(capsys, "status", "run").out


def test_a_run_that_is_being_written_says_by_whom_and_can_be_looked_at(capsys):
    with LoopbackServer(answering()) as server:
        run = judged(server)

    with locked(run.folder):
        found = ran(capsys, "status", "run", "--json")
        assert found.document["working"]["holder"].startswith("process ")
        assert "being worked on by process" in ran(capsys, "status", "run").out
        assert found.document["read"] == 8

    assert ran(capsys, "status", "run", "--json").document["working"]["holder"] is None


def test_it_is_said_in_chinese_too(capsys):
    with LoopbackServer(answering({1: REFUSED, 3: DOWN})) as server:
        judged(server)

    done = ran(capsys, "status", "run", "--ui", "zh")

    assert "目前没有进程在处理" in done.out
    assert "模型拒答" in done.out
    assert "judge retry run --state refused_model" in done.out


def test_no_run_is_said_to_be_none(capsys):
    done = ran(capsys, "status", "nowhere")

    assert (done.code, done.out) == (2, "")
    assert "no run in 'nowhere'" in done.err


def test_looking_loads_no_model_library_and_no_frames():
    with LoopbackServer(answering()) as server:
        judged(server)
    code = (
        "import sys; from judge.cli.app import run; run(['status', 'run']);"
        "heavy = {'litellm', 'pandas', 'numpy', 'aiohttp', 'httpx', 'openai'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert read_run("run").forgotten == 0
