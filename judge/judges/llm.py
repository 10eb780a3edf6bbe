"""The judge this project is about: a language model that walks an expert's reasoning chain."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from judge.asking import Ask
from judge.call import Poses, Prompt, Reply, ReplyForm
from judge.case import Case
from judge.choosing import first_tells, of_alone
from judge.completing import rows_of
from judge.dimension import Dimension
from judge.errors import ReplyError, SettingsError
from judge.judges.window import within
from judge.judgment import Judgment, State, unread
from judge.library import load_ask
from judge.models.base import ModelSpec, Structured
from judge.parsing import Verdict, answer_likelihoods, evidence_found, read_reply
from judge.prompting import render
from judge.settings import DEFAULT_ASK, JudgeSettings, ReplyWish, Value

LIKELIHOODS: Mapping[str, Value] = {"logprobs": True, "top_logprobs": 20}
"""What asks for the probabilities of tokens, with as many alternatives as anybody gives; ``params`` may differ."""
NO_LIKELIHOODS, UNCLEAR_LIKELIHOODS = "no_logprobs", "unclear_logprobs"
"""Flags of replies: no token came with its log-probability; not every answer's could be told from them."""

CONTEXT_CUT = "context_cut"
"""Flag of a call in which the oldest turns were not shown."""


class LLMJudge:
    """A language model as a judge, by any provider LiteLLM knows or an endpoint of your own.

    Args:
        model: LiteLLM's name of the model, e.g. ``openai/gpt-5``.
        name: What tables call it; the model when absent.
        ask: The way of asking: a folder of prompts. The rubric's own, or ``expert_chain``, when absent.
        api_base: The endpoint, where it is not the provider's usual one.
        reply: The reply form; the way of asking names its default. ``auto``: a run finds out which suits it.
        settings: Everything else that can be set, as a settings file holds it.
        params: Sampling parameters, sent as they stand; nothing that is not given is sent.

    Raises:
        NotFoundError: No way of asking has that name.
        TemplateError: One of its templates cannot be used.
    """

    def __init__(
        self,
        model: str,
        *,
        name: str | None = None,
        ask: str | None = None,
        api_base: str | None = None,
        reply: ReplyWish | None = None,
        settings: JudgeSettings | None = None,
        **params: Value,
    ) -> None:
        given = settings or JudgeSettings(model=model, name=name, api_base=api_base, params=dict(params))
        self.name = name or given.shown
        self.settings = given
        self.ask_given = ask
        self.template: Ask = load_ask(ask or DEFAULT_ASK)
        self.way = self.template.name
        self.poses: Poses | None = self.template.poses
        """What one call asks, where the way of asking says so."""
        wanted = given.reply or reply or self.template.form
        self.undecided = wanted == "auto"
        """Whether its reply form is still to be found out; until then it would be asked in the first that is tried."""
        self.form: ReplyForm = "json" if wanted == "auto" else wanted
        self.spec = ModelSpec(
            model=given.model,
            api_base=given.api_base,
            api_key_env=given.api_key_env,
            params={**(LIKELIHOODS if given.confidence == "logprobs" else {}), **given.params},
            structured=given.structured if self.form == "json" else "never",
            price=(given.price.prompt, given.price.completion) if given.price else None,
            cached_price=given.price.cached if given.price else None,
            timeout=given.timeout,
            route=given.route or "auto",
        )

    def asking(self, ask: str) -> "LLMJudge":
        """The same judge with another way of asking."""
        return LLMJudge(self.settings.model, name=self.name, ask=ask, reply=self._reply, settings=self.settings)

    def replying(self, form: ReplyForm, structured: Structured) -> "LLMJudge":
        """The same judge with a reply form that was found to suit it, and with or without the reply's schema."""
        settings = self.settings.model_copy(update={"reply": form, "structured": structured})
        return LLMJudge(self.settings.model, name=self.name, ask=self.ask_given, settings=settings)

    @property
    def _reply(self) -> ReplyWish | None:
        if self.undecided:
            return "auto"
        return self.form if self.form != self.template.form else None

    def ask(self, case: Case) -> list[Prompt]:
        """One prompt with every dimension of the case.

        Raises:
            SettingsError: The form ``label`` can answer one question, and the case has several.
        """
        if self.form == "label" and len(case.dimensions) > 1:
            raise SettingsError("the reply form 'label' answers one question at a time", hint="add --per dimension")
        return [render(within(case, self.settings.context_tokens, self.spec.model), self.template, form=self.form)]

    def read(self, prompt: Prompt, reply: Reply) -> list[Judgment]:
        """Every verdict of the reply, or the one state that says why there is none."""
        return read_judgments(prompt.case, prompt.form, reply)

    def flags(self, prompt: Prompt, reply: Reply) -> Sequence[str]:
        """What is odd: turns not shown; of a readable reply, a wrong total, or a lack of probabilities wished for."""
        wants = self.settings.confidence == "logprobs"
        cut = (CONTEXT_CUT,) if prompt.case.left_out else ()
        if not wants and prompt.form != "trailing_dict":
            return cut
        case = prompt.case
        try:
            odd = read_reply(reply, form=prompt.form, dimensions=case.dimensions, token=case.token).flags
        except ReplyError:
            return cut
        return (*cut, *odd, *(_lacking(case, prompt.form, reply) if wants else ()))

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Model, endpoint, parameters, prompts and reply form."""
        return {
            "model": self.spec.model,
            "api_base": self.spec.api_base,
            "params": self.spec.params,
            "structured": self.spec.structured,
            "reply": self.form,
            "ask": self.way,
            "ask_sha256": self.template.sha256,
            **({"context_tokens": self.settings.context_tokens} if self.settings.context_tokens else {}),
        }


def read_judgments(case: Case, form: ReplyForm, reply: Reply) -> list[Judgment]:
    """Every verdict on *case* in a reply of this *form*, or the one state that says why there is none."""
    try:
        reading = read_reply(reply, form=form, dimensions=case.dimensions, token=case.token)
    except ReplyError as error:
        return unread(case, State(error.state), error.reason)
    by_id = {d.id: d for d in case.dimensions}
    given = answer_likelihoods(reply, form=form, dimensions=case.dimensions, token=case.token)
    return [
        judgment
        for v in reading.verdicts
        for judgment in _rows(by_id[v.dimension], _judgment(case, by_id[v.dimension], v, given), v, given)
    ]


def _rows(
    question: Dimension, judgment: Judgment, v: Verdict, given: Mapping[str, Mapping[str, float]]
) -> list[Judgment]:
    rows = rows_of(question, judgment, v.chosen)
    if question.choose == "one" or question.id not in given:
        return rows
    likely = of_alone(question, given[question.id])
    return [replace(row, probabilities=likely.get(row.dimension)) for row in rows]


def _judgment(case: Case, dimension: Dimension, v: Verdict, given: Mapping[str, Mapping[str, float]]) -> Judgment:
    return Judgment(
        response_id=case.response.id,
        dimension=v.dimension,
        repeat=case.repeat,
        state=v.state,
        answer=v.answer,
        passed=dimension.passed(v.answer) if v.answer is not None else None,
        rationale=v.rationale,
        evidence=v.evidence,
        evidence_found=_found(v.evidence, case, dimension) if v.evidence is not None else None,
        probabilities=given.get(v.dimension) if dimension.choose == "one" else None,
    )


def _found(evidence: str, case: Case, dimension: Dimension) -> bool | None:
    return evidence_found(evidence, case.response.said, spans=dimension.evidence == "spans")


def _lacking(case: Case, form: ReplyForm, reply: Reply) -> tuple[str, ...]:
    """Why not every answer has its probability, where that is so."""
    if not reply.logprobs:
        return (NO_LIKELIHOODS,)
    given = answer_likelihoods(reply, form=form, dimensions=case.dimensions, token=case.token)
    return () if all(d.id in given for d in case.dimensions if first_tells(d)) else (UNCLEAR_LIKELIHOODS,)
