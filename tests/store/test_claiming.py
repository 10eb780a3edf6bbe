"""Several processes share a run: nothing is claimed twice, and nothing stays with the dead."""

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.errors import SettingsError, StorageError
from judge.store import claiming
from judge.store.locking import helping, joined, locked
from judge.store.network import refuse_network
from judge.store.process import loads_process, this_process
from judge.store.schema import connect, connect_aside

spans_of = st.lists(st.integers(1, 6), max_size=12).map(
    lambda steps: [(sum(steps[:i]), sum(steps[: i + 1])) for i in range(0, len(steps), 2)]
)


def numbers(spans):
    return [n for first, stop in spans for n in range(first, stop)]


@given(st.lists(spans_of, min_size=1, max_size=3), st.lists(st.integers(1, 7), min_size=1, max_size=8), st.data())
def test_whoever_claims_in_whatever_order_everything_is_claimed_once(wanted, sizes, data):
    """Processes may want different responses, come and go: each response is worked on once by somebody who wants it."""
    with closing(connect_aside()) as db:
        helpers = [claiming.enrol(db) for _ in wanted]
        claimed = []
        while True:
            one = data.draw(st.integers(0, len(wanted) - 1))
            if data.draw(st.integers(0, 9)) == 0:
                claiming.leave(db, helpers[one], finished=True)
                helpers[one] = claiming.enrol(db)
            pieces = claiming.claim(db, helpers[one], 1, wanted[one], data.draw(st.sampled_from(sizes)))
            claimed += numbers(pieces)
            assert set(numbers(pieces)) <= set(numbers(wanted[one]))
            if not pieces and not any(claiming.claim(db, h, 1, w, 1) for h, w in zip(helpers, wanted, strict=True)):
                break

        taken = db.execute("SELECT first, stop FROM claims WHERE panel = 1").fetchall()
        assert len(claimed) == len(set(claimed))
        assert sorted(numbers(taken)) == sorted(set(numbers([s for spans in wanted for s in spans])))


def test_what_a_process_that_was_stopped_had_is_free_again():
    """Draining gives back what was claimed; finishing does not."""
    with closing(connect_aside()) as db:
        stopped, finished, other = (claiming.enrol(db) for _ in range(3))
        assert claiming.claim(db, stopped, 1, [(0, 10)], 4) == [(0, 4)]
        assert claiming.claim(db, finished, 1, [(0, 10)], 4) == [(4, 8)]
        claiming.leave(db, stopped, finished=False)
        claiming.leave(db, finished, finished=True)

        assert claiming.claim(db, other, 1, [(0, 10)], 9) == [(8, 10)]
        assert claiming.claim(db, other, 1, [(0, 10)], 9) == [(0, 4)]
        assert claiming.claim(db, other, 1, [(0, 10)], 9) == []


def test_the_claims_of_a_killed_process_are_free_at_once(tmp_path):
    """No lease is waited for where the process can be seen to be gone, and a zombie is gone."""
    code = (
        "import sys; from pathlib import Path; from judge.store import claiming, schema\n"
        "db = schema.connect(Path(sys.argv[1]), write=True); h = claiming.enrol(db)\n"
        "print(claiming.claim(db, h, 1, [(0, 10)], 6), flush=True); sys.stdin.read()"
    )
    with closing(connect(tmp_path, write=True)) as db:
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        child.stdout.readline()
        helper = claiming.enrol(db)
        assert {p.pid for p in claiming.outlook(db, [])[0]} == {child.pid, os.getpid()}
        assert claiming.claim(db, helper, 1, [(0, 10)], 10) == [(6, 10)]
        assert claiming.claim(db, helper, 1, [(0, 10)], 10) == []
        child.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

        assert [p.pid for p in claiming.outlook(db, [])[0]] == [os.getpid()]
        assert claiming.claim(db, helper, 1, [(0, 10)], 10) == [(0, 6)]
        child.communicate()


