"""Labels divided into what may be tuned on and what tests it: one column more in the experts' own file."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from judge.errors import InputError, near_miss
from judge.readers import read_labels
from judge.readers.columns import with_column
from judge.readers.files import read_rows
from judge.readers.keys import read_keys
from judge.readers.row import RawRow
from judge.rubric import Rubric
from judge.scenario import Response
from judge.splitting import SIDES, Cluster, Side, divide, given_sides
from judge.store.folder import write_private
from judge.table import Row, Table

COLUMN = "split"
BY = ("scenario", "cluster", "response")
"""What holds items together, besides a tag of the responses."""


def split_labels(
    labels: str | Path,
    out: str | Path | None = None,
    *,
    dev: float = 0.3,
    by: str = "scenario",
    seed: int = 0,
    responses: Sequence[Response] | None = None,
    rubric: Rubric | None = None,
    force: bool = False,
    keep: bool = False,
) -> Table:
    """Write a copy of a file of labels with the column ``split``: ``dev`` may be tuned on, ``test`` makes the headline.

    Everything about one cluster falls on one side, so that nothing of what was tuned on is met again. A scenario is
    known from *responses*, or from the labels' own column ``cluster``; where nothing tells, a response is a cluster of
    its own, and the notes say so. The same clusters are divided alike whatever the rows' order. Rows of the table count
    each side, and with *rubric* what experts flagged and cleared on each dimension.

    Args:
        labels: The file; CSV, TSV, XLSX, JSON Lines or JSON.
        out: Where the copy goes; ``NAME.split.csv`` beside the file by default.
        dev: The share of clusters on the side ``dev``.
        by: ``scenario``, ``cluster`` (the column), ``response``, or a tag of the responses.
        seed: Another seed is another division.
        responses: The labelled responses, with their scenarios and tags.
        rubric: By which the labels are read, to count them.
        force: Divide anew where the file is divided already.
        keep: Divide only clusters that are on no side yet.

    Raises:
        InputError: The file is divided already, or what *by* names is not known of the labels.
        DatasetError: The file cannot be read.
        StorageError: The copy cannot be written.
    """
    path, notes = Path(labels), list[str]()
    target = Path(out) if out is not None else path.with_name(f"{path.stem}.split{path.suffix}")
    rows = read_rows(path, notes)
    _check(path, target, rows, force=force, keep=keep)
    ids = _response_ids(path, rows)
    clusters = _clusters(rows, ids, by, responses, notes)
    kept = given_sides(clusters, [row.word(COLUMN) or "" for row in rows]) if keep and not force else {}
    sides = divide(clusters, dev=dev, seed=seed, kept=kept)
    write_private(target, with_column(path, COLUMN, [sides[cluster] for cluster in clusters]))
    of_response = {response: sides[cluster] for response, cluster in zip(ids, clusters, strict=True)}
    counts = [_side(side, ids, clusters, of_response) for side in SIDES]
    if rubric is not None:
        counts += _dimensions(path, rubric, of_response, _turned(responses or ()))
        if rubric.dimensions_from == "scenario" and responses is None:
            notes.append(
                "which criteria have points below 0 is not known without the responses: a no counts as flagged"
            )
    else:
        notes.append("name the rubric (-r) or the run (--run) to count what is flagged and cleared on each side")
    shares = Counter(sides.values())
    about = {"labels": str(path), "file": str(target), "by": by, "seed": seed, "dev": shares["dev"] / len(sides)}
    return Table({**about, "clusters": len(sides), "kept": len(kept)}, counts, notes)


def _check(path: Path, target: Path, rows: Sequence[RawRow], *, force: bool, keep: bool) -> None:
    if target.suffix.lower() != path.suffix.lower():
        raise InputError(
            f"{str(target)!r} is no {path.suffix} file", hint="the copy has the format of the labels: name it so"
        )
    if target.resolve() == path.resolve():
        raise InputError(f"{str(target)!r} is the file of labels itself", hint="name another one with -o")
    if not (force or keep) and any(row.word(COLUMN) for row in rows):
        raise InputError(
            f"{path}: is split already",
            hint="--keep assigns only what has no side yet; --force divides anew, and what was tuned on may test",
        )


def _response_ids(path: Path, rows: Sequence[RawRow]) -> list[str]:
    if "response_id" in rows[0].fields or "key" not in rows[0].fields:
        return [row.needed("response_id") for row in rows]
    keys = read_keys(path)
    found = []
    for row in rows:
        key = row.needed("key")
        if key not in keys:
            hint = "was the key changed while labelling, or does the key file belong to another sheet?"
            raise row.error(f"the key {key!r} is not in the key file", column="key", hint=hint)
        found.append(keys[key][0])
    return found


def _clusters(
    rows: Sequence[RawRow], ids: Sequence[str], by: str, responses: Sequence[Response] | None, notes: list[str]
) -> list[Cluster]:
    if by == "response":
        return [("response", i) for i in ids]
    if by == "cluster" or (by == "scenario" and responses is None):
        named = _named(rows, ids)
        if by == "cluster" and not named:
            raise InputError("the labels name no cluster", hint="add a column 'cluster', or use --by response")
        if by == "scenario" and named:
            notes.append("which responses belong to one scenario is not known: divided by the labels' column cluster")
        return _or_alone(ids, named, notes)
    if responses is None:
        raise InputError(f"the tag {by!r} is the responses', not the labels'", hint="add --responses FILE or --run RUN")
    held = {r.whole_id: r for r in responses}
    if not any(i in held for i in ids):
        raise InputError("none of the labelled responses is among the responses", hint="are these the right ones?")
    found = _by_response(held, by, notes)
    if by == "scenario":
        found = _joined(found, _named(rows, ids), notes)
    return _or_alone(ids, found, notes)


def _joined(scenarios: Mapping[str, Cluster], named: Mapping[str, Cluster], notes: list[str]) -> dict[str, Cluster]:
    """Scenarios that the labels' own clusters tie together, held together: neither stands on both sides."""
    parent: dict[Cluster, Cluster] = {}

    def root(cluster: Cluster) -> Cluster:
        while parent.setdefault(cluster, cluster) != cluster:
            cluster = parent[cluster]
        return cluster

    for response, cluster in named.items():
        if response in scenarios:
            parent[root(scenarios[response])] = root(cluster)
    joined = {response: root(scenario) for response, scenario in scenarios.items()}
    if named:
        notes.append("the labels name clusters of their own: scenarios that share one are held together")
    return joined


