"""A candidate model put before a scenario, in a judge's harness: its answer is kept raw and never judged here."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from judge.call import Message, Prompt, Reply
from judge.case import Case
from judge.judgment import Judgment, State, scored, unread
from judge.models.base import ModelSpec
from judge.rubric import Rubric
from judge.settings import JudgeSettings

OBTAINED, CUT_OFF = "obtained", "cut_off"
GENERATION = Rubric.model_validate({
    "id": "generation",
    "version": "1",
    "title": {"en": "Was a response obtained?", "zh": "是否取得回复？"},
    "dimensions": [
        {
            "id": "response",
            "name": {"en": "Response", "zh": "回复"},
            "question": {"en": "Was a response obtained?", "zh": "是否取得回复？"},
            "answers": [OBTAINED, CUT_OFF],
            "passes_on": [OBTAINED],
        }
    ],
})  # fmt: skip
"""One question only the transport can answer: so candidates share engine, store and resume with judges."""


def plain_spec(settings: JudgeSettings) -> ModelSpec:
    """How a model is reached that writes what it likes: no schema, and nothing that was not set."""
    return ModelSpec(
        model=settings.model,
        api_base=settings.api_base,
        api_key_env=settings.api_key_env,
        params=dict(settings.params),
        structured="never",
        price=(settings.price.prompt, settings.price.completion) if settings.price else None,
        cached_price=settings.price.cached if settings.price else None,
        timeout=settings.timeout,
        route=settings.route or "auto",
    )


class Candidate:
    """Asks one candidate model for its response to a scenario.

    An empty answer is a response: silence is something a person in crisis can meet. A filter of the provider is not;
    nor is an answer whose every token went into hidden thinking.
    """

    way = ""

    def __init__(self, settings: JudgeSettings, *, system: str | None = None, joins: bool = False) -> None:
        self.name = settings.shown
        self.settings = settings
        self.system = system
        self._joins = joins
        """Whether what a case opens with for the candidate alone becomes a part of the one system message."""
        self.spec = plain_spec(settings)

    def ask(self, case: Case) -> list[Prompt]:
        """The scenario's own turns, with nothing of ours but the system message the user gave."""
        opening = [Message("system", self.system)] if self.system else []
        messages = (*opening, *(Message(t.role, t.content) for t in case.response.turns))
        if self._joins and [m.role for m in messages[:2]] == ["system", "system"]:
            messages = (Message("system", f"{messages[0].content}\n\n{messages[1].content}"), *messages[2:])
        digest = sha256(repr([(m.role, m.content) for m in messages]).encode("utf-8", "surrogatepass")).hexdigest()
        return [Prompt(messages=messages, form="lines", case=case, schema=None, sha256=digest)]

    def read(self, prompt: Prompt, reply: Reply) -> list[Judgment]:
        """Whether there is a response at all."""
        case = prompt.case
        if reply.finish_reason == "content_filter":
            return unread(case, State.REFUSED_PROVIDER, "content_filter")
        if reply.shape is not None and not reply.refusal:
            return unread(case, State.MALFORMED, reply.shape)
        cut = reply.finish_reason == "length"
        if cut and not response_text(reply).strip():
            return unread(case, State.TRUNCATED, "thinking_budget")
        return [scored(case, case.dimensions[0], CUT_OFF if cut else OBTAINED)]

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Model, endpoint, parameters and system message."""
        return {
            "model": self.spec.model,
            "api_base": self.spec.api_base,
            "params": self.spec.params,
            "system": self.system,
        }


def response_text(reply: Reply) -> str:
    """What the person would have read: the words, or the refusal, without hidden thinking."""
    text = reply.content if reply.content is not None else reply.refusal
    if text is None:
        return ""
    opened, closing = text.lstrip().startswith("<think>"), text.find("</think>")
    return text[closing + len("</think>") :].lstrip() if opened and closing >= 0 else text
