"""Everything that comes from outside is text on the page, whatever it says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from page_parser import Page
from views_cases import agreement_of, case_row, first_rows_of, scores_of, small_report_of
from views_rubric import rubric_of

from judge.table import Table
from judge.views.html import render
from judge.views.marks import visible
from judge.views.report import Labelled, Report, ReportedJudge

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</bdi></td></tr></table><h1>Safe</h1>",
    "</details><details open><summary>x",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=data:text/html,x>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><button>Continue</button></form>",
    '<a href="javascript:alert(1)">help line</a>',
    "<style>*{display:none}</style>",
    "<!-- comment -->",
    "<!--",
    "]]><![CDATA[<b>x</b>]]>",
    "<?xml version='1.0'?><b>x</b>",
    "<b",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    'x" style="position:fixed;inset:0',
    "` onclick=`alert(1)`",
    "> <b>x</b> <",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;b&amp;gt; &nbsp &copy",
    "{{7*7}}",
    "{% raw %}{{ report.run }}{% endraw %}",
    "{# comment #}${7*7}#{7*7}<%= 7*7 %>",
    "{report.run} {0.__class__} %s %(x)s",
    "javascript:alert(1)//https:/evil.example",
    "expression(alert(1)); } body { display: none } /*",
    "a\u202egpj.exe\u2066b\u2069",
    "zero\u200bwidth\u2060joiner\ufeff",
    "tags\U000e0068\U000e0069\U000e007f",
    "nul\x00byte\x1b[31m",
    "lone\ud800surrogate",
    "line\u2028and\u2029paragraph",
    "\u202e\u2066<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "\ufeff<\x00script>alert(1)</script>",
    "a" * 5000,
)

Sink = Callable[[str], dict[str, Any]]


def _in_cases(field: str) -> Sink:
    return lambda text: {"differing": [case_row(1, 0, 1) | {field: text}]}


def _in_rubric(part: str) -> Sink:
    def changes(text: str) -> dict[str, Any]:
        rubric = rubric_of(dimensions=2)
        both = {"en": text, "zh": text}
        if part in ("title", "source"):
            return {"rubric": rubric.model_copy(update={part: both if part == "title" else text})}
        dimensions = tuple(d.model_copy(update={part: both}) for d in rubric.dimensions)
        return {"rubric": rubric.model_copy(update={"asked": dimensions})}

    return changes


def _renamed(rows: list[dict[str, Any]], **names: str) -> list[dict[str, Any]]:
    return [row | names for row in rows]


def _judge(text: str) -> dict[str, Any]:
    scores = scores_of(1, 1, 2)
    coverage = _renamed(scores.about["coverage"], judge=text)
    rows = [r if r["judge"] == "experts" else r | {"judge": text} for r in agreement_of(1, 2).rows]
    return {
        "judges": [ReportedJudge(text, "openai/gpt-5", ("expert_chain",), {"reply": "json"})],
        "scores": Table({"coverage": coverage}, _renamed(scores.rows, judge=text)),
        "first": _renamed(first_rows_of(1, 2), judge=text),
        "agreement": Table({}, rows),
        "differing": _renamed([case_row(1, 0, 1)], judge=text),
    }


SINKS: dict[str, Sink] = {
    "candidate": lambda text: {
        "scores": Table(scores_of(1, 1, 2).about, _renamed(scores_of(1, 1, 2).rows, candidate=text)),
        "differing": [case_row(1, 0, 1) | {"candidate": text}],
    },
    "judge": _judge,
    "model": lambda text: {"judges": [ReportedJudge("gpt-5", text, ("expert_chain",), {"reply": "json"})]},
    "setting": lambda text: {"judges": [ReportedJudge("gpt-5", "openai/gpt-5", (text,), {text: text})]},
    "context": _in_cases("context"),
    "response": _in_cases("response"),
    "rationale": _in_cases("rationale"),
    "evidence": _in_cases("evidence"),
    "response id": _in_cases("response_id"),
    "state": lambda text: {"differing": [case_row(1, 0, 1) | {"state": text, "answer": None}]},
    "rater": lambda text: {"differing": [case_row(1, 0, 1) | {"experts": {text: "yes", "b": "no", "c": "no"}}]},
    "expert's answer": lambda text: {"differing": [case_row(1, 0, 1) | {"experts": {"a": text, "b": "no", "c": "no"}}]},
    "rubric title": _in_rubric("title"),
    "rubric source": _in_rubric("source"),
    "dimension name": _in_rubric("name"),
    "question": _in_rubric("question"),
    "dimension group": _in_rubric("group"),
    "group of scores": lambda text: {
        "scores": Table(scores_of(1, 1, 2).about, _renamed(scores_of(1, 1, 2).rows, group=text))
    },
    "reason": lambda text: {"first": _renamed(first_rows_of(1, 2), judge_kappa=None, judge_kappa_reason=text)},
    "note": lambda text: {"notes": [text]},
    "label file": lambda text: {"labels": Labelled(text, 3, 60, illustrative=True)},
    "run": lambda text: {"run": text},
    "provenance": lambda text: {"provenance": {text: text}},
    "time": lambda text: {"created_at": text},
}


def everywhere(text: str) -> Report:
    """A report that says *text* wherever somebody else's text can stand."""
    report = small_report_of(provenance={"a": "b"})
    whole = {
        "candidate": text, "response_id": text, "context": text, "response": text, "rationale": text, "evidence": text,
        "judge": text, "state": text, "answer": None, "experts": {text: text},
    }  # fmt: skip
    scores = _renamed(scores_of(1, 1, 2).rows, candidate=text, judge=text, group=text)
    changes = _judge(text) | {
        "scores": Table(_judge(text)["scores"].about, scores),
        "judges": [ReportedJudge(text, text, (text,), {text: text})],
        "first": _renamed(first_rows_of(1, 2), judge=text, judge_kappa=None, judge_kappa_reason=text),
        "differing": [case_row(1, 0, 1) | whole],
        "labels": Labelled(text, 3, 60, illustrative=True),
        "notes": [text],
        "run": text,
        "created_at": text,
        "provenance": {text: text},
    }
    rubric = rubric_of(dimensions=2)
    both = {"en": text, "zh": text}
    dimensions = tuple(d.model_copy(update={"name": both, "question": both, "group": both}) for d in rubric.dimensions)
    named = rubric.model_copy(update={"title": both, "source": text, "asked": dimensions})
    return replace(report, rubric=named, **changes)


