"""Character n-grams and a logistic regression: what the surface of the words alone gives away."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from judge.classifiers.libraries import check_tfidf
from judge.classifiers.passages import Passage
from judge.classifiers.plans import TfidfPlan
from judge.errors import InputError
from judge.record import dataclass
from judge.store.folder import write_private

_WORDS, _NUMBERS = "ngrams.json", "numbers.npz"
_FEWEST_TEXTS = 2
"""An n-gram of fewer texts is left out: nothing can be learned from it about another text."""
_STEPS = 2000


@dataclass(frozen=True)
class Tfidf:
    """A trained model: the n-grams of contexts and of responses apart, and how each speaks for each class."""

    contexts: Any
    responses: Any
    regression: Any
    """A logistic regression of scikit-learn; ``None`` where only one class was ever seen."""
    seen: tuple[int, ...]
    """The classes that occurred, by their place."""
    classes: int

    def probabilities(self, passages: Sequence[Passage]) -> list[list[float]]:
        """Each passage's probability of each class; 0 for one that was never seen."""
        if self.regression is None:
            return [[float(i in self.seen) for i in range(self.classes)] for _ in passages]
        rows = []
        for found in self.regression.predict_proba(_features(self.contexts, self.responses, passages)).tolist():
            by_class = dict(zip(self.seen, found, strict=True))
            rows.append([by_class.get(i, 0.0) for i in range(self.classes)])
        return rows

    def save(self, folder: Path) -> None:
        """Write it to *folder* as text and numbers: nothing in there can run anything when it is read."""
        import numpy as np  # noqa: PLC0415 - comes with scikit-learn

        words = {name: _ngrams(part) for name, part in (("contexts", self.contexts), ("responses", self.responses))}
        about = {"seen": self.seen, "classes": self.classes, "longest": _longest(self.responses), **words}
        write_private(folder / _WORDS, json.dumps(about, ensure_ascii=True) + "\n")
        with (folder / f".{_NUMBERS}").open("wb") as out:
            regression = self.regression
            np.savez(
                out,
                of_contexts=_rarities(self.contexts),
                of_responses=_rarities(self.responses),
                coefficients=np.empty((0, 0)) if regression is None else regression.coef_,
                intercepts=np.empty(0) if regression is None else regression.intercept_,
            )
        (folder / f".{_NUMBERS}").chmod(0o600)
        (folder / f".{_NUMBERS}").replace(folder / _NUMBERS)


def fit(passages: Sequence[Passage], answers: Sequence[int], weights: Sequence[float], plan: TfidfPlan) -> Tfidf:
    """Learn to tell the *answers* of *passages* apart; an error on a class weighs as its place in *weights* says.

    Raises:
        SettingsError: scikit-learn is not installed.
        InputError: All texts are empty.
    """
    check_tfidf()
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra, and half a second to load

    fewest = min(_FEWEST_TEXTS, len(passages))
    contexts, responses = (_vectoriser(plan.longest, fewest=fewest) for _ in "ab")
    _learn_words(contexts, [p.context for p in passages])
    _learn_words(responses, [p.response for p in passages])
    if not (contexts.vocabulary_ or responses.vocabulary_):
        raise InputError("the texts are empty: nothing can be learned from them", hint="are these the responses?")
    seen = tuple(sorted(set(answers)))
    if len(seen) < 2:  # noqa: PLR2004 - two to tell apart
        return Tfidf(contexts, responses, None, seen, len(weights))
    regression = LogisticRegression(C=plan.c, max_iter=_STEPS)
    of_item = [weights[answer] for answer in answers]
    regression.fit(_features(contexts, responses, passages), answers, sample_weight=of_item)
    return Tfidf(contexts, responses, regression, seen, len(weights))


def read_tfidf(folder: Path) -> Tfidf:
    """The model that `Tfidf.save` wrote to *folder*.

    Raises:
        SettingsError: scikit-learn is not installed.
        InputError: Its files cannot be read.
    """
    check_tfidf()
    import numpy as np  # noqa: PLC0415 - comes with scikit-learn
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra

    try:
        about = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            contexts = _rebuilt(about["contexts"], numbers["of_contexts"], about["longest"])
            responses = _rebuilt(about["responses"], numbers["of_responses"], about["longest"])
            coefficients, intercepts = numbers["coefficients"], numbers["intercepts"]
    except (OSError, ValueError, KeyError):
        raise InputError(
            f"the model in {str(folder)!r} cannot be read", hint="was a file of it changed? train it again"
        ) from None
    seen = tuple(about["seen"])
    if not intercepts.size:
        return Tfidf(contexts, responses, None, seen, about["classes"])
    regression = LogisticRegression()
    regression.coef_, regression.intercept_ = coefficients, intercepts
    regression.classes_, regression.n_features_in_ = np.asarray(seen), coefficients.shape[1]
    return Tfidf(contexts, responses, regression, seen, about["classes"])


def _vectoriser(longest: int, *, fewest: int = 1, ngrams: Sequence[str] | None = None) -> Any:  # no types here
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - an extra

    known = None if ngrams is None else {ngram: i for i, ngram in enumerate(ngrams)}
    return TfidfVectorizer(
        analyzer="char", ngram_range=(1, longest), min_df=fewest, sublinear_tf=True, lowercase=True, vocabulary=known
    )


def _learn_words(vectoriser: Any, texts: Sequence[str]) -> None:  # no types here
    """Learn which n-grams there are: of single texts too where none is in two; none where all texts are empty."""
    for fewest in (vectoriser.min_df, 1):
        vectoriser.min_df = fewest
        try:
            vectoriser.fit(texts)
        except ValueError:
            vectoriser.vocabulary_ = {}
        else:
            return


def _features(contexts: Any, responses: Any, passages: Sequence[Passage]) -> Any:  # a sparse matrix
    from scipy.sparse import hstack  # noqa: PLC0415 - comes with scikit-learn

    parts = ((contexts, [p.context for p in passages]), (responses, [p.response for p in passages]))
    return hstack([part.transform(texts) for part, texts in parts if part.vocabulary_], format="csr")


def _ngrams(vectoriser: Any) -> list[str]:  # no types here
    return sorted(vectoriser.vocabulary_, key=vectoriser.vocabulary_.__getitem__)


def _rarities(vectoriser: Any) -> Any:  # an array
    return vectoriser.idf_ if vectoriser.vocabulary_ else []


def _longest(vectoriser: Any) -> int:  # no types here
    return int(vectoriser.ngram_range[1])


def _rebuilt(ngrams: Sequence[str], rarities: Any, longest: int) -> Any:  # no types here
    vectoriser = _vectoriser(longest, ngrams=ngrams)
    vectoriser.vocabulary_ = vectoriser.vocabulary or {}
    if ngrams:
        vectoriser.idf_ = rarities
    return vectoriser