def test_a_process_that_cannot_be_seen_holds_its_claims_until_its_lease_ends():
    """In another container only the clock can tell; who was taken for dead claims nothing more."""
    with closing(connect_aside()) as db:
        elsewhere = replace(this_process(), host="elsewhere", pid=1)
        far = claiming.enrol(db)
        db.execute("UPDATE helpers SET process = ? WHERE helper = ?", (elsewhere.dumps(), far))
        claiming.claim(db, far, 1, [(0, 10)], 10)
        assert claiming.outlook(db, [])[0] == [elsewhere]
        db.execute("UPDATE helpers SET expires = 1 WHERE helper = ?", (far,))

        assert claiming.outlook(db, [])[0] == []
        with pytest.raises(StorageError, match="stood still"):
            claiming.claim(db, far, 1, [(0, 10)], 1)


def test_who_is_at_work_and_what_is_left_are_seen_at_one_moment(tmp_path, monkeypatch):
    """Nobody enrols between the two looks and takes what the dead had: he would be missed, and all taken for done."""
    with closing(connect(tmp_path, write=True)) as db, closing(connect(tmp_path, write=True)) as other:
        dead = claiming.enrol(db)
        claiming.claim(db, dead, 1, [(0, 10)], 10)
        db.execute("UPDATE helpers SET process = ?", (replace(this_process(), host="elsewhere").dumps(),))
        db.execute("UPDATE helpers SET expires = 1")
        other.execute("PRAGMA busy_timeout = 0")
        is_left, refused = claiming.is_left, []

        def somebody_comes(*given):
            with pytest.raises(StorageError, match="locked"):
                claiming.enrol(other)
            refused.append(True)
            return is_left(*given)

        monkeypatch.setattr(claiming, "is_left", somebody_comes)

        assert claiming.outlook(db, [(1, [(0, 10)])]) == ([], True)
        assert refused
        assert claiming.enrol(other) > dead


def test_a_number_that_was_given_again_is_another_process():
    """The moment it began tells a process from a later one with its number."""
    here = this_process()

    assert here.is_near
    assert here.is_alive
    assert not replace(here, began="1").is_alive
    assert loads_process(json.dumps(asdict(here))) == here


def test_many_threads_claim_at_once_and_each_gets_its_own(tmp_path):
    """The store itself keeps them apart, each with a connection of its own."""
    connect(tmp_path, write=True).close()

    def claim_all(_):
        with closing(connect(tmp_path, write=True)) as db:
            helper = claiming.enrol(db)
            return [n for p in iter(lambda: claiming.claim(db, helper, 1, [(0, 500)], 7), []) for n in numbers(p)]

    with ThreadPoolExecutor(4) as pool:
        claimed = [n for own in pool.map(claim_all, range(4)) for n in own]

    assert sorted(claimed) == list(range(500))


def test_a_folder_is_for_one_or_for_all_who_join(tmp_path):
    """Who comes without --join is refused; who joins is let in as soon as the run is open to it."""
    with joined(tmp_path) as first:
        assert (first.is_main, first.is_alone) == (True, True)
        first.let_in()
        with joined(tmp_path) as second, helping(tmp_path):
            assert (second.is_main, second.is_alone) == (False, False)
            with pytest.raises(StorageError, match=f"process {os.getpid()} on "), locked(tmp_path):
                pass
    with joined(tmp_path) as third:
        assert third.is_main


def test_while_somebody_helps_nobody_has_the_folder_alone(tmp_path):
    """The main process may end before those that help it: they are seen all the same."""
    with helping(tmp_path):
        with joined(tmp_path) as late:
            assert (late.is_main, late.is_alone) == (True, False)
        with pytest.raises(StorageError, match="being written"), locked(tmp_path):
            pass


MOUNTS = """\
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 27 0:30 / /home rw,relatime shared:1 - nfs4 server:/home rw,vers=4.2
31 30 0:31 / /home/me/local\\040disk rw - xfs /dev/vdb rw
32 27 0:32 / /mnt/share rw - cifs //server/share rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/me/run", "nfs4"),
        ("/mnt/share", "cifs"),
        ("/home/me/local disk/run", None),
        ("/homely/run", None),
        ("/tmp/run", None),  # noqa: S108 - only named
    ],
)
def test_a_run_on_a_network_file_system_is_refused(tmp_path, folder, kind):
    """The deepest mount decides; the way out is a folder on this machine."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)

    if kind is None:
        refuse_network(tmp_path.__class__(folder), mounts=mounts)
        return
    with pytest.raises(SettingsError, match=kind) as refused:
        refuse_network(tmp_path.__class__(folder), mounts=mounts)
    assert "-o /tmp/" in refused.value.hint
