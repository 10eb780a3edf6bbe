"""A report as one page that needs nothing else: no script, no link out, no font, no picture from anywhere.

Everything that came from outside (names, labels, texts, file names) is hostile until shown as plain, visible text.
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from markupsafe import Markup

from judge.views import agreement_page, operating_page, sections
from judge.views.canaries import canary_lines, canary_sentence
from judge.views.cases import cases
from judge.views.corrections import Notes, corrections, rankings
from judge.views.footnotes import Footnotes
from judge.views.intervals import methods_of
from judge.views.methods import methods
from judge.views.names import Legend, answer_name, in_language, language_tag, legend
from judge.views.rationales import rationale_blocks
from judge.views.report import Report
from judge.views.simulated import simulated_blocks
from judge.views.templates import environment, resource
from judge.views.words import CATALOGUE, Ui, say, say_code
from judge.views.words.glossary import TERMS
from judge.views.words.sentences import in_language as sentence_in


def render(report: Report, *, ui: Ui = "en", redacted: bool = False) -> str:
    """The page in the language *ui*; *redacted* leaves out every case's text, reason and quote.

    Nothing in it can run or reach the network, whatever the report's texts say: all of it is escaped once, hidden
    characters are shown as marks, and the page's own policy allows its one style sheet and nothing else.
    """
    style = resource("report.css") + resource("curves.css")
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    template = environment(ui).get_template("report.html.j2")
    # Markup: our own file, and escaping a style sheet would break its selectors and its fingerprint.
    return template.render(**_context(report, ui, redacted=redacted), style=Markup(style), style_digest=digest)  # noqa: S704 - no outside text in it


def _context(report: Report, ui: Ui, *, redacted: bool) -> Mapping[str, Any]:  # the template's names
    names = legend(
        report.rubric,
        ui,
        report.content_language,
        models=report.models,
        coverage=report.scores.about.get("coverage") or (),
    )
    first_notes, remarks = Footnotes(ui), Notes(ui)
    title, language = in_language(report.rubric.title, ui, report.content_language)
    return {
        "report": report,
        "ui": ui,
        "redacted": redacted,
        "title": title,
        "rubric_language": language_tag(language),
        "asked": _asked(report),
        "questions": _questions(report, names, ui),
        "judges": [(j, names.is_baseline(j.name), _settings(j.settings, ui)) for j in report.judges],
        "coverage": sections.coverage(report, names, ui),
        "count_columns": sections.COUNTS,
        "first": sections.first(report, names, ui, first_notes),
        "first_notes": first_notes.lines(),
        "first_methods": methods_of(report.first or (), ui),
        "heats": sections.heats(report, names, ui),
        "corrections": corrections(report.scores, names, ui, remarks),
        "corrections_notes": remarks.lines(),
        "rankings": rankings(report.scores, names, ui),
        "headlines": agreement_page.headlines(report, names, ui),
        "blocks": agreement_page.blocks(report, names, ui),
        "misses": agreement_page.linked_misses(report, names, ui),
        "cases": cases(report, names, ui, redacted=redacted),
        "held": report.rubric.dimensions_from == "scenario",
        "any_sides": any(d.has_sides for d in report.rubric.dimensions),
        "some_values": not all(d.has_sides for d in report.rubric.dimensions),
        "canaries": _canaries(report, names, ui),
        "operating": operating_page.section(report, names, ui),
        "simulated": simulated_blocks(report.simulated, ui, legend=names) if report.simulated is not None else [],
        "rationales": rationale_blocks(report.rationales, ui, names) if report.rationales is not None else [],
        "provenance": _settings(report.provenance, ui),
        "report_notes": [sentence_in(note, ui) for note in report.notes],
        "methods": methods(report.methods, ui) if report.methods is not None else None,
        "terms": TERMS,
    }


def _canaries(report: Report, names: Legend, ui: Ui) -> Mapping[str, Any] | None:  # the template's names
    known = report.canaries
    if known is None:
        return None
    return {
        "status": known["status"],
        "sentence": canary_sentence(known, ui),
        "lines": canary_lines(known.get("rows", ()), ui, names),
    }


def _asked(report: Report) -> list[tuple[str, int]]:
    asked = report.asked
    in_parts = asked.units > asked.responses
    counts = [
        ("responses", asked.responses),
        *([("units", asked.units)] if in_parts else []),
        ("scenarios", asked.scenarios),
        ("candidates", asked.candidates),
        ("dimensions", len(report.rubric.dimensions)),
        ("repeats", asked.repeats),
        ("judgments", asked.judgments),
    ]
    labels = report.labels
    if labels is None:
        return counts
    return [*counts, ("experts", labels.experts), ("labelled_units" if in_parts else "labelled", labels.responses)]


def _questions(report: Report, names: Legend, ui: Ui) -> list[dict[str, Any]]:  # the template's names
    return [
        {
            "name": names.dimension(d.id),
            "critical": d.critical,
            "text": in_language(d.question, ui, report.content_language)[0],
            "passes": [answer_name(d, answer, None, ui) for answer in d.passes_on],
        }
        for d in report.rubric.dimensions
    ]


def _settings(settings: Mapping[str, object], ui: Ui) -> list[tuple[str, str]]:
    return [(_setting(name, ui), _written(value)) for name, value in settings.items()]


def _setting(name: str, ui: Ui) -> str:
    if f"setting.{name}" not in CATALOGUE and name.startswith("prompts "):
        return say("report.prompts_of", ui, ask=name.removeprefix("prompts "))
    if f"setting.{name}" not in CATALOGUE and name.endswith(" version"):
        return say("report.version_of", ui, name=name.removesuffix(" version"))
    return say_code("setting", name, ui)


def _written(value: object) -> str:
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False, default=str)
