"""What a word or a reply from elsewhere means under a rubric: the dimension it is about, and the judgment it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from judge.call import Reply, ReplyForm
from judge.case import Case
from judge.dimension import Dimension
from judge.errors import DatasetError, ReplyError, SettingsError, near_miss
from judge.judges.llm import read_judgments
from judge.judgment import Judgment, State
from judge.parsing import evidence_found, read_reply
from judge.parsing.own_token import own_token
from judge.parsing.words import answer_words
from judge.readers.answers import ABSTENTIONS, NOT_APPLICABLE_WORDS, Words, label_words, read_answer
from judge.readers.choices import DIVIDED, read_choice
from judge.readers.imports import Found
from judge.readers.labels import named_in
from judge.readers.row import RawRow, shown
from judge.record import dataclass
from judge.rubric import Rubric

UNREAD_ELSEWHERE = "unread_elsewhere"
"""Reason code of what its own tool could not read either."""
_STATES = {"observed": State.SCORED, "not_applicable": State.NOT_APPLICABLE, "abstained": State.ABSTAINED}


@dataclass(frozen=True)
class Meaning:
    """How words of others are taken.

    Args:
        rubric: Whose dimensions and answers they are.
        form: How replies are read; ``None``: answers are taken as they stand beside them.
        only: The dimension that everything is about which names none.
        answers: What their words mean, in small letters: by dimension's id, or for all under ``""``.
    """

    rubric: Rubric
    form: ReplyForm | None = None
    only: str | None = None
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def _words(self) -> Words:
        return label_words(self.rubric)

    def reads(self, one: Found) -> bool:
        """Whether its reply is read here."""
        return one.reply is not None and self.form is not None

    def about(self, one: Found) -> tuple[Dimension, ...]:
        """The dimensions that it answers: those of its name, or all that are asked at once.

        Raises:
            DatasetError: Nobody knows the name.
            SettingsError: It names none, and could be about several.
        """
        name = one.dimension or self.only
        if name is not None:
            return (self._named(name, one.row),)
        if self.rubric.decide != "each" and (self.form == "label" or not self.reads(one)):
            return (self.rubric.dimensions[-1],)
        if len(self.rubric.asked) > 1 and (self.form == "label" or not self.reads(one)):
            raise SettingsError(
                f"{one.row.file}: one word answers one question, and {self.rubric.id!r} asks {len(self.rubric.asked)}",
                hint="--map dimension=COLUMN says which, or --dimension ID for all of them",
            )
        return self.rubric.asked

    def check(self, one: Found) -> None:
        """Refuse what nobody knows, before anything is written.

        Raises:
            DatasetError: A dimension or an answer is a word that nobody knows.
            SettingsError: It names no dimension, and could be about several.
        """
        if one.reply is None and not one.column and one.state is None:
            return
        for dimension in self.about(one):
            if one.column and not self.reads(one):
                self._words_of(one, dimension)

    def judgments(self, one: Found, case: Case) -> list[Judgment]:
        """What it says about *case*, whose dimensions it answers.

        Raises:
            DatasetError: An answer is a word that nobody knows.
        """
        if self.reads(one):
            assert self.form is not None  # noqa: S101 - reads() has looked
            return read_judgments(case, self.form, reply_of(one))
        return [judgment for dimension in case.dimensions for judgment in self._answered(one, case, dimension)]

    def flags(self, one: Found, case: Case) -> tuple[str, ...]:
        """What is odd about a reply though it can be read."""
        if not self.reads(one) or self.form != "trailing_dict":
            return ()
        try:
            return read_reply(reply_of(one), form=self.form, dimensions=case.dimensions, token=case.token).flags
        except ReplyError:
            return ()

    def token(self, one: Found) -> str:
        """The token that its reply must repeat; the one it has where nobody says which it was given."""
        if one.token is not None or self.form is None:
            return one.token or ""
        return own_token(one.reply or "", self.form)

    def _named(self, name: str, row: RawRow) -> Dimension:
        found = named_in(self.rubric, name) or next((d for d in self.rubric.asked if d.id == name), None)
        if found is None:
            offer = near_miss(name, (d.id for d in self.rubric.dimensions))
            raise row.error(f"no dimension {shown(name)} in {self.rubric.id!r}", hint=offer)
        return found

    def _answered(self, one: Found, case: Case, dimension: Dimension) -> Iterator[Judgment]:
        """On every row of *dimension*: one, or of several answers a yes or no for each."""
        rows = {row.id: row for row in dimension.rated}
        left = [(row, one.state or State.MALFORMED, None) for row in rows]
        quoted = evidence_found(one.evidence, case.response.said, spans=dimension.evidence == "spans")
        for row, state, answer in self._words_of(one, dimension) if one.column else left:
            yield Judgment(
                response_id=case.response.id,
                dimension=row,
                repeat=case.repeat,
                state=state,
                reason_code=None if one.column else UNREAD_ELSEWHERE,
                answer=answer,
                passed=rows[row].passed(answer) if answer is not None else None,
                rationale=one.rationale,
                evidence=one.evidence,
                evidence_found=quoted,
            )

    def _words_of(self, one: Found, dimension: Dimension) -> Sequence[tuple[str, State, str | None]]:
        """As a label of these words would be read, after what ``--answers`` and the source say of them."""
        row = self._meant(one, dimension)
        if dimension.choose == "any":
            return [(name, _STATES[state], a) for name, state, a in read_choice(row, one.column, dimension)]
        found = read_answer(row, one.column, dimension, self._words)
        if found is None:
            raise DatasetError(f"{one.row.where}: no answer", hint="an empty cell is no judgment")
        return [(dimension.id, _STATES[found[0]], found[1])]

    def _meant(self, one: Found, dimension: Dimension) -> RawRow:
        """The row, its words put into the rubric's; of several answers each by itself."""
        text = one.row.scalar(one.column).casefold()
        several = DIVIDED.split(text) if dimension.choose == "any" else [text]
        words = [self._own_word(word.strip(), one, dimension) for word in several]
        if all(word is None for word in words):
            return one.row
        written = "; ".join(own if own is not None else word for own, word in zip(words, several, strict=True))
        return replace(one.row, fields={one.column: written})

    def _own_word(self, word: str, one: Found, dimension: Dimension) -> str | None:
        meant = self.answers.get(dimension.id, {}).get(word) or self.answers.get("", {}).get(word)
        return one.meanings.get(word) if meant is None and word not in self._words.get(dimension.id, {}) else meant


