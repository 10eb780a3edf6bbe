"""A trained classifier as a judge: an encoder, or n-grams and a regression. It knows how sure it is."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from judge.case import Case
from judge.choosing import class_row, said, ticks
from judge.classifiers.encoder import device_of
from judge.classifiers.libraries import check_encoder, check_tfidf, import_torch
from judge.classifiers.opening import Kind, Opened, check_whole, open_classifier
from judge.classifiers.passages import Passage, passage_of
from judge.classifiers.predicting import Predictor
from judge.classifiers.records import digest_of
from judge.dimension import Dimension
from judge.errors import SettingsError, near_miss
from judge.judgment import Judgment, State
from judge.rubric import Rubric

NOT_TRAINED_ON = "not_trained_on"
"""Reason code of an abstention on a dimension that was never learned."""


class ClassifierJudge:
    """Gives the most probable class of the one dimension it was trained on, and abstains on every other.

    The class of an ordered tree is answered as it is; what each node must have been answered for it, the engine knows.
    """

    def __init__(
        self, kind: Kind, where: str, *, name: str | None = None, dimension: str | None = None, device: str = "auto"
    ) -> None:
        self.kind, self.where, self.device = kind, where, device
        self.name = name or f"{kind}/{where}"
        self._asked_for = dimension
        self._opened: Opened | None = None

    def ready(self, rubric: Rubric, *, egress: str = "any") -> list[str]:
        """Find the classifier and whether it can judge by *rubric*; what must be said of it, as notes.

        Raises:
            InputError: There is none, it was trained on something else, its files were changed, or a library or
                a GPU is missing.
            PolicyError: *egress* forbids to fetch it.
        """
        opened = self._opened = open_classifier(self.kind, self.where, egress=egress)
        check_encoder() if self.kind == "encoder" else check_tfidf()
        check_whole(opened)
        if self.device == "cuda":
            device_of(import_torch(), self.device)
        dimension = self._dimension(rubric)
        if dimension is None:
            raise self._unfit(rubric)
        notes = _about_texts(self.name, opened)
        was, now = opened.record.get("about", {}).get("rubric_version", rubric.version), rubric.version
        if was != now:
            notes.append(f"judge {self.name!r} was trained under version {was!r} of the rubric, and this is {now!r}")
        question = next((q for q in rubric.asked if class_row(q) == dimension), None)
        own = {dimension.id} if question is None else {row.id for row in question.rated}
        others = [d.id for d in rubric.dimensions if d.id not in own]
        if others and dimension.id not in rubric.derived:
            notes.append(f"judge {self.name!r} was trained on {dimension.id}: it abstains on {', '.join(others)}")
        return notes

    async def decide(self, cases: Sequence[Case]) -> AsyncIterator[Judgment]:
        """The most probable class of each case, with the probabilities; computed beside whatever else goes on."""
        passages = [passage_of(case.response) for case in cases]
        rows = await asyncio.to_thread(self._predictor.probabilities, passages)
        for case, passage, row in zip(cases, passages, rows, strict=True):
            for judgment in self._judgments(case, passage, row):
                yield judgment

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Fingerprint of the model's files, and what it is taken to answer."""
        here = self.opened
        shown = here.folder.name if here.folder.name not in ("", ".") else str(here.folder.resolve().name)
        return {"model": f"{self.kind}/{shown}", "files_sha256": digest_of(here.folder), "dimension": self._about}

    @property
    def opened(self) -> Opened:
        """The classifier, found when it is first needed; nothing is fetched for it."""
        if self._opened is None:
            self._opened = open_classifier(self.kind, self.where, egress="none")
        return self._opened

    def __getstate__(self) -> dict[str, Any]:  # for another process, which loads the model itself
        return {k: v for k, v in self.__dict__.items() if k != "_predictor"}

    @property
    def _about(self) -> str | None:
        return self._asked_for or self.opened.dimension

    @cached_property
    def _predictor(self) -> Predictor:
        return Predictor(self.opened, device=self.device)

    def _dimension(self, rubric: Rubric) -> Dimension | None:
        """What it answers of *rubric*; a model that somebody else trained must fit exactly one dimension."""
        if self._about is not None:
            found = rubric.dimension(self._about)
            return found if found is not None and self._answers(found) else None
        fitting = [d for d in rubric.dimensions if self._answers(d)]
        return fitting[0] if len(fitting) == 1 else None

    def _answers(self, dimension: Dimension) -> list[str] | None:
        """The answer that each class is, by id, alias or name; ``None`` where one is none of the dimension's."""
        words = {word: answer.id for answer in dimension.answers for word in answer.words}
        found = [words.get(name.strip().casefold()) for name in self.opened.classes]
        return [str(answer) for answer in found] if all(found) else None

    def _judgments(self, case: Case, passage: Passage, row: Sequence[float]) -> Iterator[Judgment]:
        dimension = self._dimension(case.rubric)
        answers = self._answers(dimension) if dimension is not None else None
        if dimension is None or answers is None:
            yield from (_abstained(case, d) for d in case.rated)
            return
        best = max(range(len(row)), key=row.__getitem__)
        reason, given = self._predictor.reason(passage), dict(zip(answers, row, strict=True))
        question = next((q for q in case.dimensions if class_row(q) == dimension), None)
        if question is not None:
            own = list(_ticked(case, question, answers[best], given, reason))
            yield from own
            yield from (_abstained(case, d) for d in case.rated if d.id not in {j.dimension for j in own})
            return
        decided = Judgment(
            case.response.id, dimension.id, case.repeat, State.SCORED, reason, answers[best],
            dimension.passed(answers[best]), probabilities=given,
        )  # fmt: skip
        yield decided
        if dimension.id not in case.rubric.derived:
            yield from (_abstained(case, d) for d in case.rated if d.id != dimension.id)

    def _unfit(self, rubric: Rubric) -> SettingsError:
        classes = ", ".join(self.opened.classes[:8])
        if self._about is None:
            fits = "several dimensions" if any(self._answers(d) for d in rubric.dimensions) else "no dimension"
            return SettingsError(
                f"judge {self.name!r} answers {classes}, which fits {fits} of {rubric.id!r}",
                hint="name it with --set dimension=ID; its classes must be the dimension's answers",
            )
        if rubric.dimension(self._about) is None:
            return SettingsError(
                f"judge {self.name!r} was trained on {self._about!r}, which {rubric.id!r} does not have",
                hint=near_miss(self._about, (d.id for d in rubric.dimensions)),
            )
        return SettingsError(
            f"judge {self.name!r} answers {classes}, which are not the answers of {self._about!r} in {rubric.id!r}",
            hint="train it by this rubric",
        )


