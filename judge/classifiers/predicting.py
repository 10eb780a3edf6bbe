"""A trained classifier at work: loaded once, asked for probabilities, honest about texts it was trained on."""

from collections.abc import Sequence
from functools import cached_property

from judge.classifiers.encoder import Encoder
from judge.classifiers.opening import Opened
from judge.classifiers.passages import Passage
from judge.classifiers.texts import read_texts
from judge.classifiers.tfidf import Tfidf, read_tfidf
from judge.classifiers.training_tfidf import read_aside

OUT_OF_FOLD = "out_of_fold"
"""Reason code of an answer on a text of the training, by a model that had not seen its conversation."""
TRAINED_ON = "trained_on"
"""Reason code of an answer on a text that was learned from, or that picked the checkpoint: it tests nothing."""


class Predictor:
    """What `Opened` describes, loaded when the first text comes."""

    def __init__(self, opened: Opened, *, device: str = "auto") -> None:
        self.opened = opened
        self.device = device

    def probabilities(self, passages: Sequence[Passage]) -> list[list[float]]:
        """Each passage's probability of each class.

        ``baseline/tfidf`` gives a text of its training what the model said that had not seen its conversation.

        Raises:
            SettingsError: A library is missing.
            InputError: The model's files cannot be loaded.
        """
        if self.opened.kind == "encoder":
            record, encoder = self.opened.record, self._encoder
            precision = str(record.get("precision", "fp32")) if encoder.device == "cuda" else "fp32"
            return encoder.probabilities(passages, longest=record.get("max_length"), precision=precision)
        new = [p for p in passages if p.sha256 not in self._aside]
        found = iter(self._tfidf.probabilities(new) if new else [])
        return [self._aside[p.sha256] if p.sha256 in self._aside else next(found) for p in passages]

    def reason(self, passage: Passage) -> str | None:
        """How the answer on *passage* must be marked: ``out_of_fold``, ``trained_on``, or not at all."""
        if self.opened.kind == "tfidf":
            return OUT_OF_FOLD if passage.sha256 in self._aside else None
        return TRAINED_ON if any(passage.sha256 in shas for shas in self._texts.values()) else None

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder(self.opened.folder, classes=None, device=self.device)

    @cached_property
    def _tfidf(self) -> Tfidf:
        return read_tfidf(self.opened.folder)

    @cached_property
    def _aside(self) -> dict[str, list[float]]:
        return read_aside(self.opened.folder)

    @cached_property
    def _texts(self) -> dict[str, frozenset[str]]:
        return read_texts(self.opened.folder)
