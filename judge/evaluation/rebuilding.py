"""A run's judges made again from what the run says about them: for asking once more, and for reading once more."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from judge.errors import JudgeError, SettingsError
from judge.judges.base import Judge, way_of
from judge.judges.candidate import Candidate
from judge.judges.guard import GuardJudge
from judge.judges.llm import LLMJudge
from judge.judges.naming import is_own, judges_named
from judge.settings import JudgeSettings, RunSettings
from judge.store.imported import is_imported
from judge.store.planning import frozen, refuse_change
from judge.store.schema import written

_REACHED = "reached"
_OF_THE_RUN = ("per", "language", "shots")
"""What a panel's identity holds beside its judge's own."""
_AS_EVALUATE = "judge evaluate asks again what a resume asks; judge.retry(judges=[...]) takes judges from Python"


def remember(
    db: sqlite3.Connection, judges: Sequence[Judge], given: Mapping[str, JudgeSettings]
) -> dict[str, Any]:  # JSON-ready values
    """Keep how each judge is made, beside what was kept before, and return it all: never a key, only where it lies.

    Args:
        db: The run's store, held for writing.
        judges: Those of this start.
        given: What they were named by, where they were.
    """
    before: dict[str, Any] = frozen(db, _REACHED) or {}
    now = dict(before)
    for judge in judges:
        made_of = _made_of(judge, given.get(judge.name))
        if made_of is not None:
            asks = now.get(judge.name, {}).get("asks", {}) | {way_of(judge): getattr(judge, "ask_given", None)}
            now[judge.name] = {"settings": made_of, "asks": asks}
    if now != before:
        with written():
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_REACHED, json.dumps(now, sort_keys=True)))
    return now


def given_before(db: sqlite3.Connection) -> dict[str, JudgeSettings]:
    """What the judges of earlier starts were named by."""
    kept: dict[str, Any] = frozen(db, _REACHED) or {}
    return {judge: JudgeSettings.model_validate(own["settings"]) for judge, own in kept.items()}


def refuse_another(judge: Judge, spec: Mapping[str, Any], *, what: str) -> None:  # JSON of ours
    """Refuse a judge that is not what it was.

    Raises:
        InputError: What decides its answers has changed: up to five places.
    """
    now = json.loads(json.dumps(judge.identity()))
    refuse_change(
        {name: value for name, value in spec.items() if name in now or name not in _OF_THE_RUN}, now, what=what
    )


def _made_of(judge: Judge, given: JudgeSettings | None) -> dict[str, Any] | None:  # JSON-ready values
    if (
        given is None
        and isinstance(judge, LLMJudge | Candidate | GuardJudge)
        and type(judge) in (LLMJudge, Candidate, GuardJudge)
    ):
        given = judge.settings
    if given is not None:
        return given.model_dump(mode="json", exclude_defaults=True)
    kind = type(judge)
    if kind.__module__ == "__main__" or "." in kind.__qualname__:
        return None  # nobody else can import it
    return {"model": f"{kind.__module__}:{kind.__qualname__}", "name": judge.name}


def rebuild(db: sqlite3.Connection, judge: str, ask: str, spec: Mapping[str, Any]) -> Judge:  # JSON of ours
    """The judge of one panel as it was, with nothing but what the run holds and files of the same names.

    Whether it still is what it was is for the caller to see: its `identity` says.

    Raises:
        SettingsError: The run does not say what it is made of, or that is not there any more.
    """
    if is_imported(spec):
        raise SettingsError(
            f"judge {judge!r} was imported: there is nobody to ask again",
            hint="import what is missing, or judge with a judge of your own",
        )
    kept = (frozen(db, _REACHED) or {}).get(judge)
    of_ours = "ask_sha256" in spec or "system" in spec or str(spec.get("model", "")).startswith("baseline/")
    if kept is None and not of_ours:
        raise SettingsError(f"judge {judge!r} cannot be made again: it came from Python", hint=_AS_EVALUATE)
    try:
        settings = JudgeSettings.model_validate(kept["settings"] if kept else _told_by(judge, spec))
        if "ask_sha256" in spec and not is_own(settings.model):
            way = (kept or {}).get("asks", {}).get(ask) or ask
            found = {"reply": spec["reply"]}  # with --reply auto, neither stands in what the judge was named by
            found |= {"structured": spec["structured"]} if spec["reply"] == "json" else {}
            return LLMJudge(settings.model, name=judge, ask=way, settings=settings.model_copy(update=found))
        if "system" in spec:
            return Candidate(settings.model_copy(update={"name": judge}), system=spec["system"])
        return judges_named(settings.model_copy(update={"name": judge}), ())[0]
    except ValidationError:
        raise SettingsError(f"judge {judge!r} cannot be made again from run.json", hint=_AS_EVALUATE) from None
    except JudgeError as error:
        raise SettingsError(f"judge {judge!r} cannot be made again: {error.message}", hint=error.hint) from None


def _told_by(judge: str, spec: Mapping[str, Any]) -> dict[str, Any]:  # JSON of ours
    """Settings of a judge of an older run, which kept only what decides its answers."""
    told = {name: spec[name] for name in ("model", "api_base", "params", "structured") if name in spec}
    if told.get("structured") == "never" and spec.get("reply") != "json":
        del told["structured"]  # a form that has no schema sends none, whatever was set
    return {**told, "name": judge}


def settings_of_run(manifest: Mapping[str, Any], **changed: Any) -> RunSettings:  # JSON of ours; checked here
    """The settings of the run's last start, with what is *changed* for the next.

    Raises:
        SettingsError: A value cannot be taken.
    """
    kept = {k: v for k, v in manifest.get("settings", {}).items() if k in RunSettings.model_fields}
    try:
        return RunSettings.model_validate({**kept, **{k: v for k, v in changed.items() if v is not None}})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
