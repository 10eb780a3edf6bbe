"""BLEU and chrF, by sacrebleu: words and characters that response and reference share."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from judge.textmetrics.base import Measured, Pair, missing

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

_BY_CHARACTER = {"ja", "ko", "th", "lo", "my", "km"}
"""Languages whose words are not told apart here."""


def tokenisation(language: str) -> str:
    """How sacrebleu takes texts of this language apart: Chinese between its characters, most others between words."""
    base = language.split("-", maxsplit=1)[0].lower()
    return "zh" if base == "zh" else "char" if base in _BY_CHARACTER else "13a"


class Bleu:
    """BLEU (Papineni et al. 2002), 0 to 100, with sacrebleu's tokenisation and smoothing (Post 2018).

    A single response has few long n-grams, so that of it those orders it has none of are left out (effective order).
    """

    name = "bleu"

    def measure(self, pairs: Sequence[Pair]) -> Measured:
        """Sentence BLEU of each, and corpus BLEU of all: its counts are summed before they are divided."""
        try:
            from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415 - an extra
        except ImportError:
            raise missing("sacrebleu", "BLEU", "metrics") from None
        tokenize = tokenisation(pairs[0].language)
        return _measured(BLEU(tokenize=tokenize, effective_order=True), BLEU(tokenize=tokenize), pairs)


class Chrf:
    """chrF (Popović 2015), 0 to 100: n-grams of up to six characters, recall counting twice."""

    name = "chrf"

    def measure(self, pairs: Sequence[Pair]) -> Measured:
        """Sentence chrF of each, and corpus chrF of all: its counts are summed before they are divided."""
        try:
            from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415 - an extra
        except ImportError:
            raise missing("sacrebleu", "chrF", "metrics") from None
        return _measured(CHRF(), CHRF(), pairs)


def _measured(alone: "Metric", together: "Metric", pairs: Sequence[Pair]) -> Measured:
    each = tuple(float(alone.sentence_score(p.text, list(p.references)).score) for p in pairs)
    # A response with fewer references than others has None in their place, as sacrebleu takes it.
    streams = [list(column) for column in zip_longest(*(p.references for p in pairs))]
    whole = together.corpus_score([p.text for p in pairs], cast("Sequence[Sequence[str]]", streams))
    return Measured(each, float(whole.score), pooled=True, signature=str(together.get_signature()))


def words_of(text: str, language: str) -> list[str]:
    """*text* in the words BLEU counts.

    Raises:
        InputError: sacrebleu is not installed.
    """
    try:
        from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415 - an extra
    except ImportError:
        raise missing("sacrebleu", "METEOR", "metrics-heavy") from None
    return str(BLEU(tokenize=tokenisation(language)).tokenizer(text)).split()
