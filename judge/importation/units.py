"""Which part of a response a judgment from elsewhere is about: all of it, a turn, the conversation, or a criterion."""

from collections.abc import Iterable, Iterator, Sequence

from judge.errors import SettingsError
from judge.readers.imports import Found
from judge.rubric import Rubric
from judge.scenario import Response
from judge.unfolding import units_of


def with_units(found: Iterable[Found], rubric: Rubric) -> Iterator[tuple[Found, Response]]:
    """Each of *found* with what it is about, as *rubric* judges it.

    Raises:
        DatasetError: It is about a turn that is not there, or is nobody's whose turns are judged.
        SettingsError: Turns are judged, and it says of which it speaks.
    """
    units: dict[str, tuple[Response, Sequence[Response]]] = {}
    for one in found:
        known = units.get(one.response.id)
        if known is None or known[0] != one.response:  # another text under the same id is found where all is gathered
            known = units[one.response.id] = (one.response, units_of(one.response, rubric))
        yield one, _unit_of(one, known[1], rubric)


def _unit_of(one: Found, parts: Sequence[Response], rubric: Rubric) -> Response:
    if rubric.dimensions_from == "scenario":
        if one.criterion is None:
            raise SettingsError(
                f"{one.row.where}: names no criterion, and {rubric.id!r} judges those that responses bring along",
                hint="--from healthbench reads them; another rubric judges responses",
            )
        return parts[one.criterion]
    if rubric.unit in ("response", "conversation"):
        return parts[0]
    if one.turn is None:
        raise SettingsError(
            f"{one.row.where}: names no turn, and {rubric.id!r} judges turns", hint="--map turn=COLUMN, counted from 0"
        )
    found = next((part for part in parts if part.turn == one.turn), None)
    if found is None:
        there = ", ".join(str(part.turn) for part in parts) or "-"
        hint = f"judged here: {there}; the first turn is 0"
        raise one.row.error(f"turn {one.turn} is none that is judged", hint=hint)
    return found
