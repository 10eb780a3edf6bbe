"""From what somebody typed to a job with nothing left that could be wrong about it."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from judge.case import Case
from judge.errors import SettingsError, near_miss
from judge.evaluation.canaries import spoken_of
from judge.evaluation.cluster import check_cluster
from judge.evaluation.confidence import check_confidence, with_confidence
from judge.evaluation.engine import checked_engine
from judge.evaluation.findings import undecided
from judge.evaluation.illustrating import check_shown, shots_of
from judge.evaluation.job import Evaluation
from judge.evaluation.lacking import lacking_notes
from judge.evaluation.posing import check_posing, per_of
from judge.evaluation.probing import variants
from judge.evaluation.surveying import survey
from judge.evaluation.window import check_window, with_window
from judge.judges.base import AskingJudge, Judge, way_of
from judge.judges.classifier import ClassifierJudge
from judge.judges.lexical import LexicalJudge
from judge.judges.llm import LLMJudge
from judge.judges.naming import judges_named
from judge.library import load_ask, load_rubric
from judge.models.base import Model, ModelSpec
from judge.models.opening import import_ahead
from judge.models.preflight import check_reachable
from judge.models.routing import routed
from judge.rubric import Rubric
from judge.scenario import Response
from judge.settings import DEFAULT_ASK, JudgeSettings, RunSettings, parse_judge, settings_of
from judge.store.schema import is_begun
from judge.unfolding import of_unit

JudgeLike = str | JudgeSettings | Judge


def prepare(
    responses: Collection[Response],
    rubric: Rubric | str,
    judges: Sequence[JudgeLike] = (),
    *,
    folder: Path | None = None,
    models: Mapping[str, Model] | None = None,
    keys: bool = True,
    **settings: Any,  # checked by RunSettings
) -> Evaluation:
    """Find everything that can be wrong, without making a folder or a call.

    Args:
        responses: What is to be judged.
        rubric: A rubric, its name or its path.
        folder: The run's: a file that was read into it before is not read again.
        judges: Names as the command line takes them, settings, or judges of your own.
        models: Open models by judge name, in place of the ones the judges' settings describe.
        keys: Whether keys must be there: a dry run needs none.
        settings: Fields of ``RunSettings``.

    Raises:
        InputError: Something you can fix.
        PolicyError: ``egress`` forbids a judge's host.
    """
    run = settings.pop("run_settings", None) or settings_of(**settings)
    read = of_unit(rubric if isinstance(rubric, Rubric) else load_rubric(rubric), run.unit)
    wanted = [with_window(with_confidence(given, run), run) for given in (*judges, *run.judges)]
    by = [(judge, given) for given in wanted for judge in _judges_of(given, run, read)]
    named = [judge for judge, _ in by]
    _check_judges(named)
    check_confidence(named, run)
    check_window(run, read)
    _check_language(run.language, read)
    about = [note for j in named if isinstance(j, ClassifierJudge) for note in j.ready(read, egress=run.egress)]
    if keys and run.engine != "batch" and (folder is None or not is_begun(folder)):  # one that is may have nothing left
        asking = [j for j in named if isinstance(j, AskingJudge) and j.name not in (models or {})]
        import_ahead(routed(j.spec, run.route) for j in asking)
    found = survey(responses, read, run, folder)
    shown: list[str] = []
    shots = shots_of(run, read, named, responses, folder=folder, notes=shown)
    _check_prompts(named, read, found.languages, run)
    check_shown(named, read, found.languages, shots)
    specs: Sequence[tuple[str, ModelSpec]] = [
        (j.name, j.spec) for j in named if isinstance(j, AskingJudge) and j.name not in (models or {})
    ]
    for ask in run.ask:
        load_ask(ask)
    clusters = check_cluster(run)
    run, specs = checked_engine(run, specs)
    if run.batch_files and undecided(named):
        raise SettingsError(
            "--reply auto asks the judge, and --batch-files asks nobody", hint="name a form: --reply json, or lines"
        )
    route = None if run.engine == "batch" else run.route
    destinations = check_reachable(specs, egress=run.egress, max_cost=run.max_cost, keys=keys, route=route)
    destinations = [*clusters, *destinations]
    notes = list(found.notes)
    notes += _unknown_to_lexicon(named, read)
    notes += lacking_notes(named, read, languages=spoken_of(read, found.languages) if run.canaries else ())
    notes += [*about, *shown]
    return Evaluation(
        responses, read, named, run, destinations, found, notes, models or {}, _given(by), shots=shots
    )  # fmt: skip


def _given(by: Sequence[tuple[Judge, JudgeLike]]) -> dict[str, JudgeSettings]:
    """What each judge was named by, where it was not given as it is."""
    settings = ((judge, parse_judge(like) if isinstance(like, str) else like) for judge, like in by)
    return {judge.name: like for judge, like in settings if isinstance(like, JudgeSettings)}


def _unknown_to_lexicon(judges: Sequence[Judge], rubric: Rubric) -> list[str]:
    """A phrase list judges what it was written for; on anything else it abstains, and that should not surprise."""
    return [
        f"judge {judge.name!r} has no phrases for {', '.join(unknown)}: it abstains there"
        for judge in judges
        if isinstance(judge, LexicalJudge)
        and (unknown := [d.id for d in rubric.dimensions if d.id not in judge.dimensions()])
    ]


def _judges_of(given: JudgeLike, run: RunSettings, rubric: Rubric) -> list[Judge]:
    if isinstance(given, str):
        given = parse_judge(given)
    if isinstance(given, JudgeSettings):
        asks = run.ask or ((rubric.ask,) if rubric.ask else (DEFAULT_ASK,))
        return judges_named(given, asks, reply=run.reply)
    if isinstance(given, LLMJudge) and given.ask_given is None:
        return [given.asking(ask) for ask in run.ask or (rubric.ask or DEFAULT_ASK,)]
    return [given]


def _check_judges(judges: Sequence[Judge]) -> None:
    if not judges:
        raise SettingsError("no judge was named", hint="add -j openai/gpt-5, or -j baseline/lexical to look around")
    seen: set[tuple[str, str]] = set()
    for judge in judges:
        key = (judge.name, way_of(judge))
        if key in seen:
            raise SettingsError(
                f"two judges are called {judge.name!r}", hint=f"name them apart: -j first={judge.name} -j second=..."
            )
        seen.add(key)


def _check_language(language: str, rubric: Rubric) -> None:
    if language != "auto" and language not in rubric.languages:
        raise SettingsError(
            f"rubric {rubric.id!r} has no text in {language!r}", hint=near_miss(language, (*rubric.languages, "auto"))
        )


def _check_prompts(
    judges: Sequence[Judge], rubric: Rubric, by_language: Mapping[str, Response], run: RunSettings
) -> None:
    """Render every dimension in every language the responses need, for each judge that asks."""
    for judge in (variant for one in judges for variant in variants(one)):
        if not isinstance(judge, AskingJudge):
            continue
        check_posing(judge, rubric, run)
        per = per_of(judge, rubric, run)
        for language, response in by_language.items():
            for dimension in rubric.asked if per != "class" else rubric.dimensions[-1:]:
                judge.ask(Case(response, rubric, (dimension,), language))
            if per == "rubric":
                judge.ask(Case(response, rubric, rubric.asked, language))
