"""The options ``evaluate`` and ``respond`` share: fields of the settings file, flag over file over default."""

import json
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer
from pydantic import ValidationError

from judge.cli.choosing import one_of
from judge.cli.speaking import ui_language
from judge.errors import InputError, SettingsError, near_miss
from judge.settings import CLASSIFIERS, JudgeSettings, RunSettings, SimulateSettings, parse_judge
from judge.strict_yaml import read_yaml
from judge.views.words import Ui

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout and nothing else there.")]
Language = Annotated[str | None, typer.Option("--language", help="Judge in zh, en, another language, or auto.")]
UiOption = Annotated[
    str | None, typer.Option("--ui", help="Speak zh or en; the environment's language by default.", metavar="zh|en")
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        help="Judge this, not what the rubric names.",
        metavar="response|user_turn|assistant_turn|conversation",
    ),
]
Labels = Annotated[
    list[Path] | None, typer.Option("--labels", help="Compare with the experts' labels in this file; repeatable.")
]
By = Annotated[str | None, typer.Option("--by", help="Split the rows by a tag of the responses.", metavar="TAG")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", help="Count scenario, response or a tag as drawn independently.", metavar="WHAT"),
]
Replicates = Annotated[int, typer.Option("--replicates", help="Draw so many bootstrap replicates.", min=100)]
Seed = Annotated[int, typer.Option("--seed", help="Draw them from this seed.", min=0)]
Panels = Annotated[
    list[str] | None,
    typer.Option(
        "--panel", help="Count the vote of these judges as a judge; repeatable.", metavar="NAME=JUDGE,JUDGE,..."
    ),
]
RunFolder = Annotated[Path, typer.Argument(help="The run's folder.", metavar="RUN", show_default=False)]