def _ticked(
    case: Case, question: Dimension, chosen: str, given: Mapping[str, float], reason: str | None
) -> Iterator[Judgment]:
    """The one class of a question of which any answers may be chosen, with the yes or no that it is to each of them."""
    said_of = said(question, [chosen])
    shares = {row.id: {"yes": (p := given.get(a.id, 0.0)), "no": 1 - p} for a, row in ticks(question)}
    for part in question.rated:
        answer = said_of[part.id]
        about = shares.get(part.id, given)
        of = case.response.id, part.id, case.repeat, State.SCORED, reason, answer, part.passed(answer)
        yield Judgment(*of, probabilities=about)


def _about_texts(name: str, opened: Opened) -> list[str]:
    notes = []
    if opened.kind == "tfidf":
        n = sum(opened.record["data"]["answers"].values())
        notes.append(
            f"judge {name!r} was trained on {n} texts: on these it gives the answers of models that had not seen their "
            "conversations, marked out_of_fold"
        )
    elif opened.record:
        n, picked = (opened.record["split"][side]["items"] for side in ("train", "validation"))
        notes.append(
            f"judge {name!r} was trained on {n} texts and picked on {picked}: its answers on these are marked "
            "trained_on and test nothing"
        )
    return notes


def _abstained(case: Case, dimension: Dimension) -> Judgment:
    return Judgment(case.response.id, dimension.id, case.repeat, State.ABSTAINED, NOT_TRAINED_ON)
