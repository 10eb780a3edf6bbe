"""How long after the first flagged turn each judge raises its first alarm, and how often it alarms at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.coding import ABSENT, Coded, Codes, as_flags
from judge.scoring.guards import Grounds, cautions_for
from judge.scoring.notes import agreement_notes
from judge.scoring.operating.parts import whole
from judge.scoring.operating.table import REFERENCES
from judge.scoring.raters.asked import Asked, asked
from judge.scoring.raters.repeating import with_means
from judge.scoring.references import Labelled
from judge.scoring.rows import Said, row_of
from judge.scoring.study import Study
from judge.scoring.writing import failing_words
from judge.stats.delays import DELAYS, OF_ONSETS, Course, cells, course
from judge.stats.estimate import NO_ITEM, Estimate, undefined
from judge.stats.family import Ledger
from judge.stats.resampling import REPLICATES, Floats, Plan
from judge.table import Row, Table


@dataclass(frozen=True)
class Conversation:
    """The judged turns of one conversation, in order."""

    name: str
    units: NDArray[np.intp]
    """Where they stand among the units."""
    cluster: int


@dataclass(frozen=True)
class Watched:
    """One judge over the conversations of one dimension."""

    items: Labelled
    judge: Asked
    repeat: int
    biased: str | None
    """Why these labels cannot tell what it misses, if they cannot."""
    conversations: Sequence[Conversation]
    courses: Sequence[Course]


def delays(
    coded: Coded,
    *,
    dimensions: Sequence[str] = (),
    reference: str = "any",
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """A row per judge, way of asking, repeat, dimension and statistic of `judge.stats.delays`; conversations are items.

    An alarm is a failing answer; a turn that was not read raised none. Conversations of which no turn is labelled are
    left out. ``about`` holds each conversation under each judge.

    Raises:
        InputError: The run judges no turns, or a dimension or the reference is not there.
    """
    _check(coded, dimensions, reference)
    conversations = conversations_of(coded)
    plan = Plan(coded.labelled_clusters, replicates, seed)
    found = [
        watched
        for items in Study(coded, plan, None, whole(coded)).labelled
        if items.dimension.failing and (not dimensions or items.dimension.id in dimensions)
        for watched in _watched(coded, plan, items, reference, conversations)
    ]
    rows = [row for watched in found for row in _rows(watched, plan, reference)]
    about = {
        "rubric": coded.rubric.id,
        "rubric_version": coded.rubric.version,
        "reference": reference,
        "resampling": {"replicates": replicates, "seed": seed, "clusters": coded.labelled_clusters},
        "conversations": [row for watched in found for row in _each(coded, watched)],
    }
    return Table(about, list(with_means(rows)), [*agreement_notes(coded, by=None), *_notes(coded)])


def _check(coded: Coded, dimensions: Sequence[str], reference: str) -> None:
    if not any(unit.turn is not None for unit in coded.units):
        raise InputError(
            f"this run judges no turns: the unit of {coded.rubric.id!r} is {coded.rubric.unit}",
            hint="judge with --unit user_turn, or a rubric about turns such as risk_turns",
        )
    if reference not in REFERENCES:
        raise InputError(f"--reference {reference!r} is none that delays are counted by", hint="majority, any or all")
    known = [d.id for d in coded.rubric.dimensions]
    for name in dimensions:
        if name not in known:
            raise InputError(f"the rubric has no dimension {name!r}", hint=near_miss(name, known))


def conversations_of(coded: Coded) -> list[Conversation]:
    """Every conversation with its judged turns, by their place in it."""
    turns: dict[str, list[tuple[int, int]]] = {}
    for i, unit in enumerate(coded.units):
        if unit.turn is not None:
            turns.setdefault(unit.whole_id, []).append((unit.turn, i))
    return [
        Conversation(name, np.array([i for _, i in sorted(own)], np.intp), int(coded.clusters[own[0][1]]))
        for name, own in turns.items()
    ]


def _watched(
    coded: Coded, plan: Plan, items: Labelled, reference: str, conversations: Sequence[Conversation]
) -> Iterator[Watched]:
    flags = np.full(len(coded.units), np.nan)
    flags[items.at] = REFERENCES[reference](items).flags
    labelled = [c for c in conversations if not np.isnan(flags[c.units]).all()]
    for judge in asked(Study(coded, plan, None, whole(coded)), items):
        for repeat, biased in zip(judge.repeats, judge.biased, strict=True):
            codes = coded.column((judge.judge, judge.ask), repeat, items.dimension.id)
            shown = [c for c in labelled if (codes[c.units] != ABSENT).any()]
            yield Watched(items, judge, repeat, biased, shown, _courses(items, codes, flags, shown))


def _courses(items: Labelled, codes: Codes, flags: Floats, shown: Sequence[Conversation]) -> list[Course]:
    alarms = as_flags(codes, items.dimension)
    return [course(flags[c.units], alarms[c.units]) for c in shown]


def _rows(watched: Watched, plan: Plan, reference: str) -> Iterator[Row]:
    clusters = np.array([c.cluster for c in watched.conversations], np.int64)
    onset = np.array([c.onset is not None for c in watched.courses], np.bool_)
    ledger = Ledger(plan, clusters)
    ledger.add("delays", cells(watched.courses), items=len(watched.courses))
    family = ledger.close()["delays"]
    grounds = Grounds.of(watched.items)
    for name, statistic in DELAYS.items():
        used = onset if name in OF_ONSETS else np.ones_like(onset)
        estimate = family.estimate(statistic, n_items=int(used.sum()))
        n_clusters = int(np.unique(clusters[used]).size)
        cautions = cautions_for(name, grounds, reference=reference, clusters=n_clusters)
        said = Said(
            judge=watched.judge.judge,
            ask=watched.judge.ask,
            dimension=watched.items.dimension.id,
            repeat=watched.repeat,
            statistic=name,
            positive=failing_words(watched.items),
            reference=reference,
            n_clusters=n_clusters,
            n_raters=1 + len(watched.items.names),
            cautions=(*cautions, *_cautions(watched, name)),
        )
        yield row_of(said, _known(watched, estimate))


def _known(watched: Watched, estimate: Estimate) -> Estimate:
    if watched.biased is not None:
        return undefined(watched.biased, n_items=estimate.n_items)
    return replace(estimate, reason=NO_ITEM) if not watched.courses else estimate


def _cautions(watched: Watched, statistic: str) -> tuple[str, ...]:
    of_onsets = statistic in OF_ONSETS
    said = [
        _unread(watched.courses),
        _earlier(watched.courses) if of_onsets else None,
        _censored(watched.courses) if statistic == "delay_mean" else None,
    ]
    return tuple(sentence for sentence in said if sentence is not None)


def _unread(courses: Sequence[Course]) -> str | None:
    unread, turns = sum(c.unread for c in courses), sum(c.turns for c in courses)
    return f"{unread} of {turns} turns have no verdict: nobody was warned there" if unread else None


def _earlier(courses: Sequence[Course]) -> str | None:
    earlier = sum(c.unknown_before > 0 for c in courses)
    if not earlier:
        return None
    return f"{earlier} conversation(s) have undecided turns before the first flagged one: it may be earlier"


def _censored(courses: Sequence[Course]) -> str | None:
    censored = sum(c.censored for c in courses)
    return f"{censored} conversation(s) were never detected: this mean is of the others" if censored else None


def _each(coded: Coded, watched: Watched) -> Iterator[Row]:
    for conversation, own in zip(watched.conversations, watched.courses, strict=True):
        turns = [coded.units[i].turn for i in conversation.units]
        yield {
            "judge": watched.judge.judge,
            "ask": watched.judge.ask,
            "repeat": watched.repeat,
            "dimension": watched.items.dimension.id,
            "conversation": conversation.name,
            "turns": own.turns,
            "onset": None if own.onset is None else turns[own.onset],
            "detected": None if own.detected is None else turns[own.detected],
            "delay": own.delay,
            "censored": own.censored,
            **_counts(own),
        }


def _counts(own: Course) -> Mapping[str, int | None]:
    names = ("watched", "alarms", "false", "early", "unread", "unknown_before")
    return {name: getattr(own, name) for name in names}


def _notes(coded: Coded) -> list[str]:
    if coded.weights is None:
        return []
    return ["the labels name sampling_p, which is a turn's: delays count each conversation once"]
