"""How long a response is: what no metric of likeness should be much better than without good reason."""

from collections.abc import Sequence

from judge.textmetrics.base import Measured, Pair, mean


class Length:
    """Characters of the response, white space not counted. It looks at no reference."""

    name = "length"

    def measure(self, pairs: Sequence[Pair]) -> Measured:
        """The length of each response, and the mean."""
        each = tuple(float(len("".join(p.text.split()))) for p in pairs)
        return Measured(each, mean(each), pooled=False, signature="characters without white space")
