"""VERA-MH's folders: a table of ratings for each conversation and judge, transcripts in a folder of their own."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from judge.errors import DatasetError, NotFoundError, SettingsError
from judge.readers.delimited import read_tsv
from judge.readers.encoding import decode
from judge.readers.imports.found import Found, Wanted
from judge.readers.imports.numbering import numbered
from judge.readers.imports.sources import Questions, passed_over_notes
from judge.scenario import Response, Turn

NAMED = re.compile(r"(?P<conversation>.+?_run\d+(?:_s\d+_[a-z]+)?)_(?P<judge>[^_]+)_i(?P<instance>\d+)\Z")
"""A file of ratings without its suffix: conversation, judge and its instance."""
_OF_CONVERSATION = re.compile(r"[0-9a-f]+_(?P<persona>[^_]+)_(?P<user>.+)_run\d+")
_OF_FOLDER = re.compile(r"__a_(?P<candidate>.+?)__t\d+")
_SPEAKER = re.compile(r"^(user|agent|chatbot|assistant|provider):[ \t]?", re.MULTILINE)
_ENDED = re.compile(r"^\[CONVERSATION ENDED[^\n]*\]\s*$", re.MULTILINE)
_MEANINGS = {"not relevant": "na"}
_REASONS = ("justification", "reasoning")


def read_vera_mh(path: Path, wanted: Wanted, notes: list[str]) -> Iterator[Found]:
    """Every rating of every judge's instance, which is a repeat, in the order of conversations.

    The folder may be an evaluation or the run of conversations it belongs to. Transcripts are looked for beside it, in
    ``conversations/``, or where ``--responses`` says. Where the rubric judges responses and not conversations, the
    chatbot's last turn is the response, and everything before is the context.

    Raises:
        DatasetError: A table cannot be read, or none rates a dimension of the rubric.
        NotFoundError: There are no ratings, or no transcript of one.
    """
    files = _ratings(path)
    questions, transcripts = Questions(wanted), Transcripts(path, wanted)
    instances = numbered((judge, instance) for _, judge, instance in (_named(f, wanted) for f in files))
    nothing = True
    for file in files:
        conversation, judge, instance = _named(file, wanted)
        response = transcripts.of(conversation, file)
        for row in read_tsv(file, notes):
            dimension = questions.of(row.needed("dimension"), alone=False)
            if dimension is None:
                continue
            nothing = False
            reason = next((row.text(name) for name in _REASONS if row.text(name)), None)
            yield Found(
                row=row,
                response=response,
                judge=judge,
                repeat=instances[judge, instance],
                dimension=dimension,
                column="score" if row.scalar("score") else "",
                rationale=reason,
                model=judge,
                meanings=_MEANINGS,
            )
    if nothing:
        raise questions.nothing(path)
    notes += passed_over_notes(questions, path)


def _ratings(path: Path) -> Sequence[Path]:
    files = [f for f in sorted(path.rglob("*.tsv")) if NAMED.match(f.stem)] or sorted(path.glob("*.tsv"))
    if not files:
        hint = "give the folder of one evaluation (j_...), with a .tsv for each conversation"
        raise NotFoundError(f"{path}: no ratings of VERA-MH", hint=hint)
    return files


def _named(file: Path, wanted: Wanted) -> tuple[str, str, str]:
    """Conversation, judge and instance, as the file's name has them."""
    found = NAMED.match(file.stem)
    if found is None:
        return file.stem, wanted.judge or "vera-mh", "1"
    return found["conversation"], wanted.judge or found["judge"], found["instance"]


class Transcripts:
    """Finds what was said in a conversation that was rated.

    Args:
        path: The folder of ratings.
        wanted: Where transcripts lie, if not beside it, and whether they are wanted at all.
    """

    def __init__(self, path: Path, wanted: Wanted) -> None:
        self._wanted = wanted
        places = [wanted.responses] if wanted.responses is not None else [*_beside(path)]
        self._files = {f.stem: f for place in reversed(places) for f in sorted(place.glob("*.txt"))}
        if not self._files and wanted.texts:
            raise SettingsError(
                f"{path}: no transcripts lie beside the ratings",
                hint="--responses FOLDER names where they lie, --no-texts does without",
            )

    def of(self, conversation: str, rating: Path) -> Response:
        """The conversation as a response.

        Raises:
            NotFoundError: There is no transcript of that name.
            DatasetError: It says nothing of who spoke.
        """
        turns: tuple[Turn, ...] = ()
        if self._wanted.texts:
            if conversation not in self._files:
                hint = "--responses FOLDER names where transcripts lie, --no-texts does without"
                raise NotFoundError(f"{rating}: no transcript {conversation + '.txt'!r}", hint=hint)
            turns = turns_of(self._files[conversation])
        whole = self._wanted.rubric.unit != "response"
        last = None if whole else max((i for i, t in enumerate(turns) if t.role == "assistant"), default=None)
        parts = _OF_CONVERSATION.match(conversation)
        tags = {"persona": parts["persona"], "user_model": parts["user"]} if parts else {}
        return Response(
            id=conversation,
            scenario_id=parts["persona"] if parts else conversation,
            candidate=self._candidate(rating),
            turns=turns if last is None else turns[:last],
            response="" if last is None else turns[last].content,
            language=None if turns else "en",
            tags=MappingProxyType(tags),
            of=conversation if whole else None,
        )

    def _candidate(self, rating: Path) -> str:
        found = _OF_FOLDER.search(str(rating.parent))
        return self._wanted.candidate or (found["candidate"] if found else "unnamed")


def _beside(path: Path) -> Iterator[Path]:
    for folder in (path, path.parent, path.parent.parent):
        yield folder / "conversations"
    yield path


def turns_of(file: Path) -> tuple[Turn, ...]:
    """What was said, turn by turn.

    Raises:
        DatasetError: No line begins with who speaks.
    """
    text = _ENDED.sub("", decode(file.read_bytes(), file=str(file), notes=[]).replace("\r\n", "\n"))
    starts = list(_SPEAKER.finditer(text))
    if not starts:
        raise DatasetError(
            f"{file}: no line begins with 'user:' or 'agent:'", hint="a turn begins with who speaks and a colon"
        )
    ends = [*(s.start() for s in starts[1:]), len(text)]
    return tuple(
        Turn("user" if start[1] == "user" else "assistant", text[start.end() : end].strip())
        for start, end in zip(starts, ends, strict=True)
    )
