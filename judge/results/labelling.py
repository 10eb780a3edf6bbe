"""Experts' labels beside the run they speak of: which of them are used, and what must be said of the rest."""

from collections.abc import Sequence
from pathlib import Path

from judge.inferring import inferred
from judge.label import ExpertLabel, placed
from judge.library import shipped
from judge.readers import match_labels, read_labels
from judge.store.run import Run
from judge.unfolding import SPEAKER

LabelsLike = str | Path | Sequence[str | Path] | Sequence[ExpertLabel]
"""One file, several (a sheet from each rater), or labels read already."""


class Labels:
    """Experts' labels matched to one run: those of responses it does not hold are counted, not used."""

    def __init__(self, run: Run, given: LabelsLike) -> None:
        self.notes: list[str] = []
        paths = (
            [Path(given)] if isinstance(given, str | Path) else [Path(g) for g in given if isinstance(g, str | Path)]
        )
        ours = shipped("examples").resolve()
        self.source = ", ".join(path.name for path in paths) or "labels"
        self.illustrative = any(path.resolve().is_relative_to(ours) for path in paths)
        read = read_labels(paths, run.rubric, notes=self.notes) if paths else []
        read += [] if isinstance(given, str | Path) else [g for g in given if isinstance(g, ExpertLabel)]
        held = run.response_ids()
        self.matched, self.unmatched = match_labels(placed(read, run.rubric), held)
        if self.unmatched:
            self.notes.append(f"{self.unmatched} labels are of responses this run does not hold")
            self._note_unknown(run, read, held)
            self._note_turns(run, read, held)
        self._leave_out_examples(run)
        self._note_roles()
        self._note_versions(run)
        self._note_chances()
        self._infer(run)

    def _infer(self, run: Run) -> None:
        """In a tree or a flow a class says what the nodes were answered, and the other way round."""
        found = inferred(self.matched, run.rubric)
        self.matched += found
        self.tuned += inferred(self.tuned, run.rubric)
        if found:
            self.notes.append(f"{len(found)} labels follow from others of the same expert: classes, nodes, outcomes")

    def _note_unknown(self, run: Run, read: Sequence[ExpertLabel], held: Sequence[str]) -> None:
        plain = run.rubric.unit == "response" and run.rubric.dimensions_from == "rubric"
        if plain and (unknown := {x.response_id for x in read} - set(held)):
            self.notes.append(f"the first of them: {min(unknown)!r}")

    def _note_turns(self, run: Run, read: Sequence[ExpertLabel], held: Sequence[str]) -> None:
        """A turn that is not judged is another thing than a conversation that is not there."""
        if run.rubric.unit in SPEAKER:
            wholes = {name.rpartition("#")[0] for name in held}
            beside = sum(x.response_id in wholes for x in read) - len(self.matched)
            if beside:
                self.notes.append(f"{beside} of these are of turns that {run.rubric.id!r} does not judge")

    def _leave_out_examples(self, run: Run) -> None:
        """A judge that was shown a case with its answers has not judged it."""
        shown = {(tuple((t.role, t.content) for t in e.turns), e.response) for e in run.rubric.examples}
        if not shown:
            return
        labelled = run.responses({label.response_id for label in self.matched})
        known = {r.id for r in labelled if (tuple((t.role, t.content) for t in r.turns), r.response) in shown}
        before = len(self.matched)
        self.matched = [label for label in self.matched if label.response_id not in known]
        if len(self.matched) < before:
            self.notes.append(f"{before - len(self.matched)} labels are of the rubric's worked examples: left out")

    def _note_roles(self) -> None:
        adjudicated = sum(label.role == "adjudicator" for label in self.matched)
        if adjudicated:
            self.notes.append(f"{adjudicated} labels are an adjudicator's: no independent rater, left out")
        self.tuned = [label for label in self.matched if label.split == "dev"]
        if self.tuned:
            self.matched = [label for label in self.matched if label.split != "dev"]
            self.notes.append(f"{len(self.tuned)} labels are of the dev split, on which rubrics are tuned: left out")

    def _note_versions(self, run: Run) -> None:
        others = sum(label.rubric_version not in (None, run.rubric.version) for label in self.matched)
        if others:
            self.notes.append(
                f"{others} labels were given under another version than {run.rubric.version!r} of the rubric"
            )

    def _note_chances(self) -> None:
        unsaid = sum(label.sampling_p is None for label in self.matched)
        if 0 < unsaid < len(self.matched):
            self.notes.append(f"{unsaid} labels name no sampling_p and others do: they count as certain to be chosen")

    @property
    def raters(self) -> list[str]:
        """The independent experts, in order of first appearance."""
        return list(dict.fromkeys(label.rater for label in self.matched if label.role == "independent"))
