"""A limit that several processes spend from is one limit."""

import subprocess
import sys
from contextlib import closing

import pytest

from judge.engines.base import Purse
from judge.engines.pool import Pool, clear_pool

SPEND = """
import sys
from pathlib import Path
from judge.engines.pool import Pool

pool = Pool(Path(sys.argv[1]), 0.0)
print([pool.reserve(0.3, 1.0) for _ in range(2)], flush=True)
sys.stdin.readline()
pool.settle(0.3, 0.2)
print(round(pool.spent, 6), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that spends from the same pool."""
    process = subprocess.Popen(
        [sys.executable, "-c", SPEND, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def test_what_one_process_sets_aside_another_cannot_spend(tmp_path, other):
    """Reservations of all of them count, until they are settled; a killed one's are free for whoever follows."""
    assert other.stdout.readline() == "[0.3, 0.3]\n"
    with closing(Pool(tmp_path, 0.0)) as pool:
        purse = Purse(1.0, pool=pool)
        assert purse.reserve(0.5) is None
        assert purse.reserve(0.4) == 0.4
        purse.settle(0.4, 0.1)
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "0.3\n"
        assert purse.reserve(0.5) is None  # 0.3 are spent, and 0.3 still set aside by the other
        other.kill()
        other.wait()
        follower = subprocess.run(
            [sys.executable, "-c", SPEND, str(tmp_path)], input="\n\n", capture_output=True, text=True, check=False
        )

        assert follower.stdout.splitlines() == ["[0.3, 0.3]", "0.5"]


def test_what_the_run_has_cost_before_counts_and_is_not_counted_twice(tmp_path):
    """The file is made with what stands in the store, and made anew when the run is started afresh."""
    with closing(Pool(tmp_path, 0.9)) as pool:
        assert pool.reserve(0.2, 1.0) is None
        pool.settle(0.0, 0.05)
    with closing(Pool(tmp_path, 0.95)) as again:
        assert again.spent == pytest.approx(0.95)
    clear_pool(tmp_path)
    with closing(Pool(tmp_path, 0.5)) as fresh:
        assert fresh.spent == 0.5


def test_a_run_that_costs_nothing_leaves_no_file(tmp_path):
    """Neither a price nor a limit: nothing is to be shared."""
    with closing(Pool(tmp_path, 0.0)) as pool:
        purse = Purse(None, pool=pool)
        purse.settle(purse.reserve(0.1), None)

        assert purse.unknown_calls == 1
    assert list(tmp_path.iterdir()) == []
