"""From what somebody typed to conversations that are ready to be held."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from judge.asking import Ask
from judge.cast import EVERY, load_personas
from judge.errors import DatasetError, SettingsError
from judge.evaluation import Evaluation, prepare
from judge.evaluation.findings import undecided
from judge.judges.candidate import Candidate
from judge.judges.client import Client
from judge.library import load_rubric
from judge.models.base import Model, ModelSpec
from judge.models.preflight import Destination, check_reachable
from judge.parts import load_part
from judge.persona import Persona
from judge.playing import client_messages, note_to_candidate
from judge.rubric import Rubric
from judge.scenario import Scenario, Turn
from judge.settings import JudgeSettings, RunSettings, SimulateSettings, parse_judge, settings_of
from judge.simulation.dialogue import Dialogue
from judge.simulation.guarding import client_turn
from judge.simulation.job import Simulation
from judge.simulation.sittings import UNGUARDED, Sitting, left_out, sittings

_LOOKED_AT = ("user_turn", "response")


def prepare_simulation(
    scenarios: Sequence[Scenario],
    models: Sequence[str | JudgeSettings] = (),
    *,
    path: str | Path,
    system: str | None = None,
    open_models: Mapping[str, Model] | None = None,
    keys: bool = True,
    **settings: Any,  # checked by RunSettings
) -> Simulation:
    """Find everything that can be wrong before the first call.

    Args:
        scenarios: How conversations open: the last turn of each is the client's.
        models: The candidates.
        path: The file of conversations; the turns are kept beside it.
        system: What each candidate is told first.
        open_models: Open models by name, in place of the ones settings describe.
        keys: Whether keys must be there: a dry run needs none.
        settings: Fields of ``RunSettings``; ``simulate`` says who plays whom, and who looks on.

    Raises:
        InputError: Something you can fix.
        PolicyError: ``egress`` forbids a host.
    """
    run: RunSettings = settings.pop("run_settings", None) or settings_of(**settings)
    wishes = run.simulate or SimulateSettings()
    given = [parse_judge(m) if isinstance(m, str) else m for m in (*models, *run.models)]
    _check(scenarios, given, wishes, run, Path(path))
    personas = load_personas(wishes.personas or (EVERY,))
    part = load_part(wishes.part)
    _check_part(part, personas, wishes)
    among = list(scenarios)[: run.limit]
    arms = [*([] if wishes.guarded_only else [None]), *(guard.shown for guard in wishes.guards)]
    held = sittings(among, personas, [m.shown for m in given], arms, run.repeats)
    met = {sitting.persona.id: sitting.persona for sitting in held}
    assert wishes.client is not None  # noqa: S101 - checked above
    client = Client(wishes.client, part=part, cast=met, turns=wishes.turns)
    candidates = [Candidate(m, system=system, joins=wishes.note_at == "first") for m in given]
    guards = {g.shown: _guard(g, wishes, run, held, keys=keys, models=open_models) for g in wishes.guards}
    return Simulation(
        sittings=held,
        candidates=candidates,
        client=client,
        guards=guards,
        part=part,
        settings=run,
        wishes=wishes,
        destinations=[
            *_destinations([*candidates, client], run, keys=keys, without=open_models or {}),
            *(destination for job in guards.values() for destination in job.destinations),
        ],
        path=Path(path),
        notes=[*_notes(among, personas), *(note for job in guards.values() for note in job.notes)],
        models=open_models or {},
    )


def _check(
    scenarios: Sequence[Scenario],
    given: Sequence[JudgeSettings],
    wishes: SimulateSettings,
    run: RunSettings,
    path: Path,
) -> None:
    if path.suffix != ".jsonl":
        raise SettingsError(
            f"conversations are written as JSON lines, and {str(path)!r} says otherwise", hint="-o FILE.jsonl"
        )
    if not scenarios:
        raise DatasetError("there are no scenarios to open a conversation with", hint="the file is empty")
    for scenario in scenarios:
        if not scenario.turns or scenario.turns[-1].role != "user":
            raise DatasetError(
                f"scenario {scenario.id!r} does not end with a user turn",
                hint="a candidate answers what the person said last",
            )
    if not given:
        raise SettingsError("no candidate model was named", hint="add -m openai/gpt-5, one -m for each candidate")
    if wishes.client is None:
        raise SettingsError("no model was named to play the clients", hint="add --client openai/gpt-5")
    _check_names(given, wishes)
    if run.engine != "local" or run.workers > 1 or run.join or run.batch_files:
        raise SettingsError(
            "conversations are held from this machine, by one process: each turn waits for the one before",
            hint="leave out engine, workers, join and batch_files",
        )


def _check_names(given: Sequence[JudgeSettings], wishes: SimulateSettings) -> None:
    names, guards = [m.shown for m in given], [UNGUARDED, *(g.shown for g in wishes.guards)]
    if len(set(names)) < len(names):
        raise SettingsError("two candidates have the same name", hint="name them apart: -m first=MODEL -m second=MODEL")
    if len(set(guards)) < len(guards):
        raise SettingsError(
            f"two guards have the same name, or one is called {UNGUARDED!r}",
            hint="name them apart: --guard first=JUDGE --guard second=JUDGE",
        )
    if wishes.guarded_only and not wishes.guards:
        raise SettingsError("--guarded-only wants a guard", hint="add --guard JUDGE")


def _check_part(part: Ask, personas: Sequence[Persona], wishes: SimulateSettings) -> None:
    """Render everything a client or a candidate will be told, for every persona."""
    said = (Turn("user", "…"), Turn("assistant", "…"))
    for persona in personas:
        for turns in ((), said, said * wishes.turns):
            client_messages(part, persona, turns, most=wishes.turns)
    for language in {persona.language for persona in personas} if wishes.guards else ():
        note_to_candidate(part, language)


def _guard(
    given: JudgeSettings,
    wishes: SimulateSettings,
    run: RunSettings,
    held: Sequence[Sitting],
    *,
    keys: bool,
    models: Mapping[str, Model] | None,
) -> Evaluation:
    """A job of one judge; tried on the first words of every language."""
    rubric = _looking_at_turns(load_rubric(wishes.guard_rubric))
    samples = {s.persona.language: client_turn(Dialogue(s, wishes.turns)) for s in held if s.guard == given.shown}
    own = run.model_copy(
        update={"judges": (), "models": (), "simulate": None, "repeats": 1, "limit": None, "canaries": False}
    )
    job = prepare(list(samples.values()), rubric, [given], models=models, keys=keys, run_settings=own)
    if len(job.judges) > 1:
        raise SettingsError(f"guard {given.shown!r} asks in several ways", hint="name one way of asking")
    if undecided(job.judges):
        raise SettingsError(
            f"guard {given.shown!r} has no reply form yet", hint="name a form: reply: json, lines or label"
        )
    return job


def _looking_at_turns(rubric: Rubric) -> Rubric:
    if rubric.unit not in _LOOKED_AT:
        raise SettingsError(
            f"a guard looks at turns of the client, and rubric {rubric.id!r} judges by {rubric.unit}",
            hint="name one with unit: user_turn, e.g. --guard-rubric risk_turns",
        )
    if not any(d.has_sides for d in rubric.dimensions):
        raise SettingsError(
            f"a guard raises an alarm at an answer that does not pass, and in rubric {rubric.id!r} none passes",
            hint="add passes_on to one of its questions, or name another, e.g. --guard-rubric risk_turns",
        )
    return rubric


def _destinations(
    sides: Sequence[Candidate | Client], run: RunSettings, *, keys: bool, without: Mapping[str, Model]
) -> list[Destination]:
    specs: list[tuple[str, ModelSpec]] = [(side.name, side.spec) for side in sides if side.name not in without]
    return check_reachable(specs, egress=run.egress, max_cost=run.max_cost, keys=keys, route=run.route)


def _notes(scenarios: Sequence[Scenario], personas: Sequence[Persona]) -> Iterator[str]:
    alone = left_out(scenarios, personas)
    if alone:
        yield f"{len(alone)} personas meet no scenario in their language: {', '.join(alone)}"