Settings = Annotated[Path | None, typer.Option("--settings", help="Read options from a YAML file; flags override it.")]
ApiBase = Annotated[str | None, typer.Option("--api-base", help="Reach the one model given at this URL.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="Send this sampling parameter, key=value; repeatable.", metavar="K=V")
]
Shots = Annotated[
    int | None, typer.Option("--shots", help="Show so many labelled responses as worked examples.", min=1)
]
ShotsFrom = Annotated[
    str | None,
    typer.Option("--shots-from", help="Draw them from this file, anew for each repeat.", metavar="FILE"),
]
ShotsSeed = Annotated[int | None, typer.Option("--shots-seed", help="Draw them from this seed.", min=0)]
Repeats = Annotated[int | None, typer.Option("--repeats", help="Ask everything so many times, independently.", min=1)]
Concurrency = Annotated[
    int | None,
    typer.Option("--concurrency", "--max-connections", help="Keep at most so many calls in flight a model.", min=1),
]
Rpm = Annotated[float | None, typer.Option("--rpm", help="Send at most so many requests a minute.")]
Tpm = Annotated[float | None, typer.Option("--tpm", help="Send at most so many tokens a minute.")]
MaxCost = Annotated[float | None, typer.Option("--max-cost", help="Stop asking before so many USD are passed.")]
MaxRefusals = Annotated[
    float | None, typer.Option("--max-refusals", help="Stop a judge that refuses more than this share of its calls.")
]
Route = Annotated[
    str | None,
    typer.Option(
        "--route", help="Reach models directly, by litellm, or by whichever fits.", metavar="auto|direct|litellm"
    ),
]
Engine = Annotated[
    str | None,
    typer.Option(
        "--engine", help="Ask from this machine, by batch files, or from a Ray cluster.", metavar="local|batch|ray"
    ),
]
Workers = Annotated[int | None, typer.Option("--workers", help="Share the work among so many processes.", min=1)]
Join = Annotated[bool, typer.Option("--join", help="Help a run that another process is working on.")]
Address = Annotated[str | None, typer.Option("--address", help="Use the Ray cluster at this address.")]
BatchFiles = Annotated[
    bool, typer.Option("--batch-files", help="With --engine batch: write the files, and leave running them to me.")
]
Poll = Annotated[float | None, typer.Option("--poll", help="Look at a batch every so many seconds.", min=0)]
NoCanaries = Annotated[bool, typer.Option("--no-canaries", help="Judge no known cases beside the data.")]
MinCoverage = Annotated[
    float | None, typer.Option("--min-coverage", help="Exit with 6 when less than this share has a scored answer.")
]
Egress = Annotated[
    str | None, typer.Option("--egress", help="Send texts to any host, to loopback only, or to the hosts listed.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be asked, sent and paid; ask nothing.")]
Limit = Annotated[int | None, typer.Option("--limit", help="Take only the first so many.", min=1)]


def ui_of(given: str | None) -> Ui:
    """The language ``--ui`` names, or the environment's.

    Raises:
        SettingsError: It is neither zh nor en.
    """
    if given is not None and given not in get_args(Ui):
        raise SettingsError(f"--ui {given!r} is not a language of this tool", hint="zh or en")
    return ui_language("zh" if given == "zh" else "en" if given == "en" else None)


def run_settings(file: Path | None, flags: Mapping[str, Any]) -> RunSettings:  # checked by RunSettings
    """One frozen settings object: the file's fields, with every flag that was given on top.

    Raises:
        SettingsError: A field nobody knows, or a value it cannot take; with file and line where a file says it.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    lines, data = _read(file) if file is not None else (None, {})
    try:
        return RunSettings.model_validate({**data, **given})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        in_file = lines is not None and first["loc"] and str(first["loc"][0]) not in given
        if first["type"] == "literal_error" and (value := given.get(field)) is not None:
            one_of(f"--{field.replace('_', '-')}", str(value), re.findall(r"'([^']*)'", first["ctx"]["expected"]))
        where = f"{file}, line {lines.line(first['loc'])}: {field}" if in_file and lines else f"--{field}"
        message = "no such field" if first["type"] == "extra_forbidden" else first["msg"].removeprefix("Value error, ")
        raise SettingsError(
            f"{where.replace('_', '-') if not in_file else where}: {message}",
            hint=_hint(first["type"], first["loc"]),
        ) from None


def _hint(kind: str, loc: tuple[int | str, ...]) -> str | None:
    """Near misses for a field nobody knows; a value that does not fit says itself what would."""
    if kind != "extra_forbidden":
        return None
    if str(loc[-1]) in ("api_key", "key", "token"):
        return "keys never stand in a file: api_key_env names the variable that holds one"
    return near_miss(str(loc[-1]), _holder(loc).model_fields)


def _holder(loc: tuple[int | str, ...]) -> type[JudgeSettings | SimulateSettings | RunSettings]:
    """Whose field stands at *loc*."""
    inside = loc[1:] if loc[0] == "simulate" else loc
    if len(inside) > 1 and inside[0] in ("judges", "models", "client", "guards"):
        return JudgeSettings
    return SimulateSettings if loc[0] == "simulate" and inside else RunSettings


def _read(file: Path) -> tuple[Any, dict[str, Any]]:  # raw YAML, checked by RunSettings
    try:
        document = read_yaml(file.read_bytes(), where=str(file))
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}", hint="check the path given with --settings") from None
    except InputError as error:
        raise SettingsError(error.message, hint=error.hint) from None
    if not isinstance(document.data, dict):
        raise SettingsError(f"{file}, line 1: settings are a mapping of fields", hint="e.g. repeats: 3")
    return document, document.data


def models_given(
    names: Sequence[str], api_base: str | None, params: Sequence[str], *, kind: Literal["judge", "model"]
) -> list[JudgeSettings]:
    """The models named on the command line; endpoint and parameters belong to the one that is given.

    Raises:
        SettingsError: Parameters for several models at once, or one that is not key=value.
    """
    given = [parse_judge(name) for name in names]
    meant = [g for g in given if (is_reached(g) if api_base else not g.model.startswith("baseline/"))]
    if not (api_base or params):
        return given
    if len(meant) != 1:
        raise SettingsError(
            f"--api-base and --set need exactly one {kind}, {len(meant)} were given",
            hint="put several into a settings file, each with its own api_base and params: --settings run.yaml",
        )
    update = {"api_base": api_base, "params": parameters(params)}
    return [g.model_copy(update=update) if g is meant[0] else g for g in given]


def is_reached(given: JudgeSettings) -> bool:
    """Whether it is a model at some address: not what runs here."""
    return not given.model.startswith(("baseline/", *CLASSIFIERS))


def at_address(given: JudgeSettings, api_base: str | None) -> JudgeSettings:
    """*given*, reached at *api_base* where it is a model at some address."""
    return given.model_copy(update={"api_base": api_base}) if api_base and is_reached(given) else given


def parameters(given: Sequence[str]) -> dict[str, Any]:  # JSON, or text
    """``key=value`` pairs: the value as JSON when it parses, else as text.

    Raises:
        SettingsError: One has no ``=``, or a key stands twice.
    """
    found: dict[str, Any] = {}  # JSON, or text
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise SettingsError(f"--set {pair!r} is not key=value", hint="e.g. --set temperature=0")
        if key in found:
            raise SettingsError(f"--set {key} was given twice", hint="keep one of them")
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    return found


def this_command() -> str:
    """The exact command that was typed, ready to be typed again."""
    return shlex.join(["judge", *sys.argv[1:]])
