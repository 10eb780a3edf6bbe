"""Conversations with simulated clients: a model plays a person, candidates answer, and a guard may look on.

Every call goes through the judges' engine: so limits, cost, resume and Ctrl-C are what they are everywhere. The turns
are kept in a folder beside the file (``conversations.jsonl`` -> ``conversations.run``), what each guard said in runs of
their own within; the file is written from them whenever the job ends.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from judge.readers import read_responses
from judge.scenario import Response, Scenario
from judge.settings import JudgeSettings
from judge.simulation.job import Held, Simulation
from judge.simulation.preparing import prepare_simulation

__all__ = ["Held", "Simulation", "prepare_simulation", "simulate"]


def simulate(
    scenarios: Sequence[Scenario],
    models: Sequence[str | JudgeSettings],
    *,
    path: str | Path,
    **settings: Any,  # checked by RunSettings
) -> list[Response]:
    """Hold conversations between simulated clients and candidates, write them to *path*, and return them.

    Raises:
        InputError: Something you can fix, found before the first call.
        PolicyError: ``egress`` forbids a host.
        StorageError: The file or the folder beside it cannot be written.
    """
    job = prepare_simulation(scenarios, models, path=path, **settings)
    job.run()
    return read_responses(job.path)
