"""``judge retry``: what came back unread, asked again beside what there is."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from judge.cli import options as o
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.evaluation.asking_again import Retry


def retry(
    run: o.RunFolder,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", help="Ask again what is in this state; repeatable, or several with commas."),
    ] = None,
    reason: Annotated[
        list[str] | None, typer.Option("--reason", help="Only what is so for this reason; repeatable.")
    ] = None,
    judge: Annotated[
        list[str] | None, typer.Option("--judge", "-j", help="Ask only this judge again; repeatable.", metavar="NAME")
    ] = None,
    concurrency: o.Concurrency = None,
    rpm: o.Rpm = None,
    tpm: o.Tpm = None,
    max_cost: o.MaxCost = None,
    max_refusals: o.MaxRefusals = None,
    min_coverage: o.MinCoverage = None,
    egress: o.Egress = None,
    route: o.Route = None,
    dry_run: o.DryRun = False,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Ask again what a judge left unread; new attempts stand beside the old ones."""
    from judge.cli.estimates import show_estimates  # noqa: PLC0415 - --help must not load the engine
    from judge.cli.showing import Screen  # noqa: PLC0415
    from judge.evaluation.asking_again import RETRIED, prepare_retry  # noqa: PLC0415
    from judge.evaluation.estimating import estimate_retry  # noqa: PLC0415
    from judge.views.standing import picked_table  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    states = [part.strip() for given in state or [] for part in given.split(",") if part.strip()]
    if not states:
        raise SettingsError("no state was named", hint=f"add --state with one of {', '.join(sorted(RETRIED))}")
    changed: dict[str, Any] = {  # checked by RunSettings
        "concurrency": concurrency, "rpm": rpm, "tpm": tpm, "max_cost": max_cost, "max_refusals": max_refusals,
        "min_coverage": min_coverage, "egress": egress, "route": route,
    }  # fmt: skip
    job = prepare_retry(run, states, reasons=reason or (), names=judge or (), keys=not dry_run, **changed)
    if not job.picked:
        screen.note(say("retry.nothing", screen.ui, states=", ".join(states)))
    elif not as_json:
        screen.aside.print(picked_table(job.counts, screen.ui), markup=False)
    if dry_run:
        return show_estimates({"run": str(run), "picked": _picked(job)}, estimate_retry(job), screen)
    return _run(job, screen)


def _run(job: "Retry", screen: "Screen") -> int:
    from dataclasses import replace  # noqa: PLC0415 - a command's own imports stand where it does its work

    from judge.cli.ending import exit_code  # noqa: PLC0415
    from judge.cli.failing import Exit  # noqa: PLC0415
    from judge.cli.jobs import draining  # noqa: PLC0415
    from judge.cli.progress import Progressing  # noqa: PLC0415
    from judge.generation import rewrite_responses  # noqa: PLC0415
    from judge.store.counting import EVERYTHING  # noqa: PLC0415
    from judge.views.standing import became_table  # noqa: PLC0415

    code = Exit.FINE
    if job.picked:
        first = job.jobs[0]
        with draining(screen) as stop, Progressing(screen, first.destinations) as watcher:
            outcomes = job.execute(watcher=watcher, stop=stop)
        rewrite_responses(job.run)
        whole = replace(
            first,
            responses=job.run.responses(),
            judges=[j for part in job.jobs for j in part.judges],
            settings=first.settings.model_copy(update={"repeats": max(p.settings.repeats for p in job.jobs)}),
        )
        last = replace(
            outcomes[-1],
            broken={k: v for each in outcomes for k, v in each.broken.items()},
            asked={panel: EVERYTHING for each in outcomes for panel in each.asked},
        )
        code = exit_code(last, whole, screen)
    became = job.became() if job.picked else {}
    rows = [{"from": before.value, "to": now.value, "judgments": n} for (before, now), n in sorted(became.items())]
    document = {"run": str(job.run.folder), "picked": _picked(job), "became": rows, "exit_code": int(code)}
    screen.result(document, became_table(rows, screen.ui))
    return int(code)


def _picked(job: "Retry") -> list[dict[str, object]]:
    return [
        {"judge": judge, "ask": ask, "state": state.value, "reason_code": reason, "judgments": n}
        for (judge, ask, state, reason), n in job.counts.most_common()
    ]
