"""METEOR, by nltk: words that response and reference share, by form, stem or WordNet's synonyms."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from judge.errors import InputError
from judge.textmetrics.base import Measured, Pair, mean, missing
from judge.textmetrics.overlap import tokenisation, words_of


class Synonyms(Protocol):
    """What METEOR asks of WordNet."""

    def synsets(self, lemma: str) -> Iterable[object]:
        """The groups of synonyms that a word is in."""
        ...


class Meteor:
    """METEOR (Banerjee and Lavie 2005), 0 to 1; of several references the best counts; of all responses the mean.

    Words as BLEU has them. Stems and synonyms are English: of Chinese only equal characters match.

    Args:
        synonyms: In place of WordNet's.
    """

    name = "meteor"

    def __init__(self, synonyms: Synonyms | None = None) -> None:
        self._synonyms = synonyms

    def measure(self, pairs: Sequence[Pair]) -> Measured:
        """METEOR of each response, and their mean."""
        try:
            from nltk import __version__  # noqa: PLC0415 - an extra
            from nltk.translate.meteor_score import meteor_score  # noqa: PLC0415
        except ImportError:
            raise missing("nltk", "METEOR", "metrics-heavy") from None
        with_it = {"wordnet": self._synonyms or _wordnet()}
        language = pairs[0].language
        each = tuple(
            float(meteor_score([words_of(r, language) for r in p.references], words_of(p.text, language), **with_it))
            for p in pairs
        )
        signature = f"nltk:{__version__}|tok:{tokenisation(language)}|case:lc"
        return Measured(each, mean(each), pooled=False, signature=signature)


def _wordnet() -> Synonyms:
    from nltk.corpus import wordnet  # noqa: PLC0415 - an extra

    try:
        wordnet.ensure_loaded()
    except LookupError:
        raise InputError(
            "METEOR needs the WordNet data, which is not here",
            hint="where there is a network: python -m nltk.downloader wordnet; or leave METEOR out",
        ) from None
    found: Synonyms = wordnet
    return found
