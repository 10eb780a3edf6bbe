"""How a run's numbers came about, as the paragraph of a paper, with the literature it cites."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from judge.record import dataclass
from judge.views.literature import cite, listed
from judge.views.names import in_language
from judge.views.words import Ui, say, say_code


@dataclass(frozen=True, slots=True)
class DescribedJudge:
    """A judge as a reader must know it to repeat the study."""

    name: str
    model: str
    asks: Sequence[str] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    """What was set for it; empty: the provider's own."""
    is_imported: bool = False
    """Whether its judgments were made elsewhere, with settings that nobody here knows."""

    @property
    def is_program(self) -> bool:
        """Whether it is a class of the user's, ``package.module:Name``: no model and no provider."""
        return ":" in self.model and "/" not in self.model

    @property
    def is_baseline(self) -> bool:
        """Whether nobody would use it for more than a comparison."""
        return self.model.startswith("baseline/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the paragraph says: counts, names and settings, no result."""

    responses: int
    candidates: int
    scenarios: int
    dimensions: int
    title: Mapping[str, str]
    """The rubric's, by language."""
    version: str
    sha256: str
    reviewed: bool
    judges: Sequence[DescribedJudge]
    repeats: int = 1
    experts: int = 0
    """0: there are no labels, and nothing below is said."""
    labelled: int = 0
    """Responses with a label."""
    labels: int = 0
    least: int = 0
    """The fewest labels an item with a label has."""
    most: int = 0
    clusters: int = 0
    """With a label."""
    weighted: bool = False
    statistics: Sequence[str] = ()
    """The names in the table."""
    references: Sequence[str] = ()
    """What was held against what: the rules in the table."""
    interval_methods: Sequence[str] = ()
    replicates: int | None = None
    seed: int | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    """Of Python and the packages that took part, by name."""


_REPORTED: Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]] = (
    ("missed", ("missed", "worst_of_k_missed"), ()),
    ("false_alarms", ("false_alarms",), ()),
    ("sensitivity", ("sensitivity", "specificity"), ()),
    ("predictive", ("ppv", "npv"), ()),
    ("balanced_accuracy", ("balanced_accuracy",), ("brodersen2010",)),
    ("mcc", ("mcc",), ("matthews1975",)),
    ("accuracy", ("accuracy",), ()),
    ("f1", ("f1", "f1_"), ("rijsbergen1979",)),
    ("healthbench", ("healthbench_",), ("arora2025",)),
    ("percent_agreement", ("percent_agreement",), ()),
    ("specific_agreement", ("positive_agreement", "negative_agreement"), ("cicchetti1990",)),
    ("cohen_kappa", ("cohen_kappa",), ("cohen1960",)),
    ("weighted_kappa", ("cohen_kappa_",), ("cohen1968",)),
    ("scott_pi", ("scott_pi",), ("scott1955",)),
    ("fleiss_kappa", ("fleiss_kappa",), ("fleiss1971",)),
    ("conger_kappa", ("conger_kappa",), ("conger1980",)),
    ("brennan_prediger", ("brennan_prediger",), ("brennan1981",)),
    ("pabak", ("pabak",), ("byrt1993",)),
    ("gwet", ("gwet_",), ("gwet2008",)),
    ("alpha", ("krippendorff_alpha_",), ("hayes2007", "krippendorff2004")),
    ("alt_test", ("alt_test_",), ("benjamini2001", "calderon2025")),
    ("soft", ("brier", "jensen_shannon_", "total_variation"), ("brier1950", "lin1991")),
    ("retest", ("test_retest_", "flip_rate", "all_repeats_equal"), ()),
    ("pass_hat", ("pass_hat_",), ("yao2024",)),
    ("latent", ("latent_",), ("dawid1979",)),
    ("icc", ("item_icc_", "system_icc_"), ("mcgraw1996", "shrout1979")),
    ("errors", ("item_mae", "item_rmse", "system_mae", "system_rmse"), ()),
    ("kendall", ("item_kendall_", "system_kendall_"), ("kendall1945",)),
    ("spearman", ("item_spearman", "system_spearman"), ("spearman1904",)),
    ("pearson", ("item_pearson", "system_pearson"), ()),
    ("ranking", ("system_pairwise_", "system_same_"), ()),
    ("cost", ("harm_weighted_cost",), ()),
)
"""What is said of which statistics, in order: names that end in ``_`` stand for all that begin so."""

_ALPHA = "krippendorff_alpha_"
_METRICS = ("nominal", "ordinal", "interval", "ratio")
_SOFTWARE = {
    "psyjudge": "psyjudge",
    "python": "Python",
    "numpy": "NumPy",
    "scipy": "SciPy",
    "krippendorff": "krippendorff",
}


def methods_paragraph(facts: Facts, ui: Ui) -> str:
    """The paragraph, and under it the list of what it cites."""
    text, works = methods(facts, ui)
    return "\n".join([text, "", say("methods.references", ui), "", *works]) if works else text


