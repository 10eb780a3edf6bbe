"""A simulated client: a model that plays a persona, asked for its next turn through the judges' engine."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from judge.asking import Ask
from judge.call import Prompt, Reply
from judge.case import Case
from judge.judges.candidate import CUT_OFF, OBTAINED, plain_spec, response_text
from judge.judgment import Judgment, State, scored, unread
from judge.persona import Persona
from judge.playing import client_messages, without_mark
from judge.rubric import Rubric
from judge.settings import JudgeSettings

PERSONA = "persona"
"""The tag that says who is played."""

SPEECH = Rubric.model_validate({
    "id": "simulation",
    "version": "1",
    "title": {"en": "Was a turn obtained?", "zh": "是否取得这一轮发言？"},
    "dimensions": [
        {
            "id": "turn",
            "name": {"en": "Turn", "zh": "发言"},
            "question": {"en": "Was a turn obtained?", "zh": "是否取得这一轮发言？"},
            "answers": [OBTAINED, CUT_OFF],
            "passes_on": [OBTAINED],
        }
    ],
})  # fmt: skip
"""One question only the transport can answer: so both sides of a conversation share engine, store and resume."""


class Client:
    """Asks one model for the next turn of whatever persona the case is about.

    A client that says nothing has not played its part: it is asked again, as an unreadable judge is.
    """

    def __init__(self, settings: JudgeSettings, *, part: Ask, cast: Mapping[str, Persona], turns: int) -> None:
        self.name = settings.shown
        self.settings = settings
        self.part = part
        self.way = f"client:{part.name}"
        self.cast = cast
        self.turns = turns
        self.spec = plain_spec(settings)

    def ask(self, case: Case) -> list[Prompt]:
        """The persona, what was said so far, and the reminder of the part.

        Raises:
            TemplateError: A template cannot be rendered.
        """
        response = case.response
        persona = self.cast[response.tags[PERSONA]]
        messages = client_messages(self.part, persona, response.turns, most=self.turns)
        digest = sha256(repr([(m.role, m.content) for m in messages]).encode("utf-8", "surrogatepass")).hexdigest()
        return [Prompt(messages=messages, form="lines", case=case, schema=None, sha256=digest)]

    def read(self, prompt: Prompt, reply: Reply) -> list[Judgment]:
        """Whether there is something to answer, or a goodbye."""
        case = prompt.case
        if reply.finish_reason == "content_filter":
            return unread(case, State.REFUSED_PROVIDER, "content_filter")
        if reply.refusal:
            return unread(case, State.REFUSED_MODEL, "refusal_field")
        if reply.shape is not None:
            return unread(case, State.MALFORMED, reply.shape)
        said, left = without_mark(response_text(reply))
        cut = reply.finish_reason == "length"
        if not said and not left:
            return unread(case, State.TRUNCATED, "thinking_budget") if cut else unread(case, State.EMPTY, "empty")
        return [scored(case, case.dimensions[0], CUT_OFF if cut else OBTAINED)]

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Model, endpoint, parameters, templates, and how many turns it is told it has."""
        return {
            "model": self.spec.model,
            "api_base": self.spec.api_base,
            "params": self.spec.params,
            "part": self.part.name,
            "part_sha256": self.part.sha256,
            "turns": self.turns,
        }
