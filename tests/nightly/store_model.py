"""S28. The store against a dictionary: a run is judged, extended, interrupted, resumed, retried and forgotten at will.

    python tests/nightly/store_model.py [--examples 10000] [--small]

Hypothesis draws the operations; after each one everything that can be read of the run, every attempt included, is
compared with a model of a page: a dictionary from response and repeat to the states it went through.
"""

import re
import sys
import warnings
from collections import Counter
from functools import cache
from hashlib import sha256
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from outside import program, verdict

from judge.call import Reply
from judge.engines.base import Stop
from judge.errors import CallError, NotFoundError
from judge.evaluation import prepare
from judge.evaluation.asking_again import prepare_retry
from judge.judges.llm import LLMJudge
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.store.forgetting import forget
from judge.store.run import read_run

RUBRIC = Rubric.model_validate({
    "id": "one",
    "version": "1.0",
    "title": {"en": "One"},
    "dimensions": [{"id": "warm", "name": {"en": "Warm"}, "question": {"en": "Is it warm?"}, "passes_on": ["yes"]}],
})  # fmt: skip
MOST, JUDGES = 5, ("alder", "birch")
OUTCOMES = (
    ("yes", "scored"),
    ("no", "scored"),
    ("unclear", "abstained"),
    ("hm", "malformed"),
    ("?", "failed_transport"),
)
RESUMED = "failed_transport"
RETRIED = ("malformed", "failed_transport")
SHM = Path("/dev/shm")  # noqa: S108 - a folder of ours within it; syncing to a real disk is not what is tested here


@cache
def known_judge(name):
    """A judge whose templates are compiled once."""
    return LLMJudge("openai/m", name=name, ask="general")


def fate(seed, judge, number, repeat, attempt):
    """What a judge says at its so many-th attempt: decided by the draw, the same for the model and the run."""
    digest = sha256(f"{seed}:{judge}:{number}:{repeat}:{attempt}".encode()).digest()
    return OUTCOMES[digest[0] % len(OUTCOMES)]


class Fated:
    """A model that says what fate has decided, and may ask the run to stop after so many calls."""

    route, endpoint_host = "scripted", None

    def __init__(self, name, seed, made):
        self.name, self.seed, self.made = name, seed, made
        self.stop, self.left = None, None

    async def ask(self, messages, *, schema, repeat=0):  # noqa: ARG002 - the protocol's
        number = int(re.search(r"I hear you (\d+)", messages[-1].content)[1])
        self.made[self.name, number, repeat] += 1
        said, _ = fate(self.seed, self.name, number, repeat, self.made[self.name, number, repeat])
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.stop.ask("interrupted")
        if said == "?":
            raise CallError("nobody", state="failed_transport", reason="timeout", retryable=True)
        token = re.findall(r"\d{6}", messages[-1].content)[-1]
        answer = {"dimension": "warm", "rationale": "So.", "answer": said}
        return Reply(said if said == "hm" else dumps({"token": token, "answers": [answer]}), "stop")

    async def aclose(self):
        """Nothing is open."""


