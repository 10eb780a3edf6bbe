"""The same work on a Ray cluster of one machine, for those who have Ray."""

import os
import signal
import threading
import time
from contextlib import closing, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from crew_cases import RUBRIC, asked, responses

import judge
from judge.errors import SettingsError
from judge.settings import Price
from judge.store.schema import connect
from judge.testing import Canned, LoopbackServer, StandIn

HAS_RAY = find_spec("ray") is not None
with_ray = pytest.mark.skipif(not HAS_RAY, reason="Ray is not installed: pip install 'psyjudge[ray]'")


@pytest.fixture(autouse=True)
def study(own_world, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    Path("small.yaml").write_text(RUBRIC)


@pytest.fixture(scope="module")
def cluster():
    """One cluster for all of them: it takes seconds to start."""
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", OPENAI_API_KEY="sk-test-not-a-real-key")
    import ray  # noqa: PLC0415 - an extra

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield ray
    ray.shutdown()
    del os.environ["RAY_USAGE_STATS_ENABLED"]


def evaluated(count, *judges, **settings):
    return judge.evaluate(
        responses(count), "small.yaml", judges, folder="run", engine="ray", workers=2, canaries=False, **settings
    )


def stored():
    """Final judgments, and calls."""
    with closing(connect(Path("run"))) as db:
        return db.execute(
            "SELECT (SELECT count(*) FROM judgments WHERE final), (SELECT count(*) FROM calls)"
        ).fetchone()


@pytest.mark.skipif(HAS_RAY, reason="Ray is installed")
def test_without_ray_the_way_to_it_is_said():
    """Before anything is asked, and not with a traceback."""
    with pytest.raises(SettingsError, match="not installed") as refused:
        evaluated(2, "baseline/always-pass")
    assert refused.value.hint == "pip install 'psyjudge[ray]'"


@with_ray
def test_a_cluster_judges_each_case_once(cluster):
    """Judges that ask and judges of a script's own; a second start has nothing to do."""
    with LoopbackServer(StandIn(), latency=0.01) as server:
        own = judge.ScriptedJudge(lambda *_: "yes")
        run = evaluated(150, asked(server), own)
        assert (server.requests, server.distinct) == (150, 150)
        evaluated(150, asked(server), own)

        assert server.requests == 150
    assert len(run.judgments()) == 300
    assert stored() == (300, 150)


def workers():
    """The processes of our workers on this machine, by what Ray calls them."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if process.read_bytes().startswith(b"ray::Worker"):
                found.append(int(process.parent.name))
    return found


@with_ray
def test_a_worker_that_is_killed_loses_nothing_but_what_was_in_flight(cluster):
    """What it had sent is on the driver's disk; its calls in flight and as many answers on their way back are not."""
    killed = []
    with LoopbackServer(StandIn(), latency=0.02) as server:

        def kill_one():
            until = time.monotonic() + 120
            while server.requests < 60 and time.monotonic() < until:
                time.sleep(0.002)
            killed.extend(workers()[:1])
            os.kill(killed[0], signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        evaluated(240, asked(server), concurrency=8)
        killer.join()

        assert len(killed) == 1
        assert server.distinct == 240
        assert server.requests <= 240 + 4 + 4
    assert stored() == (240, 240)


@with_ray
def test_a_budget_is_one_for_the_whole_cluster(cluster):
    """Each block has its part of what is left; together they never pass the limit."""
    with LoopbackServer(StandIn()) as server:
        costly = asked(server, price=Price(prompt=0, completion=1000), params={"max_tokens": 100})
        run = evaluated(200, costly, max_cost=2.0)
    _, spent, _ = run.spending()

    assert 0.5 < spent <= 2.0


@with_ray
def test_a_key_that_is_refused_gives_the_judge_up(cluster):
    """As on one machine: the judge's judgments fail by name, and the other judge is not held up."""
    with LoopbackServer(Canned.failure(401, "no such key")) as server:
        run = evaluated(40, asked(server), "baseline/always-pass")

        assert server.requests <= 8
    states = run.judgments().groupby("judge")["state"].agg(set).to_dict()
    assert states == {"baseline/always-pass": {"scored"}, "openai/stand-in": {"failed_config"}}


@with_ray
def test_one_workers_wait_holds_the_whole_cluster(cluster):
    """What one is told goes by the driver to the others: nobody asks while a Retry-After runs."""
    numbers, stand_in = count(), StandIn()

    def model(body):
        return Canned.rate_limited(2) if next(numbers) == 40 else stand_in(body)

    with LoopbackServer(model, latency=0.02) as server:
        evaluated(200, asked(server), concurrency=4)
        told_at = server.arrivals[40]

    assert (server.requests, server.distinct) == (201, 200)
    assert not [at for at in server.arrivals if told_at + 0.5 < at < told_at + 1.95], "somebody asked meanwhile"


@with_ray
def test_refusals_are_counted_over_the_whole_cluster(cluster):
    """Each worker alone would have had twenty answers before it could say so."""
    with LoopbackServer(lambda _: Canned.filtered(), latency=0.2) as server:
        run = evaluated(200, asked(server), concurrency=4, max_refusals=0.5)

    states = run.judgments()["state"].value_counts().to_dict()
    assert 20 <= server.requests < 40
    assert states == {"refused_provider": server.requests, "cancelled": 200 - server.requests}
