"""Several classes on terminal and page: the figures papers print, and each class by itself."""

import pytest
from agreement_cases import number, on_a_terminal
from views_cases import report_of

from judge.table import Table
from judge.views.agreement_blocks import agreement_blocks
from judge.views.classes import classes
from judge.views.html import render
from judge.views.names import PLAIN

REASON = "neither of the two ever gave this answer"
NONE = {"low": None, "high": None, "interval_method": None}


def of_classes(statistic, value, judge="net", **more):
    return number(judge, statistic, value, dimension="kind", **({"reference": "majority"} | more))


def steady(statistic, mean, deviation, **more):
    """Mean and deviation over repeats."""
    return [of_classes(statistic, v, repeat=r, **(NONE | more)) for r, v in (("mean", mean), ("sd", deviation))]


def table(answers="abc"):
    counted = {"reference": None, "denominator": 9}
    rows = [
        *[of_classes("answer_share", n / 9, "experts", answer=a, numerator=n, **counted)
          for a, n in zip(answers, (1, 2, 6), strict=False)],
        *steady("accuracy", 0.43125, 0.0084), *steady("precision_weighted", 0.48923, 0.0458),
        *steady("f1_weighted", 0.33487, 0.0156), *steady("f1_macro", 0.19146, 0.0148),
        *steady("cohen_kappa", 0.04361, 0.0144),
        of_classes("accuracy", 0.7, "once", low=0.65, high=0.74), of_classes("f1_weighted", 0.69, "once", **NONE),
        *[row for a in answers for row in steady("f1", 0.5, 0.01, answer=a)],
        *[row for a in answers for row in steady("answer_share", 0.25, 0.002, answer=a, reference=None)],
        of_classes("f1", 0.25, "once", answer="a", **NONE),
        of_classes("f1", None, "once", answer="b", reason=REASON, **NONE),
    ]  # fmt: skip
    return Table({"resampling": {"replicates": 1000, "seed": 0, "clusters": 9}}, rows)


def test_mean_and_sample_deviation_stand_as_papers_print_them():
    """To two digits of a percent; of one repeat its interval, and what is not there is said to be not there."""
    whole, _ = classes(table(), PLAIN, "en")
    (part,) = whole.parts
    by = {line.name: line.values for line in part.lines}

    assert by["net"] == [["43.12", "SD 0.84"], ["48.92", "SD 4.58"], ["33.49", "SD 1.56"], ["19.15", "SD 1.48"],
                         ["0.04", "SD 0.01"]]  # fmt: skip
    assert by["once"] == [["70.00", "65.00…74.00"], ["–"], ["69.00"], ["–"], ["–"]]


def test_each_class_has_its_share_and_its_agreement():
    """The experts' in counts; what is undefined has a note that says why."""
    _, each = classes(table(), PLAIN, "en")
    net, once = each.parts

    assert [line.name for line in net.lines] == ["a", "b", "c"]
    assert net.lines[1].values == [["22.22", "2/9"], ["25.00", "SD 0.20"], ["50.00", "SD 1.00"]]
    assert once.lines[1].values[2] == ["undef. [1]"]
    assert REASON in each.footnotes.written()[0]


@pytest.mark.parametrize("change", ["two answers", "an order"])
def test_what_is_told_elsewhere_has_no_such_sheet(change):
    """Of yes and no there is sensitivity, of scales there are weighted coefficients."""
    given = table("ab") if change == "two answers" else table()
    ordered = [] if change == "two answers" else [of_classes("cohen_kappa_quadratic", 0.4)]

    assert classes(Table(given.about, [*given.rows, *ordered]), PLAIN, "en") == []


@pytest.mark.parametrize(("ui", "title"), [("en", "Class by class"), ("zh", "逐个类别")])
def test_terminal_and_page_show_them(ui, title):
    shown = "".join(on_a_terminal(block) for block in agreement_blocks(table(), ui))
    page = render(report_of(agreement=table()), ui=ui)

    assert title in shown
    assert "43.12" in shown
    assert f'<h3 id="block-each_class">{title}</h3>' in page
    assert "<td>43.12<small>SD 0.84</small></td>" in page
