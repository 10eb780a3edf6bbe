"""Judges that never look, beside which every judge stands where a number alone would flatter it."""

import numpy as np

from judge.scoring.coding import Codes, failing
from judge.scoring.references import Labelled

ALWAYS_PASS = "always-pass"  # noqa: S105 - the name of a judge
"""What rows call the judge that gives every item a passing answer."""
ALWAYS_SAME = "always-same"
"""The same where no answer passes: the judge that gives every item the answer experts gave most."""
RANDOM_EXPERT = "random-expert"
"""What rows call an expert drawn at random for each item."""


def lazy_name(items: Labelled) -> str:
    """What rows call the judge of `always_pass`."""
    return ALWAYS_PASS if items.dimension.has_sides else ALWAYS_SAME


def always_pass(items: Labelled) -> Codes:
    """The passing answer that experts gave most, for every item; of all answers where none passes."""
    given = np.bincount(items.codes[items.codes >= 0], minlength=len(items.dimension.answers))
    against = list(failing(items.dimension))
    passing = np.where(np.isin(np.arange(given.size), against), -1, given).argmax()
    if items.turned is None:
        return np.full(items.at.size, passing, np.int16)
    return np.where(items.turned, against[int(given[against].argmax())], passing).astype(np.int16)
