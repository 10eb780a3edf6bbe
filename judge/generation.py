"""Scenarios x candidates -> responses: what the models under test say, resumable like everything that costs money.

The calls are kept in a folder beside the file (``responses.jsonl`` -> ``responses.run``); the file is written from it,
in input order, whenever the job ends.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from judge.call import Reply
from judge.engines.base import Stop, Watcher
from judge.engines.waiting import run_here
from judge.errors import DatasetError, InputError, SettingsError
from judge.evaluation import Evaluation, Outcome
from judge.evaluation.cluster import check_cluster
from judge.evaluation.engine import checked_engine
from judge.judges.candidate import GENERATION, Candidate, response_text
from judge.models.base import Model, ModelSpec
from judge.models.preflight import check_reachable
from judge.readers import read_responses
from judge.readers.criteria import as_written
from judge.record import dataclass
from judge.scenario import Response, Scenario
from judge.settings import JudgeSettings, parse_judge, settings_of
from judge.store.folder import write_private
from judge.store.run import Run
from judge.store.schema import connect
from judge.store.stored import loads_response


@dataclass(frozen=True)
class Generation:
    """A job with nothing left that could be wrong about it."""

    job: Evaluation
    path: Path

    @property
    def folder(self) -> Path:
        """Where its calls are kept."""
        return calls_folder(self.path)

    def run(self, *, watcher: Watcher | None = None, stop: Stop | None = None) -> Outcome:
        """Ask what is missing, then write the file.

        Raises:
            InputError: The file stands there and was not written by this job, or scenarios or parameters changed.
            StorageError: The folder or the file cannot be written.
        """
        if self.path.exists() and not self.folder.is_dir():
            raise InputError(f"{str(self.path)!r} exists already", hint="name another file: -o FILE")
        outcome = run_here(self.job.arun(self.folder, watcher=watcher, stop=stop))
        write_private(self.path, "".join(line + "\n" for line in obtained_lines(self.folder)))
        return outcome


def calls_folder(path: Path) -> Path:
    """The folder that holds the calls behind a file of responses."""
    return path.with_suffix(".run")


def prepare_generation(
    scenarios: Sequence[Scenario],
    models: Sequence[str | JudgeSettings] = (),
    *,
    path: str | Path,
    system: str | None = None,
    open_models: Mapping[str, Model] | None = None,
    keys: bool = True,
    **settings: Any,  # checked by RunSettings
) -> Generation:
    """Find everything that can be wrong before the first call.

    Raises:
        InputError: No scenario, no model, two of one name, a missing key, a scenario that does not end with the person.
        PolicyError: ``egress`` forbids a host.
    """
    run = settings.pop("run_settings", None) or settings_of(**settings)
    given = [parse_judge(m) if isinstance(m, str) else m for m in (*models, *run.models)]
    names = [m.shown for m in given]
    if Path(path).suffix != ".jsonl":
        raise SettingsError(
            f"responses are written as JSON lines, and {str(path)!r} says otherwise", hint="-o FILE.jsonl"
        )
    if not scenarios:
        raise DatasetError("there are no scenarios to respond to", hint="the file is empty")
    if not given:
        raise SettingsError("no candidate model was named", hint="add -m openai/gpt-5, one -m for each candidate")
    if len(set(names)) < len(names):
        raise SettingsError("two candidates have the same name", hint="name them apart: -m first=MODEL -m second=MODEL")
    candidates = [Candidate(settings, system=system) for settings in given]
    opened = open_models or {}
    specs: Sequence[tuple[str, ModelSpec]] = [(c.name, c.spec) for c in candidates if c.name not in opened]
    clusters = check_cluster(run)
    run, specs = checked_engine(run, specs)
    route = None if run.engine == "batch" else run.route
    destinations = check_reachable(specs, egress=run.egress, max_cost=run.max_cost, keys=keys, route=route)
    job = Evaluation(
        responses=[_put_before(s) for s in scenarios],
        rubric=GENERATION,
        judges=candidates,
        settings=run,
        destinations=[*clusters, *destinations],
        models=opened,
        noun="candidate",
        silence_fails=False,
    )
    return Generation(job, Path(path))


def _put_before(scenario: Scenario) -> Response:
    """The scenario in the place a response has before a judge."""
    if not scenario.turns or scenario.turns[-1].role != "user":
        raise DatasetError(
            f"scenario {scenario.id!r} does not end with a user turn",
            hint="a candidate answers what the person said last",
        )
    return Response(
        id=scenario.id,
        scenario_id=scenario.id,
        candidate="",
        turns=scenario.turns,
        response="",
        language=scenario.language,
        tags=scenario.tags,
        criteria=scenario.criteria,
    )


def rewrite_responses(run: Run) -> None:
    """Write the file of responses anew from the calls behind it; nothing where *run* has no such file beside it."""
    path = run.folder.with_suffix(".jsonl")
    if run.rubric.id == GENERATION.id and path.is_file():
        write_private(path, "".join(line + "\n" for line in obtained_lines(run.folder)))


_OBTAINED = """
SELECT p.judge, r.body, c.raw_reply, c.refusal, c.finish_reason, c.model_returned, p.repeat
FROM (SELECT j.*, q.judge FROM judgments j JOIN panels q USING (panel)) p
JOIN responses r USING (seq) JOIN calls c ON c.call_id = p.call_id
WHERE p.state = 'scored' ORDER BY p.seq, p.panel, p.repeat
"""


def obtained_lines(folder: Path) -> Iterator[str]:
    """Every response obtained so far, as a line of JSON, scenario by scenario in input order."""
    with closing(connect(folder)) as db:
        for candidate, body, content, refusal, finish, model, repeat in db.execute(_OBTAINED):
            scenario = loads_response(body)
            line = {
                "id": f"{scenario.id}:{candidate}" + (f":{repeat}" if repeat else ""),
                "scenario_id": scenario.id,
                "candidate": candidate,
                "turns": [{"role": t.role, "content": t.content} for t in scenario.turns],
                "response": response_text(Reply(content=content, refusal=refusal)),
                "language": scenario.language,
                "tags": dict(scenario.tags),
                "criteria": as_written(scenario.criteria) or None,
                "metadata": {"model_returned": model, "finish_reason": finish},
            }
            yield json.dumps({k: v for k, v in line.items() if v is not None}, ensure_ascii=False)


def respond(
    scenarios: Sequence[Scenario],
    models: Sequence[str | JudgeSettings],
    *,
    path: str | Path,
    **settings: Any,  # checked by RunSettings
) -> list[Response]:
    """Have candidate models answer *scenarios*, write the answers to *path*, and return those obtained.

    Raises:
        InputError: Something you can fix, found before the first call.
        PolicyError: ``egress`` forbids a host.
        StorageError: The file or the folder beside it cannot be written.
    """
    job = prepare_generation(scenarios, models, path=path, **settings)
    job.run()
    return read_responses(job.path)
