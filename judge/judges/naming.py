"""From a name on the command line to a judge."""

import importlib
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from judge.classifiers.plans import TFIDF
from judge.errors import NotFoundError, SettingsError, near_miss
from judge.judges.base import AskingJudge, DecidingJudge, Judge
from judge.judges.classifier import ClassifierJudge
from judge.judges.constant import ConstantJudge
from judge.judges.guard import PREFIX, GuardJudge
from judge.judges.lexical import LexicalJudge
from judge.judges.llm import LLMJudge
from judge.settings import BASELINES, CLASSIFIERS, JudgeSettings, ReplyWish

BASELINE_JUDGES: dict[str, Callable[[str], Judge]] = {
    "baseline/lexical": lambda name: LexicalJudge(name=name),
    "baseline/always-pass": lambda name: ConstantJudge(passes=True, name=name),
    "baseline/always-fail": lambda name: ConstantJudge(passes=False, name=name),
}
_OWN = re.compile(r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")


def judges_named(settings: JudgeSettings, asks: Sequence[str], *, reply: ReplyWish | None = None) -> list[Judge]:
    """The judge that *settings* describe, once for each way of asking.

    Raises:
        NotFoundError: No baseline, module or way of asking of that name.
        SettingsError: It cannot be used as a judge.
    """
    if settings.model == TFIDF:
        raise SettingsError(
            f"{TFIDF} is trained before it judges",
            hint=f"judge train LABELS --model {TFIDF} -o FOLDER, then -j tfidf/FOLDER",
        )
    if settings.model.startswith("baseline/"):
        if settings.model not in BASELINE_JUDGES:
            raise NotFoundError(f"no baseline named {settings.model!r}", hint=near_miss(settings.model, BASELINES))
        _refuse_parameters(settings)
        return [BASELINE_JUDGES[settings.model](settings.shown)]
    if settings.model.startswith(CLASSIFIERS):
        return [_classifier(settings)]
    if settings.model.startswith(PREFIX):
        return [_guard(settings)]
    if settings.categories or settings.controversial != "unclear":
        raise SettingsError(f"{settings.model!r} is no guard: categories are a guard's", hint="write guard/ before it")
    if is_own(settings.model):
        return [_own(settings)]
    if "/" not in settings.model:
        raise SettingsError(
            f"judge {settings.model!r} names no provider",
            hint=f"write openai/{settings.model}, ollama_chat/{settings.model}, hosted_vllm/{settings.model}, ...",
        )
    return [LLMJudge(settings.model, ask=ask, reply=reply, settings=settings) for ask in settings.ask or asks]


def is_own(model: str) -> bool:
    """Whether a judge is named by a module of the user's."""
    return _OWN.match(model) is not None


def _classifier(settings: JudgeSettings) -> ClassifierJudge:
    kind, _, where = settings.model.partition("/")
    dimension, device = (settings.params.get(name) for name in ("dimension", "device"))
    unknown = sorted(settings.params.keys() - {"dimension", "device"})
    if unknown or settings.api_base:
        raise SettingsError(
            f"{settings.model!r} takes no {unknown[0] if unknown else 'api_base'}",
            hint="--set dimension=ID and --set device=cpu are what a classifier takes",
        )
    if device not in (None, "auto", "cpu", "cuda"):
        raise SettingsError(f"no device {device!r}", hint="auto, cpu or cuda")
    return ClassifierJudge(
        "encoder" if kind == "encoder" else "tfidf",
        where,
        name=settings.shown,
        dimension=None if dimension is None else str(dimension),
        device="auto" if device is None else str(device),
    )


def _guard(settings: JudgeSettings) -> GuardJudge:
    model = settings.model.removeprefix(PREFIX)
    if "/" not in model:
        raise SettingsError(
            f"judge {settings.model!r} names no provider", hint=f"write {PREFIX}hosted_vllm/{model or 'MODEL'}, ..."
        )
    if settings.reply is not None or settings.ask:
        raise SettingsError(
            f"{settings.model!r} is asked and answers in its own way", hint="leave ask and reply out of its settings"
        )
    return GuardJudge(settings)


def _refuse_parameters(settings: JudgeSettings) -> None:
    if settings.params or settings.api_base:
        raise SettingsError(
            f"{settings.model!r} takes no parameters and no endpoint", hint="leave --set, --api-base out"
        )


def _own(settings: JudgeSettings) -> Judge:
    module, _, attribute = settings.model.partition(":")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = getattr(importlib.import_module(module), attribute)  # a class or object of the user's
    except (ImportError, AttributeError) as error:
        raise NotFoundError(f"no judge {settings.model!r}: {error}", hint="write package.module:Name") from None
    try:
        judge = found() if isinstance(found, type) else found
    except TypeError:
        raise SettingsError(
            f"{settings.model!r} cannot be made without arguments", hint="name an instance, or give each a default"
        ) from None
    if settings.name:
        judge.name = settings.name
    if not isinstance(judge, AskingJudge | DecidingJudge):
        raise SettingsError(
            f"{settings.model!r} is no judge", hint="it needs name, identity() and decide(cases), or ask() and read()"
        )
    return judge