def methods(facts: Facts, ui: Ui) -> tuple[str, list[str]]:
    """The paragraph as one text, and the entries of what it cites.

    It says what was done and never what came out. Only what is in the table is named, so that nobody claims a statistic
    that was not computed; a rubric without a clinician's review is called so here too.
    """
    cited: list[str] = []
    sentences = [*_data(facts, ui), *(_labels(facts, ui, cited) if facts.experts else [say("methods.no_labels", ui)])]
    sentences += _intervals(facts, ui, cited)
    software = [f"{shown} {facts.versions[name]}" for name, shown in _SOFTWARE.items() if name in facts.versions]
    sentences += [say("methods.software", ui, software=_joined(software, ui))] if software else []
    return ("" if ui == "zh" else " ").join(sentences), listed(cited)


def _data(facts: Facts, ui: Ui) -> Iterator[str]:
    title, _ = in_language(facts.title, ui)
    counts = _counts(facts, ("responses", "candidates", "scenarios", "dimensions"), ui)
    review = say("methods.reviewed" if facts.reviewed else "methods.unreviewed", ui)
    yield say("methods.data", ui, **counts, title=title, version=facts.version, sha=facts.sha256[:12], review=review)
    judges = [_judge(judge, ui) for judge in facts.judges if not judge.is_baseline]
    baselines = [judge.name for judge in facts.judges if judge.is_baseline]
    if judges:
        key = "methods.judges" if facts.repeats > 1 else "methods.judges_once"
        yield say(key, ui, n=len(judges), judges=_joined(judges, ui), repeats=facts.repeats)
    if baselines:
        yield say("methods.baselines", ui, n=len(baselines), judges=_joined(baselines, ui))
    yield say("methods.handling", ui)


def _counts(facts: Facts, names: Sequence[str], ui: Ui) -> dict[str, object]:
    """So many of each, with its noun."""
    return {name: say(f"methods.n_{name}", ui, n=getattr(facts, name)) for name in names}


def _judge(judge: DescribedJudge, ui: Ui) -> str:
    said = [] if judge.model == judge.name else [judge.model]
    if judge.asks:
        said.append(say("methods.asked_by", ui, asks=", ".join(judge.asks)))
    if judge.is_imported:
        said.append(say("methods.imported", ui))
    elif judge.is_program:
        said.append(say("methods.program", ui))
    elif judge.parameters:
        said.append(", ".join(f"{name} = {value}" for name, value in judge.parameters.items()))
    else:
        said.append(say("methods.default_sampling", ui))
    return f"{judge.name}（{'；'.join(said)}）" if ui == "zh" else f"{judge.name} ({'; '.join(said)})"


def _labels(facts: Facts, ui: Ui, cited: list[str]) -> Iterator[str]:
    numbers = {name: getattr(facts, name) for name in ("labelled", "labels", "least", "most")}
    yield say("methods.labels", ui, **_counts(facts, ("experts", "clusters"), ui), **numbers)
    if facts.weighted:
        yield say("methods.weighted", ui, cited=_cite(("horvitz1952",), ui, cited))
    if "missed" in facts.statistics:
        yield say("methods.missed", ui)
    yield say("methods.not_applicable", ui)
    if "majority" in facts.references:
        yield say("methods.ties", ui)
    reported = [_reported(key, works, facts, ui, cited) for key, names, works in _REPORTED if _any_of(names, facts)]
    if reported:
        yield say("methods.statistics", ui, statistics=_joined(reported, ui))
        yield say("methods.undefined", ui)


def _any_of(names: Sequence[str], facts: Facts) -> bool:
    whole, beginnings = [n for n in names if not n.endswith("_")], tuple(n for n in names if n.endswith("_"))
    return any(s in whole or s.startswith(beginnings) for s in facts.statistics)


def _reported(key: str, works: Sequence[str], facts: Facts, ui: Ui, cited: list[str]) -> str:
    metrics = [say_code("metric", m, ui) for m in _METRICS if f"{_ALPHA}{m}" in facts.statistics]
    said = say(f"method.{key}", ui, metrics=("、" if ui == "zh" else ", ").join(metrics))
    if not works:
        return said
    return f"{said}（{_cite(works, ui, cited)}）" if ui == "zh" else f"{said} ({_cite(works, ui, cited)})"


def _intervals(facts: Facts, ui: Ui, cited: list[str]) -> Iterator[str]:
    kinds = set(facts.interval_methods)
    if any(kind.startswith("wilson") for kind in kinds):
        said = say("methods.wilson", ui, cited=_cite(("wilson1927",), ui, cited))
        if "wilson_effective" in kinds:
            said += say("methods.effective", ui, cited=_cite(("kish1965", "korn1998"), ui, cited))
        yield said + ("。" if ui == "zh" else ".")
    if any(kind.startswith("cluster_bootstrap") for kind in kinds):
        bca = "cluster_bootstrap_bca" in kinds
        yield say(
            "methods.bootstrap",
            ui,
            cited=_cite(("field2007",), ui, cited),
            replicates=f"{facts.replicates:,}" if facts.replicates is not None else "?",
            seed=facts.seed,
            kind=say("methods.bca", ui, cited=_cite(("efron1987",), ui, cited))
            if bca
            else say("methods.percentile", ui),
        )


def _cite(keys: Sequence[str], ui: Ui, cited: list[str]) -> str:
    cited += keys
    return cite(keys, ui)


def _joined(parts: Sequence[str], ui: Ui) -> str:
    """A list as a sentence has it: ``a, b and c``."""
    if ui == "zh" or len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "、".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
