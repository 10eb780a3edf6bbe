"""Responses x rubric x judges -> judgments: the main job, resumable at any moment.

Everything that can be wrong is found in ``prepare``, before a folder is made or a call is paid. After that a failure is
a state of the judgments it concerns.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from judge.evaluation.job import Evaluation, Outcome
from judge.evaluation.preparing import JudgeLike, prepare
from judge.rubric import Rubric
from judge.scenario import Response
from judge.store.run import Run

__all__ = ["Evaluation", "JudgeLike", "Outcome", "aevaluate", "evaluate", "prepare"]


def evaluate(
    responses: Sequence[Response],
    rubric: Rubric | str,
    judges: Sequence[JudgeLike],
    *,
    folder: str | Path,
    **settings: Any,  # checked by RunSettings
) -> Run:
    """Judge *responses* and keep everything in *folder*; call it again to resume or extend.

    Works in a plain script and inside a running loop (a notebook) alike.

    Raises:
        InputError: Something you can fix, found before the first call.
        PolicyError: ``egress`` forbids a judge's host.
        StorageError: The folder cannot be written.
    """
    return prepare(responses, rubric, judges, **settings).run(folder).run


async def aevaluate(
    responses: Sequence[Response],
    rubric: Rubric | str,
    judges: Sequence[JudgeLike],
    *,
    folder: str | Path,
    **settings: Any,  # checked by RunSettings
) -> Run:
    """The same as a coroutine."""
    job = await asyncio.to_thread(prepare, responses, rubric, judges, **settings)
    return (await job.arun(folder)).run
