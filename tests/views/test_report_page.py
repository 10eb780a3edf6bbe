"""The page: complete in both languages, one file, nothing undefined dressed up as a number."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest
from page_parser import Page
from views_cases import case_row, first_row, report_of, score_row, scores_of, small_report_of
from views_rubric import rubric_of

from judge.rubric import Rubric
from judge.table import Table
from judge.views.html import render
from judge.views.words import CATALOGUE


@pytest.fixture(params=["en", "zh"])
def ui(request):
    return request.param


def test_the_page_allows_its_own_style_and_nothing_else(ui):
    """The policy's fingerprint is that of the style as a browser hashes it; no script may run at all."""
    html = render(report_of(), ui=ui)
    page = Page(html)
    digest = b64encode(sha256(page.style.encode()).digest()).decode()
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")

    assert policy == (
        f"default-src 'none'; script-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert html.count("<style>") == 1
    assert not {"script", "iframe", "object", "embed", "form", "img", "base"} & {tag for tag, _ in page.elements}


def test_nothing_on_the_page_points_elsewhere(ui):
    """No address of any kind; the only links lead to the page's own sections, the only icon is an empty one."""
    html = render(report_of(), ui=ui)
    page = Page(html)
    ids = {attributes["id"] for _, attributes in page.elements if attributes.get("id")}

    assert (
        re.findall(
            r"(?i)\b(?:https?|ftp|file|javascript|wss?):|//|@import|url\(", re.sub(r"sha256-[^']+|http-equiv", "", html)
        )
        == []
    )
    assert {a["href"] for a in page.all("a")} <= {f"#{id_}" for id_ in ids}
    assert [a["href"] for a in page.all("link")] == ["data:,"]
    forbidden = [name for _, a in page.elements for name in a if name.startswith("on") or name in ("style", "src")]
    assert forbidden == []


def test_the_page_says_its_language_and_each_text_says_its_own(ui):
    """A screen reader must know when to change its voice."""
    rows = [case_row(1, 0, 5) | {"language": "en"}, case_row(2, 0, 5), case_row(3, 0, 5) | {"language": "x onload=1"}]
    page = Page(render(report_of(differing=rows), ui=ui))
    texts = [a for a in page.all("div") if (a.get("class") or "").startswith("text ")]

    assert next(page.all("html"))["lang"] == ui
    assert {a["lang"] for a in texts[:4]} == {"en"}
    assert {a["lang"] for a in texts[4:8]} == {"zh"}
    assert {a["lang"] for a in texts[8:]} == {""}
    assert {a["dir"] for a in texts} == {"auto"}


def test_a_rubric_in_another_language_than_the_page_says_so():
    """An English page about a rubric that is Chinese only marks the rubric's words as Chinese."""
    only_zh = rubric_of(dimensions=1).model_dump(mode="json")
    only_zh["title"], d = {"zh": "标题"}, only_zh["dimensions"][0]
    d["name"], d["question"], d["group"] = {"zh": "共情"}, {"zh": "是否共情？"}, {"zh": "支持"}
    report = small_report_of(rubric=Rubric.model_validate(only_zh, strict=False), differing=())
    page = Page(render(report, ui="en"))

    assert next(page.all("h1"))["lang"] == "zh"
    assert next(page.all("html"))["lang"] == "en"


def test_both_pages_are_complete(ui):
    """All sections in their order, no hole, no key left standing, and no word of the other language's own."""
    html = render(report_of(), ui=ui)
    page = Page(html)
    other = "zh" if ui == "en" else "en"
    sections = [a["id"] for a in page.all("section")]

    assert sections == [
        "asked",
        "coverage",
        "canaries",
        "first",
        "scores",
        "agreement",
        "rationales",
        "cases",
        "provenance",
        "glossary",
    ]
    assert [key for key in CATALOGUE if key.count(".") == 1 and key in page.text] == []
    for area in ("report", "asked", "first", "agreement", "glossary", "about"):
        for key, both in CATALOGUE.items():
            said = both._asdict()
            if (
                key.startswith(f"{area}.")
                and said[other] != said[ui]
                and len(said[other]) > 12
                and "{" not in said[other]
            ):
                assert said[other] not in page.text, key
    assert "Undefined" not in re.sub(r"<dt>Undefined</dt>", "", html)


def test_coverage_stands_before_any_rate(ui):
    """Who reads from the top reads what is missing first."""
    html = render(report_of(), ui=ui)

    assert (
        html.index('id="coverage"')
        < html.index('id="first"')
        < html.index('id="scores"')
        < html.index('id="agreement"')
    )


@pytest.mark.parametrize(("ui", "words"), [("en", "Not clinician-reviewed"), ("zh", "未经临床专家审阅")])
def test_a_rubric_nobody_reviewed_says_so_at_the_top(ui, words):
    """And a reviewed one names who did."""
    signed = rubric_of().model_dump(mode="json") | {
        "review": [{"by": "Dr Lin", "role": "psychiatrist", "date": "2026-11-02"}]
    }
    html = render(report_of(), ui=ui)
    reviewed = render(report_of(rubric=Rubric.model_validate(signed, strict=False)), ui=ui)

    assert words in html[: html.index("<nav")]
    assert words not in reviewed
    assert "Dr Lin" in reviewed


@pytest.mark.parametrize(("illustrative", "shown"), [(True, True), (False, False)])
def test_made_up_labels_are_called_illustrative(illustrative, shown):
    """Nobody may take the bundled example for a finding."""
    report = report_of()
    labels = report.labels.__class__("labels.csv", 3, 60, illustrative)

    assert ("Illustrative labels" in render(report_of(labels=labels))) is shown


SECRET = "只有未脱敏的页面才能出现的文字"


def test_a_redacted_page_holds_no_text_of_any_case(ui):
    """No context, no response, no reason, no quote; the counts and ids stay."""
    fields = ("context", "response", "rationale", "evidence")
    rows = [case_row(n, 0, 5) | {f: f"{SECRET}-{f}" for f in fields} for n in range(6)]
    open_page = render(report_of(differing=rows), ui=ui)
    redacted = render(report_of(differing=rows), ui=ui, redacted=True)

    assert all(f"{SECRET}-{f}" in open_page for f in fields)
    assert SECRET not in redacted
    assert "r003" in redacted
    assert CATALOGUE["report.redacted"]._asdict()[ui] in redacted


def test_case_texts_are_folded_away_until_asked_for(ui):
    """Nobody meets a text about self-harm by scrolling."""
    page = Page(render(report_of(), ui=ui))
    details = [a for a in page.all("details") if a.get("class") == "case"]

    assert len(details) == len(report_of().differing)
    assert not any("open" in a for a in details)


def test_cases_on_critical_dimensions_come_first():
    """The gravest differences are read first, whatever the order they came in."""
    rows = [case_row(1, 0, 0), case_row(2, 0, 5)]
    html = render(report_of(differing=rows))

    assert html.index("r002") < html.index("r001")


def test_without_labels_the_page_says_so_and_shows_no_agreement(ui):
    """No empty table that might look like a perfect one."""
    bare = report_of(labels=None, first=None, agreement=None, differing=(), differing_left_out=0)
    html = unescape(render(bare, ui=ui))

    assert CATALOGUE["first.no_labels"]._asdict()[ui] in html
    assert CATALOGUE["provenance.no_labels"]._asdict()[ui] in html
    assert CATALOGUE["cases.none"]._asdict()[ui] not in html


def test_what_is_undefined_is_said_with_its_reason_and_never_a_number():
    """Neither 0 nor 1: a word in the cell and the reason under the table."""
    rows = [first_row(6, j) for j in range(3)]
    html = render(report_of(first=rows))
    table = html[html.index('id="first"') : html.index('id="scores"')]

    assert table.count("undef. [") == 6
    assert "undefined: no variation: every rating is the same" in table
    assert not re.search(r"<td>(0\.00|1\.00|nan|None)</td>", table)
    assert not re.search(r"<td>(nan|None|True|False)</td>", html)


def test_a_rate_nobody_could_measure_has_no_tint_and_no_percentage():
    """A candidate none of whose answers was read has not failed, and has not passed."""
    row = score_row(0, 0, 0) | {"n_scored": 0, "n_passed": 0, "rate": None, "low": None, "high": None, "refused": 40}
    html = render(small_report_of(scores=Table(scores_of(1, 1, 2).about, [row])))
    cell = re.search(r"<td[^>]*><strong>–</strong>.*?</td>", html[html.index('id="scores"') :])

    assert cell
    assert "shade" not in cell[0]


def test_missing_verdicts_show_the_bounds_of_a_rate():
    """Beside what was measured stands what it could have been."""
    row = score_row(0, 0, 0) | {"n_scored": 30, "n_passed": 15, "rate": 0.5, "worst": 0.375, "best": 0.625}
    html = render(small_report_of(scores=Table(scores_of(1, 1, 2).about, [row])))

    assert "38–62 % if all read" in html


def test_a_baseline_is_marked_and_its_scores_are_folded_away():
    """In every table where it stands, whatever its name is."""
    html = render(report_of())
    scores = html[html.index('id="scores"') : html.index('id="agreement"')]

    for part in ("coverage", "first", "agreement"):
        section = html[html.index(f'id="{part}"') :]
        assert "baseline/always-pass (baseline)" in section[: section.index("</section>")]
    assert scores.index("<details>") < scores.index("baseline/always-pass (baseline)")


def test_two_renderings_of_one_report_are_equal_byte_for_byte(ui):
    """No clock, no chance, no order of a set."""
    assert render(report_of(), ui=ui) == render(report_of(), ui=ui)


def test_every_table_has_headers_and_can_be_scrolled_by_keyboard(ui):
    """Each header cell says what it heads; each scrolling region has a name and takes the focus."""
    page = Page(render(report_of(), ui=ui))
    regions = [a for a in page.all("div") if a.get("class") == "scroll"]

    assert all(a.get("scope") in ("col", "row", "rowgroup") for a in page.all("th"))
    assert len(regions) == sum(1 for _ in page.all("table"))
    assert all(
        a["tabindex"] == "0" and a["role"] == "region" and (a.get("aria-labelledby") or a.get("aria-label"))
        for a in regions
    )
    assert all(a.get("aria-hidden") == "true" for a in page.all("svg") if "class" in a)
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(ids) == len(set(ids))


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", css))


def contrast(one: str, two: str) -> float:
    """WCAG 2: the ratio of relative luminances."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_text_is_readable_in_light_in_dark_and_on_paper():
    """WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for what a picture needs."""
    css = Page(render(small_report_of())).style
    schemes = [colours(block) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]
    text = [
        ("ink", "paper"),
        ("quiet", "paper"),
        ("accent", "paper"),
        ("refused", "paper"),
        ("ink", "card"),
        ("ink", "note"),
    ]
    text += [("quiet", "note"), ("warn-ink", "warn")]
    text += [(ink, f"shade-{i}") for ink in ("ink", "heat-quiet") for i in range(6)]
    pictures = [(kind, "paper") for kind in ("scored", "refused", "failed", "abstained")]
    pictures += [(f"line-{i}", "paper") for i in range(6)]

    assert len(schemes) == 3
    for scheme in schemes:
        assert [(a, b) for a, b in text if contrast(scheme[a], scheme[b]) < 4.5] == []
        assert [(a, b) for a, b in pictures if contrast(scheme[a], scheme[b]) < 3] == []


def test_the_page_minds_dark_rooms_motion_and_paper():
    """One style sheet serves them all."""
    css = Page(render(small_report_of())).style

    for media in ("(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "print", "(max-width: 40rem)"):
        assert f"@media {media}" in css
