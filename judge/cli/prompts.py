"""``judge prompts``: the exact messages a judge gets, before anything is paid for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast, get_args

import typer

from judge.call import Prompt, ReplyForm
from judge.case import Case
from judge.cli import options as o
from judge.cli.choosing import one_of
from judge.dimension import Dimension
from judge.errors import NotFoundError, SettingsError, near_miss
from judge.rubric import Rubric
from judge.scenario import Criterion, Response, Turn
from judge.views.words import Ui

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.drawing import Shot
    from judge.engines.manner import Per as Asked
    from judge.evaluation.illustrating import ShotsWish

prompts = typer.Typer(help="Show what a judge is asked.")

MASK = "######"
PERS = ("rubric", "dimension")

RubricName = Annotated[str, typer.Argument(help="A rubric's name or path.", metavar="RUBRIC", show_default=False)]
Dimensions = Annotated[
    list[str] | None, typer.Option("--dimension", help="Ask about this dimension only; repeatable.", metavar="D")
]
AskName = Annotated[str | None, typer.Option("--ask", help="Ask in this way.")]
PromptLanguage = Annotated[str | None, typer.Option("--language", help="Ask in zh, en or another language it has.")]
Per = Annotated[str | None, typer.Option("--per", help="Ask once per rubric or per dimension.")]
Reply = Annotated[str | None, typer.Option("--reply", help="Expect json, lines, label or trailing_dict.")]
ResponseId = Annotated[str | None, typer.Option("--response", help="Ask about this response.", metavar="ID")]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", help="Give the response that stands for any this tag.", metavar="NAME=VALUE"),
]
ResponseFile = Annotated[str | None, typer.Option("--responses", help="Find the response in this file.")]


@prompts.callback()
def group() -> None:
    """Show what a judge is asked."""


@prompts.command()
def show(
    rubric: RubricName,
    dimension: Dimensions = None,
    ask: AskName = None,
    language: PromptLanguage = None,
    per: Per = None,
    reply: Reply = None,
    unit: o.UnitOption = None,
    response: ResponseId = None,
    responses: ResponseFile = None,
    tag: Tags = None,
    shots: o.Shots = None,
    shots_from: o.ShotsFrom = None,
    shots_seed: o.ShotsSeed = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Show the exact messages a judge gets about a response, or about one that stands for any."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.evaluation.illustrating import ShotsWish  # noqa: PLC0415
    from judge.evaluation.posing import check_per, per_posed  # noqa: PLC0415
    from judge.library import load_ask, load_rubric  # noqa: PLC0415
    from judge.prompting import render  # noqa: PLC0415
    from judge.settings import DEFAULT_ASK  # noqa: PLC0415
    from judge.unfolding import of_unit, unit_named  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    read = of_unit(load_rubric(rubric), unit_named(unit))
    way = load_ask(ask or read.ask or DEFAULT_ASK)
    form = cast("ReplyForm | None", one_of("--reply", reply, get_args(ReplyForm)) if reply else None)
    wished = cast("Literal['rubric', 'dimension'] | None", one_of("--per", per, PERS) if per else None)
    once = per_posed(way.poses, wished, read)
    check_per(way.name, once, wished, read)
    known = _known(response, responses, read, screen)
    found = None if response is None else known[response]
    drawn = _drawn(ShotsWish(shots, shots_from, shots_seed or 0), read, {way.name: once}, known.values(), screen)
    tongue = _language(read, found, language, screen.ui)
    asked = read.dimensions[-1:] if once == "class" else _asked(read, dimension or [], found, screen)
    groups = [asked] if once != "dimension" and asked else [(d,) for d in asked]
    _check_label(form or way.form, groups)
    case = found or _stand_in(read, tongue, tag or [])
    token = "000000" if as_json else MASK
    made = [render(Case(case, read, g, tongue, token=token, shots=drawn), way, form=form) for g in groups]
    about = {"rubric": read.id, "rubric_version": read.version, "ask": way.name, "ask_sha256": way.sha256, "per": once}
    document = about | {"language": tongue, "response_id": found.id if found else None}
    screen.result(document | {"prompts": [_as_json(p) for p in made]})
    if not as_json:
        _print(made, document, screen)
    return 0


def _known(wanted: str | None, file: str | None, rubric: Rubric, screen: "Screen") -> dict[str, Response]:
    """What the file holds, by id, the one wanted among it; nothing where none is wanted."""
    if wanted is None and file is None:
        return {}
    if wanted is None or file is None:
        raise SettingsError("--response and --responses go together", hint="--response ID --responses FILE")
    from judge.readers import read_responses  # noqa: PLC0415 - only a response needs them
    from judge.unfolding import unfolded  # noqa: PLC0415

    notes: list[str] = []
    known = {r.id: r for r in unfolded(read_responses(file, unit=rubric.unit, notes=notes), rubric)}
    screen.notes(notes)
    if wanted not in known:
        raise NotFoundError(f"{file} holds no response {wanted!r}", hint=near_miss(wanted, known))
    return known


def _drawn(
    wish: "ShotsWish", rubric: Rubric, ways: "Mapping[str, Asked]", judged: Iterable[Response], screen: "Screen"
) -> "tuple[Shot, ...]":
    """The worked examples of the first repeat, without any of the responses that are *judged*."""
    from judge.evaluation.illustrating import shots_wished  # noqa: PLC0415 - only they need it

    notes: list[str] = []
    shots = shots_wished(wish, rubric, ways, judged, notes=notes)
    screen.notes(notes)
    return () if shots is None else shots.of(0)


def _language(rubric: Rubric, response: Response | None, wanted: str | None, ui: str) -> str:
    from judge.cli.rubrics import language_shown  # noqa: PLC0415 - a sibling's rule, needed here only
    from judge.engines.language import language_for  # noqa: PLC0415 - --help must not load the engine

    if response is not None and wanted in (None, "auto"):
        return language_for(response, rubric, "auto")
    return language_shown(rubric, None if wanted == "auto" else wanted, ui)


def _asked(rubric: Rubric, names: Sequence[str], response: Response | None, screen: "Screen") -> tuple[Dimension, ...]:
    """The dimensions named, or all, without those that a gate on a tag takes out for this response.

    A gate that looks at another answer is open here: nobody has answered yet.
    """
    from judge.gating import applies  # noqa: PLC0415 - --help must not load it
    from judge.views.words import say  # noqa: PLC0415

    named = {_dimension(rubric, name).id for name in names}
    wanted = [d for d in rubric.asked if not named or d.id in named]
    if response is None:
        return tuple(wanted)
    gated = [d for d in wanted if applies(d, response, {}) is False]
    if gated:
        screen.note(say("prompts.gated", screen.ui, dimensions=", ".join(d.id for d in gated)))
    if response.is_silence and rubric.unit != "user_turn":
        screen.note(say("prompts.silence", screen.ui))
    return tuple(d for d in wanted if d not in gated)


def _dimension(rubric: Rubric, name: str) -> Dimension:
    found = rubric.dimension(name)
    if found is None:
        hint = near_miss(name, (d.id for d in rubric.asked))
        raise NotFoundError(f"rubric {rubric.id!r} has no dimension {name!r}", hint=hint)
    return found


def _check_label(form: ReplyForm, groups: Sequence[Sequence[Dimension]]) -> None:
    if form == "label" and any(len(group) > 1 for group in groups):
        raise SettingsError("the reply form 'label' answers one question at a time", hint="add --per dimension")


def _stand_in(rubric: Rubric, language: str, tags: Sequence[str]) -> Response:
    from judge.unfolding import as_conversation  # noqa: PLC0415 - --help must not load it
    from judge.views.words import say  # noqa: PLC0415 - --help must not load it

    ui: Ui = "zh" if language.split("-", maxsplit=1)[0] == "zh" else "en"
    context = Turn("user", say("prompts.stand_in_context", ui))
    pairs = [tag.partition("=") for tag in tags]
    for tag, (name, _, value) in zip(tags, pairs, strict=True):
        if not (name and value):
            raise SettingsError(f"--tag {tag!r} names no value", hint="write --tag NAME=VALUE")
    given = MappingProxyType({name: value for name, _, value in pairs})
    one = Response("stand-in", "stand-in", "nobody", (context,), say("prompts.stand_in", ui), tags=given)
    if rubric.dimensions_from == "scenario":
        return replace(one, criterion=Criterion("c1", say("prompts.stand_in_criterion", ui), 1))
    return as_conversation(one) if rubric.unit == "conversation" else one


def _as_json(prompt: Prompt) -> dict[str, Any]:  # JSON-ready values
    return {
        "dimensions": [d.id for d in prompt.case.dimensions],
        "messages": [{"role": m.role, "content": m.content} for m in prompt.messages],
        "schema": prompt.schema,
        "token": prompt.case.token,
        "form": prompt.form,
        "sha256": prompt.sha256,
    }


def _print(made: Sequence[Prompt], about: dict[str, Any], screen: "Screen") -> None:  # the document's head
    """Every message as it is, under its role: never wrapped, never taken for markup."""
    from rich.text import Text  # noqa: PLC0415 - --help must not load it

    from judge.views.marks import visible  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    for number, prompt in enumerate(made, start=1):
        ids = ", ".join(d.id for d in prompt.case.dimensions)
        where = {"rubric": about["rubric"], "version": about["rubric_version"], "ask": about["ask"]}
        counted = {"form": prompt.form, "number": number, "n": len(made), "dimensions": ids}
        title = say("prompts.title", screen.ui, **where, **counted, language=about["language"])
        screen.out.print(Text(visible(title), style="bold"))
        for message in prompt.messages:
            screen.out.print(Text(f"── {message.role} ──", style="bold"))
            screen.out.out(visible(message.content), highlight=False)
    if any(MASK in m.content for p in made for m in p.messages):
        screen.note(say("prompts.token", screen.ui))