def _named(rows: Sequence[RawRow], ids: Sequence[str]) -> dict[str, Cluster]:
    """The cluster each response's own rows name; a row that names none follows the response's others."""
    found: dict[str, Cluster] = {}
    for row, i in zip(rows, ids, strict=True):
        name = row.word("cluster")
        if name and found.setdefault(i, ("cluster", name))[1] != name:
            raise row.error(
                f"the response {i!r} is in the cluster {found[i][1]!r} elsewhere",
                column="cluster",
                hint="keep one of them",
            )
    return found


def _by_response(held: Mapping[str, Response], by: str, notes: list[str]) -> dict[str, Cluster]:
    """A cluster for each response: its scenario, or its value of a tag; without the tag, its scenario."""
    scenarios = {i: ("scenario", r.scenario_id) for i, r in held.items()}
    if by == "scenario":
        return scenarios
    known = {tag for r in held.values() for tag in r.tags}
    if by not in known:
        raise InputError(f"no response has the tag {by!r}", hint=near_miss(by, {*known, *BY}))
    without = sum(by not in r.tags for r in held.values())
    if without:
        notes.append(f"{without} responses have no tag {by!r}: they are held together by their scenario")
    return {i: (by, r.tags[by]) if by in r.tags else scenarios[i] for i, r in held.items()}


def _or_alone(ids: Sequence[str], known: Mapping[str, Cluster], notes: list[str]) -> list[Cluster]:
    alone = len({i for i in ids if i not in known})
    if alone and known:
        notes.append(f"{alone} labelled responses are in no cluster we know of: each is one of its own")
    elif alone:
        notes.append(
            "nothing tells which responses belong to one scenario, so each response is a cluster of its own and a "
            "scenario may stand on both sides: add --responses FILE or --run RUN"
        )
    return [known.get(i, ("response", i)) for i in ids]


def _side(side: Side, ids: Sequence[str], clusters: Sequence[Cluster], of_response: Mapping[str, Side]) -> Row:
    here = [(i, c) for i, c in zip(ids, clusters, strict=True) if of_response[i] == side]
    counts = {"clusters": len({c for _, c in here}), "responses": len({i for i, _ in here}), "rows": len(here)}
    return {"split": side, "dimension": None, **counts, "flagged_any": None, "cleared_all": None}


def _turned(responses: Iterable[Response]) -> set[tuple[str, str]]:
    """The criteria that a response should not meet, by its id and theirs."""
    held = ((r.whole_id, c) for r in responses for c in (*r.criteria, r.criterion) if c is not None)
    return {(response_id, criterion.id) for response_id, criterion in held if criterion.points < 0}


def _dimensions(
    path: Path, rubric: Rubric, of_response: Mapping[str, Side], turned: Collection[tuple[str, str]]
) -> list[Row]:
    """For each dimension and side, the items any expert flagged, and those that all who answered cleared.

    Where no answer passes nothing is flagged or cleared: there is no such row.
    """
    flags: dict[tuple[str, Side], dict[tuple[str, int | None, str | None], bool]] = defaultdict(dict)
    for label in read_labels(path, rubric):
        dimension = rubric.dimension(label.dimension)
        if label.answer is None or dimension is None or not dimension.has_sides or label.role != "independent":
            continue
        items = flags[dimension.id, of_response[label.response_id]]
        item = label.response_id, label.turn, label.criterion
        wanted = (label.response_id, label.criterion) in turned
        items[item] = items.get(item, False) or dimension.passed(label.answer) is wanted
    return [
        _counted(d.id, side, flags[d.id, side].values()) for d in rubric.dimensions if d.has_sides for side in SIDES
    ]


def _counted(dimension: str, side: Side, flagged: Iterable[bool]) -> Row:
    seen = Counter(flagged)
    empty = dict.fromkeys(("clusters", "responses", "rows"))
    return {"split": side, "dimension": dimension, **empty, "flagged_any": seen[True], "cleared_all": seen[False]}
