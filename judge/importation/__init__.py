"""Judgments made elsewhere become a run of ours: replies are read again here, and nobody is asked anything.

What comes out is a folder like any other: ``judge scores``, ``agreement``, ``export``, ``report`` and ``diff`` work on
it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, cast, get_args

from judge.call import ReplyForm
from judge.errors import SettingsError, near_miss
from judge.importation.gathering import Gathered, gather
from judge.importation.job import Import, nothing_in
from judge.importation.meaning import Meaning, answers_given
from judge.importation.units import with_units
from judge.library import load_rubric
from judge.readers.imports import IMPORTS, Beside, Found, Wanted, format_of
from judge.rubric import Rubric
from judge.scenario import Response
from judge.store.run import Run

__all__ = ["Gathered", "Import", "import_judgments", "prepare_import"]

_FORMS: Mapping[str, ReplyForm] = {"psycrisis": "trailing_dict"}
"""How replies are read where nobody says how."""
_JOINS = ("id", "row")


def import_judgments(path: str | Path, rubric: Rubric | str, *, folder: str | Path, **options: Any) -> Run:  # checked
    """Import what stands at *path* into the run in *folder*: see `prepare_import`.

    Raises:
        InputError: Something you can fix; nothing is written then.
        StorageError: The folder cannot be written, or somebody else is writing it.
    """
    return prepare_import(path, rubric, **options).run(folder)


def prepare_import(
    path: str | Path,
    rubric: Rubric | str,
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    replies: Sequence[tuple[str | None, Sequence[str]]] = (),
    verdicts: Sequence[tuple[str | None, Sequence[str]]] = (),
    reply: str | None = None,
    answers: Sequence[tuple[str, str]] = (),
    dimension: str | None = None,
    judge: str | None = None,
    candidate: str | None = None,
    responses: str | Path | None = None,
    join: str = "id",
    texts: bool = True,
) -> Import:
    """Read a file of judgments, and find everything that is wrong with it before anything is written.

    Args:
        path: The file, or VERA-MH's folder.
        rubric: A rubric, its name or its path.
        source: The format; found out from the file when absent.
        columns: Parts of a judgment, or dimensions, with what the file calls them.
        replies: Columns of raw replies, one a repeat, each group with its judge.
        verdicts: Columns of answers that were read elsewhere, in the same manner.
        reply: How replies are read here; answers are taken as the file has them when absent.
        answers: Words of the file with the answers they mean.
        dimension: What everything is about that names no dimension.
        judge: What the judge is called where the file does not say.
        candidate: Whose responses they are where the file does not say.
        responses: Where the texts lie that were judged.
        join: Whether they go with the judgments by ``id``, or ``row`` by row.
        texts: Whether texts are wanted at all.

    Raises:
        InputError: Something you can fix.
    """
    at = Path(path)
    read = rubric if isinstance(rubric, Rubric) else load_rubric(rubric)
    name = format_of(at, source, mapped=bool(columns or replies or verdicts))
    form = _form(reply) or _FORMS.get(name)
    wanted = Wanted(
        rubric=read,
        columns=dict(columns or {}),
        replies=[Beside(by, tuple(named)) for by, named in replies],
        verdicts=[Beside(by, tuple(named)) for by, named in verdicts],
        form=form,
        judge=judge,
        candidate=candidate,
        responses=Path(responses) if responses is not None else None,
        by_row=_joined(join, responses) == "row",
        texts=texts,
    )
    meaning = Meaning(read, form, dimension, answers_given(answers, read))
    notes = [] if source is not None else [f"{at}: read as {name}"]
    gathered = gather(_checked(with_units(IMPORTS[name](at, wanted, notes), read), meaning), form=form)
    if not gathered.replies and not gathered.answers:
        raise nothing_in(at)
    return Import(read, gathered, meaning, _about(at, name, wanted, gathered), notes)


def _checked(found: Iterable[tuple[Found, Response]], meaning: Meaning) -> Iterator[tuple[Found, Response]]:
    for one, response in found:
        meaning.check(one)
        yield one, response


def _form(reply: str | None) -> ReplyForm | None:
    if reply is not None and reply not in get_args(ReplyForm):
        raise SettingsError(f"no reply form {reply!r}", hint=near_miss(reply, get_args(ReplyForm)))
    return cast("ReplyForm | None", reply)  # checked above


def _joined(join: str, responses: str | Path | None) -> str:
    if join not in _JOINS:
        raise SettingsError(f"--join {join!r} is no way to join rows", hint="id, or row")
    if join == "row" and responses is None:
        raise SettingsError("--join row joins two files", hint="add --responses FILE")
    return join


def _about(path: Path, name: str, wanted: Wanted, gathered: Gathered) -> dict[str, Any]:  # JSON-ready values
    """Where it comes from, for whoever asks later: names and numbers, no text of anybody."""
    return {
        "file": path.name,
        "from": name,
        "sha256": sha256(path.read_bytes()).hexdigest() if path.is_file() else None,
        "responses": wanted.responses.name if wanted.responses is not None else None,
        "texts": wanted.texts,
        "reply": wanted.form,
        "columns": dict(wanted.columns),
        "judges": list(gathered.piles),
        "rows": gathered.rows,
        "replies": gathered.replies,
        "answers": gathered.answers,
        "nothing": gathered.nothing,
    }
