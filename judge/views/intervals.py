"""How the intervals of a table were made, in a sentence or two."""

from collections.abc import Sequence

from judge.table import Row, Table
from judge.views.names import distinct
from judge.views.words import Ui, say, say_code


def methods_of(rows: Sequence[Row], ui: Ui) -> list[str]:
    """How the intervals of *rows* were made; nothing where there are none."""
    methods = [say_code("interval", method, ui) for method in distinct(rows, "interval_method")]
    return [say("interval.note", ui, methods=("；" if ui == "zh" else "; ").join(methods))] if methods else []


def of_numbers(rows: Sequence[Row], table: Table, ui: Ui) -> list[str]:
    """How the intervals of *rows* were made and resampled, and whether items count alike."""
    said = methods_of(rows, ui)
    plan = table.about.get("resampling")
    if plan and any(str(row["interval_method"]).startswith("cluster_bootstrap") for row in rows):
        said.append(say("notes.drawn", ui, **{**plan, "replicates": f"{plan['replicates']:,}"}))
    return [*said, *([say("notes.weighted", ui)] if any(row.get("weighted") for row in rows) else [])]
