"""Batches and interruptions: whatever happens between two steps, nothing is lost and nothing is paid for twice."""

import json
import signal
import subprocess
import sys
from collections import Counter

import pytest
from batch_cases import Served, one_state_each, responses, says_yes, states

from judge.engines.base import Stop
from judge.errors import InputError
from judge.store import batches
from judge.testing import Canned


class Interrupting:
    """A watcher that asks the run to stop when a batch is looked at."""

    def __init__(self, stop):
        self.stop = stop
        self.seen = Counter()

    def started(self, *_):
        pass

    def recorded(self, *_):
        pass

    def stopped_judge(self, _, message):
        self.seen[f"stopped: {message}"] += 1

    def waiting(self, *_):
        self.seen["waiting"] += 1
        self.stop.ask("interrupted")

    def going_on(self, _, batch):
        self.seen[f"going on: {batch.name}"] += 1

    def left(self, *_):
        self.seen["left"] += 1

    def collected(self, *_):
        self.seen["collected"] += 1


def test_an_interrupted_run_leaves_its_batch_running_and_comes_back_to_it(tmp_path):
    """Nothing is handed in twice, and texts that were added meanwhile make a batch of their own."""
    with Served(tmp_path, polls=3) as served:
        stop = Stop()
        watcher = Interrupting(stop)
        outcome = served.job(responses(4)).run(served.folder, watcher=watcher, stop=stop)
        open_ = [b.stage for b in batches.unread(served.folder)]
        run = served.evaluate(responses(6))

    assert outcome.stopped == "interrupted"
    assert watcher.seen == {"waiting": 1, "going on: 0001-llm": 1}
    assert open_ == ["submitted"]
    assert served.batches.requests["create"] == 2
    assert [b["lines"] for b in served.records()] == [4, 2]
    assert set(served.batches.asked.values()) == {1}
    assert one_state_each(run)
    assert states(run) == {"scored": 12}


def test_other_engines_keep_off_questions_that_are_handed_in(tmp_path):
    """They would be paid for twice; the message says how to read them, and how to do without."""
    with Served(tmp_path, polls=3) as served:
        stop = Stop()
        served.job().run(served.folder, watcher=Interrupting(stop), stop=stop)

        with pytest.raises(InputError, match="still to be read: 0001-llm") as refused:
            served.evaluate(engine="local")

    assert "--engine batch" in refused.value.hint


@pytest.mark.parametrize("what", ["upload", "create", "retrieve", "content", "list"])
def test_a_hiccup_of_the_server_costs_nothing(tmp_path, what):
    """Errors and cut connections are tried again; a batch is looked for before it is made once more."""
    with Served(tmp_path) as served:
        served.batches.instead(what, Canned.failure(503), Canned.rate_limited(0))
        served.batches.afterwards(what, Canned(drop=True))
        run = served.evaluate()

    assert states(run) == {"scored": 12}
    assert len(served.batches.batches) == 1
    assert set(served.batches.asked.values()) == {1}


def test_a_batch_that_was_made_while_nobody_could_note_it_is_found_again(tmp_path):
    """Killed, or cut off, between the provider's yes and our note: the next start looks before it hands in."""
    with Served(tmp_path) as served:
        served.batches.afterwards("create", Canned(drop=True))
        served.batches.instead("list", Canned.ok(None, body=b'{"object": "list", "data": []}'))
        served.batches.instead("list", *[Canned(drop=True)] * 9)
        served.evaluate()
        stage = served.records()[0]["stage"]
        served.batches._instead.clear()
        run = served.evaluate()

    assert stage == "uploaded"
    assert len(served.batches.batches) == 1
    assert states(run) == {"scored": 12}


@pytest.mark.parametrize("line", [0, 3, 5])
def test_reading_that_was_interrupted_is_taken_up(tmp_path, line):
    """Whatever was entered stays, nothing is entered twice, and nobody is asked again."""
    with Served(tmp_path) as served:
        served.evaluate()
        batches.note(served.folder, batches.read_batches(served.folder)[0], stage="ended", counts={})
        _forget_rows_after(served.folder, line)
        run = served.evaluate()

    assert states(run) == {"scored": 12}
    assert set(served.batches.asked.values()) == {1}
    assert len(list(run.call_rows())) == 6
    assert served.records()[0]["counts"] == {"answered": 6 - line, **({"late": line} if line else {})}


def _forget_rows_after(folder, line):
    """As a kill would have left it: the first so many answers are in the store, the others are not."""
    from contextlib import closing  # noqa: PLC0415 - here alone

    from judge.store.schema import connect  # noqa: PLC0415

    with closing(connect(folder, write=True)) as db:
        db.execute("DELETE FROM judgments WHERE seq >= ?", (line,))
        db.execute("DELETE FROM calls WHERE seq >= ?", (line,))


def test_answers_that_were_half_fetched_are_fetched_again(tmp_path):
    """Killed between the file of answers and the file of errors: what the second says is not taken for silence."""

    def long(body):
        return Canned.too_long() if "I hear you, 4." in json.dumps(body) else says_yes(body)

    with Served(tmp_path, long) as served:
        stop = Stop()
        served.batches.polls = 2
        served.job().run(served.folder, watcher=Interrupting(stop), stop=stop)
        batches.read_batches(served.folder)[0].answers(served.folder)[0].write_bytes(b"")
        run = served.evaluate()

    assert states(run) == {"scored": 10, "failed_config:context_window": 2}
    assert served.batches.requests["create"] == 1


def test_a_wrong_key_ends_the_judge_before_anything_is_paid(tmp_path):
    """As on the wire: said once, every judgment a failed configuration, and a resume asks again."""
    with Served(tmp_path) as served:
        served.batches.instead("upload", Canned.failure(401, "Incorrect API key provided", code="invalid_api_key"))
        failed = states(served.evaluate())
        run = served.evaluate()

    assert failed == {"failed_config:auth": 12}
    assert states(run) == {"scored": 12}
    assert set(served.batches.asked.values()) == {1}


def test_a_key_that_stops_working_meanwhile_loses_nothing(tmp_path):
    """What was handed in is not given up: it is paid for, and read once the key is right."""
    with Served(tmp_path, polls=1) as served:
        served.batches.instead("retrieve", Canned.failure(401, "Incorrect API key provided", code="invalid_api_key"))
        first = states(served.evaluate())
        run = served.evaluate()

    assert "failed_config:auth" not in first
    assert states(run) == {"scored": 12}
    assert set(served.batches.asked.values()) == {1}


KILLED = """
import sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from batch_cases import responses, rubric
from judge.evaluation import prepare
from judge.judges.llm import LLMJudge
judge = LLMJudge("openai/gpt-4o-mini", name="llm", ask="expert_chain", api_base={url!r})
prepare(responses(), rubric(), [judge], canaries=False, engine="batch", poll=3600).run(Path({folder!r}))
"""


def test_a_process_killed_while_it_waits_pays_for_nothing_twice(tmp_path, request):
    """After kill -9, start again: the batch is looked at where it was left."""
    with Served(tmp_path, polls=1) as served:
        text = KILLED.format(tests=str(request.path.parent), url=served.server.url, folder=str(served.folder))
        process = subprocess.Popen([sys.executable, "-c", text])
        assert served.looked_at.wait(180)
        process.send_signal(signal.SIGKILL)
        process.wait()
        run = served.evaluate()

    assert states(run) == {"scored": 12}
    assert served.batches.requests["create"] == 1
    assert set(served.batches.asked.values()) == {1}
