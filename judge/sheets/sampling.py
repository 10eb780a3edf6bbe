"""Which responses the experts are asked about, and with what probability each was chosen."""

from collections.abc import Mapping, Sequence
from random import Random

from judge.errors import InputError, near_miss
from judge.scenario import Response

UNTAGGED = ""
"""The stratum of responses that lack the tag: a stratum like any other."""


def draw(
    responses: Sequence[Response], *, size: int | None, stratify: str | None, seed: int
) -> list[tuple[Response, float | None]]:
    """Draw without replacement, each response with its inclusion probability; everything, without one, for no *size*.

    Within a stratum every response is as likely as any other, p = n_h / N_h. Strata get equal shares; what a small one
    cannot use goes to the others. Depends on the responses' ids and *seed*, not on their order in the file.

    Raises:
        InputError: More than there are, fewer than one a stratum, or a tag that no response has.
    """
    if size is None:
        if stratify is not None:
            raise InputError(f"stratify by {stratify!r} needs a sample size", hint="--sample N")
        return [(response, None) for response in responses]
    if not 1 <= size <= len(responses):
        raise InputError(f"a sample of {size} from {len(responses)} responses", hint=f"from 1 to {len(responses)}")
    strata = _strata(responses, stratify)
    chance = Random(seed)  # noqa: S311 - a draw that can be repeated, not a secret
    chosen: list[tuple[Response, float | None]] = []
    for name, n in _shares({name: len(members) for name, members in strata.items()}, size, chance).items():
        chosen += [(response, n / len(strata[name])) for response in chance.sample(strata[name], n)]
    return chosen


def _strata(responses: Sequence[Response], tag: str | None) -> dict[str, list[Response]]:
    if tag is not None and not any(tag in r.tags for r in responses):
        names = {name for r in responses for name in r.tags}
        raise InputError(f"no response has the tag {tag!r}", hint=near_miss(tag, names))
    strata: dict[str, list[Response]] = {}
    for response in sorted(responses, key=lambda r: r.id):
        name = UNTAGGED if tag is None else response.tags.get(tag, UNTAGGED)
        strata.setdefault(name, []).append(response)
    return dict(sorted(strata.items()))


def _shares(sizes: Mapping[str, int], total: int, chance: Random) -> dict[str, int]:
    if total < len(sizes):
        hint = f"at least {len(sizes)}: one for each, so that none is left without any chance"
        raise InputError(f"a sample of {total} for {len(sizes)} strata", hint=hint)
    shares = dict.fromkeys(sizes, 0)
    # One each a round: equal shares, and what a full stratum cannot take goes round to the others.
    while left := total - sum(shares.values()):
        open_ = [name for name in sizes if shares[name] < sizes[name]]
        each, odd = divmod(left, len(open_))
        if each == 0:
            lucky = chance.sample(open_, odd)
            return {name: n + (name in lucky) for name, n in shares.items()}
        for name in open_:
            shares[name] = min(sizes[name], shares[name] + each)
    return shares
