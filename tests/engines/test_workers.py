"""Several processes do one job in shares: the same judgments, each asked once, whatever becomes of a worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from crew_cases import RUBRIC, asked, responses

import judge
from judge.case import Case
from judge.engines.shares import Share
from judge.engines.workers import packed
from judge.errors import SettingsError
from judge.evaluation import prepare
from judge.settings import Price
from judge.store.locking import locked
from judge.store.schema import connect
from judge.testing import LoopbackServer, StandIn

LISTENING = '''\
"""A judge of the user's own, in a module of its own."""


class Listening:
    name = "listening"

    async def decide(self, cases):
        from judge.judgment import scored

        for case in cases:
            for dimension in case.dimensions:
                yield scored(case, dimension, ("no", "yes")["hear" in case.response.response])

    def identity(self):
        return {"model": "listening"}
'''
SCRIPT = """\
import judge
from judge.scenario import Response

said = [Response(f"r{n}", "s", "c", (), f"I hear you {n}.", context="Long day.") for n in range(60)]
of_the_script = judge.ScriptedJudge(lambda response, dimension, repeat: "yes")
run = judge.evaluate(said, "small.yaml", [of_the_script], folder="run", workers=3)
print(run.judgments()["state"].value_counts().to_dict())
"""


@pytest.fixture(autouse=True)
def study(own_world, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    Path("small.yaml").write_text(RUBRIC)
    Path("listening.py").write_text(LISTENING)
    monkeypatch.syspath_prepend(str(own_world))


def states(folder="run"):
    with closing(connect(Path(folder))) as db:
        return Counter(dict(db.execute("SELECT state, count(*) FROM judgments WHERE final GROUP BY state")))


def helpers(folder="run"):
    with closing(connect(Path(folder))) as db:
        return [state for (state,) in db.execute("SELECT state FROM helpers ORDER BY helper")]


def test_workers_judge_what_one_process_would(monkeypatch):
    """The same verdicts whoever asks; each case asked once, by the server's own count; no chance in who does what."""
    with LoopbackServer(StandIn()) as server:
        one = judge.evaluate(responses(80), "small.yaml", [asked(server)], folder="one", canaries=False)
        assert server.requests == 80
        two = judge.evaluate(responses(80), "small.yaml", [asked(server)], folder="two", workers=2, canaries=False)

        assert (server.requests, server.distinct) == (160, 80 + 80)
    columns = ["response_id", "dimension", "state"]
    assert one.judgments()[columns].equals(two.judgments()[columns])
    assert helpers("two") == ["finished", "finished"]


def test_a_script_with_a_judge_of_its_own_can_use_workers():
    """No guard, no module: a process with one thread is forked, and takes any judge as it is."""
    Path("script.py").write_text(SCRIPT)

    done = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=False)

    assert (done.stdout, done.returncode) == ("{'scored': 60}\n", 0), done.stderr


def test_a_process_with_threads_sends_its_judges():
    """As in a notebook: nothing is forked, and a judge that stands in a module is found there."""
    from listening import Listening  # noqa: PLC0415 - written by this test

    idle = threading.Event()
    thread = threading.Thread(target=idle.wait)
    thread.start()
    run = judge.evaluate(responses(60), "small.yaml", [Listening()], folder="run", workers=2)
    idle.set()
    thread.join()

    assert run.judgments()["answer"].tolist() == ["yes"] * 60


def test_a_judge_that_cannot_be_sent_is_refused_with_a_way_out():
    """What stands in a notebook's cell cannot be found by another process."""

    class Unsendable:
        name = "of a cell"
        keeps = threading.Lock()

        def __init__(self):
            self.own = threading.Lock()

        async def decide(self, cases):
            yield cases

        def identity(self):
            return {"model": "cell"}

    job = prepare(responses(2), "small.yaml", [Unsendable()])
    with pytest.raises(SettingsError, match="cannot be sent") as refused:
        packed(job.with_share(Share()), Path("run"), ())
    assert "module of its own" in refused.value.hint


def test_a_budget_is_one_for_all_workers():
    """Eight in flight in three processes, and not a cent more than was allowed."""
    price = Price(prompt=0, completion=1000)
    with LoopbackServer(StandIn(), latency=0.01) as server:
        costly = asked(server, price=price, params={"max_tokens": 100})
        run = judge.evaluate(
            responses(200), "small.yaml", [costly], folder="run", workers=3, max_cost=1.0, canaries=False
        )
    _, spent, unpriced = run.spending()

    assert 0.2 < spent <= 1.0  # 8 in flight, 0.1 set aside for each
    assert unpriced == 0
    assert set(helpers()) == {"gone"}


def test_a_bug_in_a_worker_is_shown_as_one():
    """Whatever a judge of the user's raises before it asks ends the run with its own words."""
    with LoopbackServer(StandIn()) as server:
        job = prepare(responses(8), "small.yaml", [Breaking(server)], workers=2, canaries=False)

        with pytest.raises(RuntimeError, match="nothing to say"):
            job.run("run")
    with locked(Path("run")):
        pass


class Breaking(judge.LLMJudge):
    """A judge that breaks down once it has been prepared."""

    def __init__(self, server):
        super().__init__("openai/breaking", ask="expert_chain", api_base=server.url)
        self.prepared = 0

    def ask(self, case: Case):
        self.prepared += 1
        if self.prepared > 2:
            raise RuntimeError("nothing to say")
        return super().ask(case)


COMMAND = ["-m", "judge", "evaluate", "r.jsonl", "-r", "small.yaml", "-j", "openai/s", "--no-canaries", "-o", "run"]


class Started:
    """The command at work with two workers, each answer taking a while."""

    def __init__(self, server, count):
        lines = [f'{{"id": "r{n}", "candidate": "c", "context": "x", "response": "y {n}"}}\n' for n in range(count)]
        Path("r.jsonl").write_text("".join(lines))
        self.server = server
        self.more = ["--api-base", server.url, "--workers", "2", "--concurrency", "8"]
        self.process = subprocess.Popen(
            [sys.executable, *COMMAND, *self.more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def wait_for(self, requests):
        until = time.monotonic() + 60
        while self.server.requests < requests and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)

    def workers(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def again(self):
        return subprocess.run([sys.executable, *COMMAND, *self.more], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc for the workers of a process")
def test_a_worker_that_is_killed_loses_nothing_but_what_was_in_flight():
    """Another takes its place: the run ends as if nothing had happened, and what was answered is not asked again."""
    with LoopbackServer(StandIn(), latency=0.02) as server:
        started = Started(server, 160)
        started.wait_for(40)
        os.kill(started.workers()[0], signal.SIGKILL)
        _, err = started.process.communicate(timeout=120)

        assert started.process.returncode in (0, 6), err
        assert server.distinct == 160
        assert server.requests <= 160 + 4
    assert states().total() == 160


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc for the workers of a process")
def test_workers_end_with_their_parent_and_the_run_goes_on_at_once():
    """Kill -9 on the parent leaves nobody behind who would write, hold the folder or pay."""
    with LoopbackServer(StandIn(), latency=0.02) as server:
        started = Started(server, 160)
        started.wait_for(40)
        workers = started.workers()
        started.process.kill()
        started.process.communicate()
        done = started.again()

        assert len(workers) == 2
        assert done.returncode in (0, 6), done.stderr
        assert server.distinct == 160
        assert server.requests <= 160 + 8
    assert states().total() == 160
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


def test_ctrl_c_lets_every_worker_finish_what_is_in_flight():
    """Once, for the whole terminal: nothing is lost, nothing is paid twice, and the exit code says so."""
    with LoopbackServer(StandIn(), latency=0.02) as server:
        started = Started(server, 160)
        started.wait_for(40)
        started.process.send_signal(signal.SIGINT)
        _, err = started.process.communicate(timeout=120)
        stopped_at = server.requests
        done = started.again()

        assert started.process.returncode == 130, err
        assert 40 <= stopped_at < 160
        assert done.returncode in (0, 6), done.stderr
        assert (server.requests, server.distinct) == (160, 160)


def test_limits_are_divided_and_nothing_is_lost_in_it():
    """Calls in flight are whole, rates are not; together they are what one process would have."""
    shares = [Share(i, 3) for i in range(3)]

    assert [share.calls(8) for share in shares] == [3, 3, 2]
    assert sum(share.rate(100.0) for share in shares) == pytest.approx(100)
    assert shares[0].rate(None) is None


@pytest.mark.parametrize("whole", [1, 2, 7, 64])
def test_what_is_lent_is_in_nobodys_share(whole):
    """Known cases asked beside the data take their calls from those of the workers; one is left to these."""
    shares = [Share(i, 3, lent=4) for i in range(3)]

    assert sum(share.calls(whole) for share in shares) == max(1, whole - 4)
