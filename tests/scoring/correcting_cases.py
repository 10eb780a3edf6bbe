"""Candidates whose rates are to be corrected, in shorthand."""

import numpy as np
from scoring_cases import one_question

from judge.ratings import Rating, Ratings, Unit
from judge.scoring import scores
from judge.scoring.candidates.corrected import corrected
from judge.scoring.coding import code
from judge.stats.rectification import Items


def units(**candidates):
    """Responses of each candidate in turn, one to each scenario: ``a=30`` are 30 of a, to s0 ... s29."""
    pairs = [(name, i) for name, n in candidates.items() for i in range(n)]
    return {f"r{k}": Unit(f"r{k}", f"s{i}", name) for k, (name, i) in enumerate(pairs)}


def row_of(ratings, candidate="a", **options):
    """The one row of a candidate, with its correction."""
    coded = code(ratings)
    rows = corrected(coded, scores(coded), **options).rows
    (row,) = [r for r in rows if r["candidate"] == candidate and r["dimension"] == "safe"]
    return row


def items(verdicts, truth, weights=None):
    """The same as arrays: ``y`` 1, ``n`` 0, anything else nothing."""
    codes = {"y": 1.0, "n": 0.0}
    arrays = [np.array([codes.get(letter, np.nan) for letter in word]) for word in (verdicts, truth)]
    return Items(*arrays, np.arange(len(verdicts)), weights)


def with_chances(ratings, chances):
    """The same with the probability with which each response was chosen for labelling."""
    experts = [
        Rating(
            r.response_id, r.dimension, r.rater, "", 0, r.status, r.answer, sampling_p=chances[int(r.response_id[1:])]
        )
        for r in ratings.experts
    ]
    return Ratings(ratings.rubric, ratings.units, ratings.judges, experts)


def of_others(**changed):
    """a: 50 labelled, of which 30 pass; b: 40 judged and not labelled."""
    words = {"judged_a": "y" * 27 + "n" * 3 + "n" * 16 + "y" * 4, "truth_a": "y" * 30 + "n" * 20} | changed
    judged_b = words.get("judged_b", "y" * 28 + "n" * 12)
    verdicts, truth = words["judged_a"] + judged_b, words["truth_a"] + "." * len(judged_b)
    return one_question({"J": verdicts}, {"e": truth}, units=units(a=len(words["judged_a"]), b=len(judged_b)))
