"""Operating points on the page and in a file of their own: pictures first, then the tables."""

from collections.abc import Sequence

from markupsafe import Markup

from judge.record import dataclass
from judge.table import Table
from judge.views.curves import HEIGHT, WIDTH, Picture, pictures
from judge.views.names import PLAIN, Legend
from judge.views.operating import BIN_COLUMNS, bin_lines, called, named, sheets, shown_curves
from judge.views.report import Report
from judge.views.sheets import Sheet
from judge.views.templates import environment, resource
from judge.views.words import Ui

_TITLE, _KEY, _BETWEEN = 44, 18, 26
"""Heights of what stands around the squares of a file of its own."""
_PALETTES_END = "\n* {"
"""What the page's style sheet begins its rules with: before it stand its colours, for light and for dark rooms."""


@dataclass(frozen=True, slots=True)
class Section:
    """The section of the page."""

    pictures: Sequence[Picture]
    sheets: Sequence[tuple[Sheet, Sequence[str]]]
    bins: Sequence[tuple[str, Sequence[Sequence[str]]]]
    bin_columns: Sequence[str] = BIN_COLUMNS


def section(report: Report, legend: Legend, ui: Ui) -> Section | None:
    """What the page shows of a run's operating points; ``None`` where no judge says how sure it is."""
    table = report.operating
    if table is None:
        return None
    own = named(table, ui)
    critical = frozenset(d.id for d in report.rubric.dimensions if d.critical)
    bins = [
        (f"{legend.dimension(curve['dimension'])} · {called(curve, curve['judge'], ui)}", bin_lines(curve, ui))
        for curve in shown_curves(own.about["curves"])
    ]
    return Section(pictures(table, ui, legend=legend), sheets(own, legend, ui, critical=critical), bins)


def curves_svg(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> str | None:
    """Every picture under the other as one SVG file that needs nothing else; ``None`` where there is no curve."""
    found = pictures(table, ui, legend=legend)
    if not found:
        return None
    placed, height = list[tuple[Picture, int]](), 0
    for picture in found:
        placed.append((picture, height))
        height += _TITLE + HEIGHT + _KEY * (len(picture.keys) + (picture.more is not None)) + _BETWEEN
    colours = resource("report.css").partition(_PALETTES_END)[0]
    style = Markup(f"{colours}\n{resource('curves.css')}")  # noqa: S704 - our own files, no outside text in it
    return (
        environment(ui)
        .get_template("curves.svg.j2")
        .render(
            pictures=placed,
            width=2 * WIDTH,
            height=height,
            plot_width=WIDTH,
            plot_height=HEIGHT,
            title_height=_TITLE,
            key_height=_KEY,
            style=style,
        )
    )