@pytest.fixture(scope="module")
def harmless() -> dict[bool, Page]:
    """The same pages with a harmless word in every place."""
    return {redacted: Page(render(everywhere("harmless"), redacted=redacted)) for redacted in (False, True)}


@pytest.mark.parametrize("redacted", [False, True])
@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_text_from_outside_becomes_an_element_or_an_attribute(payload, redacted, harmless):
    """The census of elements, each with its attributes and their values, is that of a page of harmless words."""
    html = render(everywhere(payload), redacted=redacted)
    page = Page(html)

    assert page.elements == harmless[redacted].elements
    assert visible(payload) in page.text
    assert not {"\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\u2028"} & set(html)
    html.encode("utf-8")


@pytest.mark.parametrize("sink", sorted(SINKS))
def test_each_place_shows_its_text_once_escaped(sink):
    """So that the census above speaks of places that are really on the page; nothing is rendered twice."""
    payload = "<i>{{191*7}}</i>&amp;\u200b"
    page = Page(render(small_report_of(**SINKS[sink](payload))))

    assert "<i>{{191*7}}</i>&amp;⟦U+200B⟧" in page.text
    assert "1337" not in page.text
    assert "i" not in {tag for tag, _ in page.elements}


def test_a_language_from_outside_cannot_leave_its_attribute():
    """The language of a text may come out of anybody's file."""
    rows = [case_row(1, 0, 1) | {"language": 'zh" onclick="alert(1)'}]
    page = Page(render(small_report_of(differing=rows)))

    assert not any("onclick" in attributes for _, attributes in page.elements)
    assert {a["lang"] for a in page.all("div") if "lang" in a} <= {"en", "zh", ""}
