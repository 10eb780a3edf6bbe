"""A deterministic phrase judge, zh and en: a baseline, and named one wherever it shows."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

from judge.case import Case
from judge.dimension import Dimension
from judge.judgment import Judgment, State, scored, unread
from judge.strict_yaml import read_yaml

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'"})


class LexicalJudge:
    """Says yes where one of a dimension's phrases occurs, and no where none does.

    It sees neither negation nor context. On a dimension the lexicon does not know, or whose answers are not yes and no,
    it abstains.
    """

    def __init__(self, *, name: str | None = None) -> None:
        self.name = name or "baseline/lexical"

    async def decide(self, cases: Sequence[Case]) -> AsyncIterator[Judgment]:
        """One verdict a dimension, with the phrase that decided it as evidence."""
        for case in cases:
            text = case.response.said.translate(_APOSTROPHES)
            for d in case.rated:
                yield self._judgment(case, d, text)

    def _judgment(self, case: Case, dimension: Dimension, text: str) -> Judgment:
        pattern = self._patterns.get(dimension.id)
        if pattern is None or not dimension.is_yes_no:
            return next(j for j in unread(case, State.ABSTAINED, "not_in_lexicon") if j.dimension == dimension.id)
        found = pattern.search(text)
        verdict = scored(case, dimension, "yes" if found else "no")
        if found is None:
            return verdict
        quote = case.response.response[found.start() : found.end()]
        return Judgment(
            verdict.response_id, verdict.dimension, verdict.repeat, verdict.state, None, verdict.answer, verdict.passed,
            rationale=None, evidence=quote, evidence_found=True,
        )  # fmt: skip

    def dimensions(self) -> frozenset[str]:
        """Ids of the dimensions it has phrases for."""
        return frozenset(self._patterns)

    @cached_property
    def _source(self) -> bytes:
        return (files("judge.judges") / "lexicon.yaml").read_bytes()

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        lexicon = read_yaml(self._source, where="lexicon.yaml").data
        return {dimension: _pattern(phrases["en"], phrases["zh"]) for dimension, phrases in lexicon.items()}

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """The lexicon's fingerprint."""
        return {"model": "baseline/lexical", "lexicon_sha256": sha256(self._source).hexdigest()}


def _pattern(en: Sequence[str], zh: Sequence[str]) -> re.Pattern[str]:
    words = [rf"(?<!\w){re.escape(p)}(?!\w)" for p in en] + [re.escape(p) for p in zh]
    return re.compile("|".join(words), re.IGNORECASE)
