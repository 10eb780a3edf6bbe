"""S6. A storm: one judgment in three meets a fault of some kind, sixty-four calls at once.

    python tests/nightly/storm.py [--judgments 10000] [--small]

The run is a process of its own. What the server saw is the measure: no request comes before a ``Retry-After`` is over,
none more often than a budget allows; in the end every judgment has a state, and nothing is pending.
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import program, study, verdict

import judge
from judge.testing import Canned, LoopbackServer, StandIn, asked

CONCURRENCY, RETRIES, REASKS, WAIT = 64, 5, 2, 0.25
PASSING = {
    "rate limit": Canned.rate_limited(WAIT),
    "500": Canned.failure(500),
    "502 page": Canned.html(502),
    "503": Canned.failure(503, "The engine is overloaded"),
    "529": Canned.failure(529, "Overloaded"),
    "reset": Canned(drop=True),
    "cut body": Canned.ok("{}", cut=12),
    "no JSON": Canned(body=b"{"),
    "error in a 200": Canned(error={"message": "Provider returned error", "code": 502}),
    "prose": Canned.ok("Here you are: yes."),
    "blank": Canned.ok("  "),
}
"""Faults that meet a prompt once."""
LASTING = {
    "filter": Canned.filter_error(),
    "refusal": Canned.refused("I can't help with assessing this text."),
    "cut reply": Canned.truncated('{"token": "1'),
    "window": Canned.too_long(),
}
"""Faults that belong to a prompt, however often it is asked."""
STATES = {"refused_provider", "refused_model", "truncated", "failed_config", "scored", "abstained", "not_applicable"}


class Storm(StandIn):
    """A judging model that meets a third of its prompts with a fault, and keeps the times."""

    def __init__(self, seed):
        super().__init__(seed=seed)
        self.kinds = [*PASSING, *LASTING]
        self.count, self.met = Counter(), Counter()
        self.free_at, self.early, self.late = {}, 0, 0

    def __call__(self, body):
        now = time.monotonic()
        said = asked(body["messages"]).response
        self.count[said] += 1
        self.early += now < self.free_at.pop(said, 0.0)
        drawn = int.from_bytes(sha256(f"{self._seed}{said}".encode()).digest()[:4])
        if drawn % 10 < 3:
            kind = self.kinds[drawn // 10 % len(self.kinds)]
            if kind in LASTING or self.count[said] == 1:
                self.met[kind] += 1
                if kind == "rate limit":
                    self.free_at[said] = now + WAIT
                return {**PASSING, **LASTING}[kind]
        return super().__call__(body)


def main():
    """Start the storm, and count what it left."""
    parser = program(__doc__)
    parser.add_argument("--judgments", type=int, default=0)
    given = parser.parse_args()
    wanted = given.judgments or (1_000 if given.small else 10_000)
    model = Storm(given.seed)
    complaints = []
    with TemporaryDirectory(prefix="storm-") as name, LoopbackServer(model, keep=False) as server:
        at = Path(name)
        command = study(at, wanted // 5)
        settings = {"judges": [{"name": "m", "model": "openai/stand-in", "api_base": server.url, "timeout": 20}]}
        (at / "run.yaml").write_text(json.dumps(settings), encoding="utf-8")
        asked_for = [*command, "--settings", "run.yaml", "--concurrency", str(CONCURRENCY), "--reasks", str(REASKS)]
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "judge", *asked_for, "-o", "run"],
            cwd=at,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        run = judge.read_run(at / "run") if (at / "run" / "judgments.sqlite").exists() else None
        states = Counter(row["state"] for row in run.judgment_rows()) if run else Counter()
        budget = (REASKS + 1 + 5) * RETRIES
        over = sum(times > budget for times in model.count.values())
    pending = states["cancelled"] + states["failed_transport"]
    faults = sum(model.met.values())
    for holds, otherwise in (
        (done.returncode in (0, 6), f"it ended with {done.returncode}: {done.stderr[-800:]}"),
        (states.total() == wanted, f"{states.total()} states of {wanted}"),
        (not pending, f"{pending} are pending: {dict(states)}"),
        (set(states) <= STATES | {"malformed", "empty"}, f"states nobody caused: {dict(states)}"),
        (not model.early, f"{model.early} requests came before Retry-After was over"),
        (not over, f"{over} prompts were asked more than {budget} times"),
        (peak < 500, f"{peak:.0f} MB at the peak"),
        (len(model.met) == len(model.kinds), f"kinds that never came: {set(model.kinds) - set(model.met)}"),
    ):
        if not holds:
            complaints.append(otherwise)
    line = (
        f"S6 storm: {states.total()} judgments at concurrency {CONCURRENCY}, {faults} faults of {len(model.met)} kinds "
        f"in {model.count.total()} requests, {pending} pending, {model.early} early retries, {over} over budget, "
        f"{peak:.0f} MB, {seconds:.0f} s"
    )
    return verdict(line, complaints)


if __name__ == "__main__":
    sys.exit(main())
