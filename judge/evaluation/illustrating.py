"""Which labelled responses a job shows its judges as worked examples: ``--shots K --shots-from FILE``."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from judge.case import Case
from judge.drawing import Shots, what_is_said
from judge.errors import SettingsError
from judge.evaluation.posing import per_of
from judge.judges.base import AskingJudge, Judge
from judge.readers.shots import read_shots
from judge.rubric import Rubric
from judge.scenario import Response
from judge.settings import RunSettings
from judge.store.run import Run
from judge.store.schema import is_begun


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
    if run.shots is None and run.shots_from is None:
        if run.shots_seed:
            raise SettingsError(
                "--shots-seed draws worked examples, and none are wished for", hint="add --shots 8 --shots-from FILE"
            )
        return None
    if run.shots is None or run.shots_from is None:
        raise SettingsError("--shots and --shots-from go together", hint="--shots 8 --shots-from labelled.jsonl")
    for judge in judges:
        if isinstance(judge, AskingJudge) and per_of(judge, rubric, run) != "class":
            raise SettingsError(
                f"worked examples are shown where the class is asked for at once, and --ask {judge.way} does not",
                hint="add --ask flat, or write examples into the rubric",
            )
    given = read_shots(run.shots_from, rubric, rubric.dimensions[-1], notes=notes)
    judged = {what_is_said(r) for r in responses}
    if folder is not None and is_begun(folder):
        judged |= {what_is_said(r) for r in Run(folder).responses()}
    pool = [shot for shot in given if what_is_said(shot.response) not in judged]
    if len(pool) < len(given):
        notes.append(f"{len(given) - len(pool)} of {len(given)} worked examples are judged themselves: never shown")
    if len(pool) < run.shots:
        raise SettingsError(
            f"{run.shots_from} leaves {len(pool)} worked examples, and --shots {run.shots} wants more",
            hint="label more responses that are not judged, or show fewer",
        )
    if unseen := [a for a in rubric.dimensions[-1].answer_ids if a not in {shot.answer for shot in pool}]:
        notes.append(f"no worked example is of the class {', '.join(unseen)}")
    return Shots(tuple(pool), run.shots, run.shots_seed)


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