def reply_of(one: Found) -> Reply:
    """What came back, as far as it was kept: no attempt of ours, and no price."""
    return Reply(content=one.reply, model_returned=one.model, http_attempts=0)


def answers_given(pairs: Sequence[tuple[str, str]], rubric: Rubric) -> dict[str, dict[str, str]]:
    """Words of others with what they mean, ``0`` and ``nonsense`` or ``empathy:1`` and ``yes``, by dimension.

    Raises:
        SettingsError: No dimension of the rubric has such an answer.
    """
    found: dict[str, dict[str, str]] = {}
    words = {**label_words(rubric), **{d.id: answer_words(d) for d in rubric.asked if d.choose == "any"}}
    for word, answer in pairs:
        dimension, own = _of_dimension(word, rubric)
        offered = {w for name, known in words.items() if dimension in ("", name) for w in known}
        meant = answer.strip().casefold()
        if meant not in offered | NOT_APPLICABLE_WORDS | ABSTENTIONS:
            raise SettingsError(
                f"--answers {word}={answer}: no dimension of {rubric.id!r} has the answer {answer!r}",
                hint=near_miss(meant, offered),
            )
        found.setdefault(dimension, {})[own.strip().casefold()] = meant
    return found


def _of_dimension(word: str, rubric: Rubric) -> tuple[str, str]:
    name, colon, rest = word.partition(":")
    dimension = named_in(rubric, name) if colon else None
    return ("", word) if dimension is None else (dimension.id, rest)
