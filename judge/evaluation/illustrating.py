"""Which labelled responses a job shows its judges as worked examples: ``--shots K --shots-from FILE``."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from judge.case import Case
from judge.drawing import Shots, what_is_said
from judge.engines.manner import Per
from judge.errors import SettingsError
from judge.evaluation.posing import per_of
from judge.judges.base import AskingJudge, Judge
from judge.readers.shots import read_shots
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scenario import Response
from judge.settings import RunSettings
from judge.store.run import Run
from judge.store.schema import is_begun


@dataclass(frozen=True, slots=True)
class ShotsWish:
    """How many worked examples of which file, drawn by which seed."""

    most: int | None = None
    file: str | Path | None = None
    seed: int = 0


def shots_of(
    run: RunSettings,
    rubric: Rubric,
    judges: Sequence[Judge],
    responses: Collection[Response],
    *,
    folder: Path | None,
    notes: list[str],
) -> Shots | None:
    """The worked examples of a run, without those that it judges: a judge that was shown the answer has not judged.

    Args:
        run: Its settings.
        rubric: Whose class the file's answers name.
        judges: Who is shown them: each asks for the class.
        responses: What is judged now.
        folder: The run's; what it has judged before is no worked example either.
        notes: Where to say what was left out.

    Raises:
        InputError: There are too few, or nobody who would be shown them.
    """
    ways = {judge.way: per_of(judge, rubric, run) for judge in judges if isinstance(judge, AskingJudge)}
    wish = ShotsWish(run.shots, run.shots_from, run.shots_seed)
    return shots_wished(wish, rubric, ways, _judged(responses, folder), notes=notes)


def _judged(responses: Collection[Response], folder: Path | None) -> Iterator[Response]:
    """What is judged now and, in the run's *folder*, was before; read only where somebody asks."""
    yield from responses
    if folder is not None and is_begun(folder):
        yield from Run(folder).responses()


def shots_wished(
    wish: ShotsWish, rubric: Rubric, ways: Mapping[str, Per], responses: Iterable[Response], *, notes: list[str]
) -> Shots | None:
    """The same where it is known which *ways* of asking ask for what.

    Args:
        wish: What was asked for.
        rubric: Whose class the file's answers name.
        ways: What one call asks, by way of asking.
        responses: What is judged, now or before.
        notes: Where to say what was left out.

    Raises:
        InputError: There are too few, or nobody who would be shown them.
    """
    if wish.most is None and wish.file is None:
        if wish.seed:
            raise SettingsError(
                "--shots-seed draws worked examples, and none are wished for", hint="add --shots 8 --shots-from FILE"
            )
        return None
    if wish.most is None or wish.file is None:
        raise SettingsError("--shots and --shots-from go together", hint="--shots 8 --shots-from labelled.jsonl")
    if other := next((way for way, per in ways.items() if per != "class"), None):
        raise SettingsError(
            f"worked examples are shown where the class is asked for at once, and --ask {other} does not",
            hint="add --ask flat, or write examples into the rubric",
        )
    given = read_shots(wish.file, rubric, rubric.dimensions[-1], notes=notes)
    judged = {what_is_said(r) for r in responses}
    pool = [shot for shot in given if what_is_said(shot.response) not in judged]
    if len(pool) < len(given):
        notes.append(f"{len(given) - len(pool)} of {len(given)} worked examples are judged themselves: never shown")
    if len(pool) < wish.most:
        raise SettingsError(
            f"{wish.file} leaves {len(pool)} worked examples, and --shots {wish.most} wants more",
            hint="label more responses that are not judged, or show fewer",
        )
    if unseen := [a for a in rubric.dimensions[-1].answer_ids if a not in {shot.answer for shot in pool}]:
        notes.append(f"no worked example is of the class {', '.join(unseen)}")
    return Shots(tuple(pool), wish.most, wish.seed)


def check_shown(
    judges: Sequence[Judge], rubric: Rubric, by_language: Mapping[str, Response], shots: Shots | None
) -> None:
    """Refuse a way of asking whose prompts leave the worked examples out.

    Raises:
        SettingsError: One does.
    """
    for judge in judges if shots is not None else ():
        if isinstance(judge, AskingJudge):
            for language, response in by_language.items():
                bare = Case(response, rubric, rubric.dimensions[-1:], language)
                with_them = replace(bare, shots=shots.of(0) if shots is not None else ())
                if judge.ask(bare)[0].sha256 == judge.ask(with_them)[0].sha256:
                    raise SettingsError(
                        f"--ask {judge.way} shows no worked examples", hint="give its template the block examples"
                    )
