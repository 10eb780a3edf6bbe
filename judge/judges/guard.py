"""A guard model as a judge: it reads the conversation as chat messages of its own, and answers with two lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from judge.call import Message, Prompt, Reply
from judge.case import Case
from judge.completing import rows_of
from judge.dimension import UNCLEAR, Dimension
from judge.errors import ReplyError, SettingsError, near_miss
from judge.judges.candidate import plain_spec
from judge.judges.llm import CONTEXT_CUT, LIKELIHOODS, NO_LIKELIHOODS
from judge.judges.window import within
from judge.judgment import Judgment, State, unread
from judge.parsing import GuardTerms, likelihoods_in, open_reply, read_guard
from judge.parsing.guard_form import CONTROVERSIAL, SAFE, UNSAFE, guard_place
from judge.settings import JudgeSettings

PREFIX = "guard/"
"""Before the model's name on the command line."""


class GuardJudge:
    """A model trained to say whether the last message of a conversation is safe, asked in its own way.

    It sees the messages and nothing of the rubric, whose one question it answers through its categories: by the words
    the question's answers go by, or by ``categories`` in its settings. It answers questions that one answer passes.

    Args:
        settings: Its model with ``guard/`` before it, and how it is reached.
    """

    way = "guard"

    def __init__(self, settings: JudgeSettings) -> None:
        self.name = settings.shown
        self.settings = settings
        bare = settings.model_copy(update={"model": settings.model.removeprefix(PREFIX)})
        wants = settings.confidence == "logprobs"
        self.spec = plain_spec(bare.model_copy(update={"params": {**LIKELIHOODS, **bare.params}}) if wants else bare)

    def ask(self, case: Case) -> list[Prompt]:
        """The conversation as it was, what is judged last.

        Raises:
            SettingsError: The question is none that a guard answers, or a category stands for no answer of it.
        """
        self._terms(case)
        shown = within(case, self.settings.context_tokens, self.spec.model)
        messages = tuple(_messages(shown))
        digest = sha256(repr([(m.role, m.content) for m in messages]).encode("utf-8", "surrogatepass")).hexdigest()
        return [Prompt(messages=messages, form="lines", case=shown, schema=None, sha256=digest)]

    def read(self, prompt: Prompt, reply: Reply) -> list[Judgment]:
        """What its two lines say, or the one state that says why they say nothing."""
        case = prompt.case
        terms = self._terms(case)
        try:
            verdict = read_guard(open_reply(reply), terms)
        except ReplyError as error:
            return unread(case, State(error.state), error.reason)
        answer = verdict.answer
        judgment = Judgment(
            response_id=case.response.id,
            dimension=terms.question.id,
            repeat=case.repeat,
            state=verdict.state,
            answer=answer,
            passed=terms.question.passed(answer) if answer is not None else None,
            rationale=verdict.rationale,
        )
        rows = rows_of(terms.question, judgment, verdict.chosen)
        return [_likely(row, terms, _given(reply)) for row in rows]

    def flags(self, prompt: Prompt, reply: Reply) -> Sequence[str]:
        """Whether turns were not shown, or no probabilities came where they were wished for."""
        lacks = self.settings.confidence == "logprobs" and not reply.logprobs
        return (*((CONTEXT_CUT,) if prompt.case.left_out else ()), *((NO_LIKELIHOODS,) if lacks else ()))

    def identity(self) -> Mapping[str, Any]:  # JSON-ready values
        """Model, endpoint, parameters, and what its words are taken to mean."""
        return {
            "model": self.spec.model,
            "api_base": self.spec.api_base,
            "params": self.spec.params,
            "form": "guard",
            "categories": dict(self.settings.categories),
            "controversial": self.settings.controversial,
            **({"context_tokens": self.settings.context_tokens} if self.settings.context_tokens else {}),
        }

    def _terms(self, case: Case) -> GuardTerms:
        if len(case.dimensions) != 1 or len(case.rubric.asked) != 1:
            raise SettingsError(
                f"a guard answers one question, and {case.rubric.id!r} has {len(case.rubric.asked)}",
                hint="judge by a rubric of one question, such as risk_turns",
            )
        question = case.dimensions[0]
        _check(question, self.settings.categories)
        return GuardTerms(question, self.settings.categories, self.settings.controversial)


def _check(question: Dimension, categories: Mapping[str, str]) -> None:
    if len(question.passes_on) != 1:
        raise SettingsError(
            f"a guard says safe or unsafe, and no one answer of {question.id!r} alone means safe",
            hint="passes_on names one answer",
        )
    for category, answer in categories.items():
        if answer not in question.answer_ids:
            raise SettingsError(
                f"category {category!r} stands for {answer!r}, which is no answer of {question.id!r}",
                hint=near_miss(answer, question.answer_ids),
            )


def _messages(case: Case) -> Sequence[Message]:
    response = case.response
    before = [Message(turn.role, turn.content) for turn in response.turns]
    if response.context is not None:
        before = [Message("user", response.context)]
    if response.is_conversation:
        return before
    return [*before, Message("user" if case.rubric.unit == "user_turn" else "assistant", response.response)]


def _given(reply: Reply) -> Mapping[str, float] | None:
    return likelihoods_in(reply, guard_place).get("safety")


def _likely(judgment: Judgment, terms: GuardTerms, given: Mapping[str, float] | None) -> Judgment:
    """*judgment* with what is known of how safe the guard found it, where its row asks for nothing else."""
    if given is None or judgment.state not in (State.SCORED, State.ABSTAINED):
        return judgment
    meant = {SAFE: SAFE, UNSAFE: UNSAFE, CONTROVERSIAL: terms.controversial}
    shares: dict[str, float] = {}
    for word, share in given.items():
        shares[meant[word]] = shares.get(meant[word], 0.0) + share
    names = _names(judgment.dimension, terms)
    if names is None:
        return judgment
    return replace(judgment, probabilities={names.get(word, UNCLEAR): share for word, share in shares.items()})


def _names(row: str, terms: GuardTerms) -> Mapping[str, str] | None:
    """What *safe* and *unsafe* are called on a row; ``None`` where it tells one danger from another."""
    question = terms.question
    if question.choose == "any":
        return {SAFE: "yes", UNSAFE: "no"} if row == f"{question.id}.{terms.safe}" else None
    return {SAFE: terms.safe, UNSAFE: question.failing[0]} if len(question.failing) == 1 else None