class Store(RuleBasedStateMachine):
    """A run's folder beside a dictionary."""

    def __init__(self):
        super().__init__()
        self.aside = TemporaryDirectory(prefix="model-", dir=SHM if SHM.is_dir() else None)
        self.folder = Path(self.aside.name) / "run"
        self.seed = None
        self.planned = {}
        self.history = {}
        self.gone = set()
        self.made = Counter()
        self.calls = 0

    def teardown(self):
        """Take the folder away."""
        self.aside.cleanup()

    def _judged(self, count, repeats, judges, *, after=None):
        """Evaluate, or resume, or extend; *after*: interrupted when so many calls were made."""
        rows = [
            Response(f"r{n}", f"s{n}", "c", (Turn("user", "Low."),), f"I hear you {n}", language="en")
            for n in range(count)
        ]
        models = {name: Fated(name, self.seed, self.made) for name in judges}
        named = [known_judge(name) for name in judges]
        job = prepare(rows, RUBRIC, named, models=models, repeats=repeats, reasks=0, concurrency=1, canaries=False)
        stop = Stop()
        for model in models.values():
            model.stop, model.left = stop, after
        job.run(self.folder, stop=stop)
        for name in judges:
            for number in range(count):
                if number not in self.gone:
                    key = name, number
                    self.planned[key] = max(self.planned.get(key, 0), repeats)
            asked = [(name, n, k) for n in range(count) if n not in self.gone for k in range(repeats)]
            self._asked([key for key in asked if self._open(key)], after)

    def _open(self, key):
        states = self.history.get(key, [])
        return not states or states[-1] == RESUMED

    def _asked(self, keys, after):
        """What the dictionary holds after *keys* were asked in their order, or the first so many of them."""
        for key in keys if after is None else keys[: max(after, 1)]:
            states = self.history.setdefault(key, [])
            states.append(fate(self.seed, *key, len(states) + 1)[1])
            self.calls += 1

    @rule(seed=st.integers(0, 10**6), count=st.integers(1, MOST), repeats=st.integers(1, 2))
    @precondition(lambda self: self.seed is None)
    def start(self, seed, count, repeats):
        """Judge some responses with one judge."""
        self.seed = seed
        self._judged(count, repeats, JUDGES[:1])

    @rule(
        count=st.integers(1, MOST), repeats=st.integers(1, 2), judges=st.sampled_from((JUDGES, JUDGES[:1], JUDGES[1:]))
    )
    @precondition(lambda self: self.seed is not None)
    def judge(self, count, repeats, judges):
        """Judge, extend or resume: more or fewer responses, repeats, judges."""
        if set(range(count)) <= self.gone:
            return
        self._judged(count, repeats, judges)

    @rule(count=st.integers(1, MOST), judge=st.sampled_from(JUDGES), after=st.integers(1, 3))
    @precondition(lambda self: self.seed is not None)
    def interrupt(self, count, judge, after):
        """Judge, and stop after a few calls."""
        if set(range(count)) <= self.gone:
            return
        self._judged(count, 1, (judge,), after=after)

    @rule(state=st.sampled_from(RETRIED))
    @precondition(lambda self: self.seed is not None)
    def retry(self, state):
        """Ask again what stands in a state."""
        models = {name: Fated(name, self.seed, self.made) for name in JUDGES}
        judges = [known_judge(name) for name in JUDGES]
        prepare_retry(self.folder, [state], judges=judges, models=models, concurrency=1).execute()
        again = {key for key, states in self.history.items() if states[-1] == state}
        beside = {(j, n, k) for j, n, _ in again for k in range(self.planned[j, n]) if self._open((j, n, k))}
        self._asked(sorted(again | beside), None)  # what a resume would ask of the same responses is asked too

    @rule(number=st.integers(0, MOST - 1))
    @precondition(lambda self: self.seed is not None)
    def forget(self, number):
        """Remove a response for good."""
        held = any(n == number for _, n in self.planned)
        try:
            forget(self.folder, f"r{number}")
        except NotFoundError:
            assert not held
            return
        assert held
        self.gone.add(number)
        self.calls -= sum(len(states) for key, states in self.history.items() if key[1] == number)
        self.history = {key: states for key, states in self.history.items() if key[1] != number}
        self.planned = {key: repeats for key, repeats in self.planned.items() if key[1] != number}

    @invariant()
    def reads_as_the_dictionary(self):
        """Every judgment, every attempt, every call."""
        if self.seed is None:
            return
        run = read_run(self.folder)
        found, every = {}, {}
        for row in run.judgment_rows():
            key = row["judge"], int(row["response_id"][1:]), row["repeat"]
            assert key not in found, "a judgment stands twice"
            found[key] = row["state"]
        for row in run.judgment_rows(every=True):
            key = row["judge"], int(row["response_id"][1:]), row["repeat"]
            every.setdefault(key, []).append(row["state"])
        asked = {(j, n, k) for (j, n), repeats in self.planned.items() for k in range(repeats)}
        assert found == {key: self.history.get(key, ["cancelled"])[-1] for key in asked}
        assert every == {key: self.history.get(key, ["cancelled"]) for key in asked}
        assert len(list(run.call_rows())) == self.calls


def main():
    """Try so many examples; print, and fail on a counter-example."""
    parser = program(__doc__)
    parser.add_argument("--examples", type=int, default=0)
    given = parser.parse_args()
    count = given.examples or (200 if given.small else 10_000)
    quiet = settings(
        max_examples=count, stateful_step_count=4, phases=(Phase.generate,), deadline=None, database=None,
        derandomize=given.small, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    complaints, tried = [], Counter()

    class Counted(Store):
        """The same, counted: what Hypothesis was asked for is not what it tried."""

        def teardown(self):
            super().teardown()
            tried["examples"] += self.seed is not None

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        try:
            run_state_machine_as_test(Counted, settings=quiet)
        except AssertionError as error:
            complaints.append(f"{error}\n" + "\n".join(getattr(error, "__notes__", ())))
    done = min(count, tried["examples"])  # those it began and gave up are among them
    line = f"S28 store model: {done} examples of up to 4 operations, {len(complaints)} counter-examples"
    if not complaints and done < count:
        complaints.append(f"only {done} of {count} examples were tried")
    return verdict(line, complaints)


if __name__ == "__main__":
    sys.exit(main())
