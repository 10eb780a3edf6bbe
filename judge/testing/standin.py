"""A stand-in for a judging model: valid verdicts by the prompt's fingerprint, and faults at given rates."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps
from random import Random
from typing import Any

from judge.record import dataclass
from judge.rubric import Rubric
from judge.testing.answering import Choose, asked, verdict_reply
from judge.testing.canned import Canned
from judge.testing.knowing import known_answers
from judge.testing.likelihoods import answer_places, spelled
from judge.testing.shapes import messages_of

_MASK = "######"  # stands where the echo token stood
_REFUSAL = "I'm sorry, but I can't help with assessing this text."


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Share of prompts met by each fault.

    Rate limits, errors and malformed replies pass: they meet a prompt the first time it is asked, and never again.
    Truncated and refused replies belong to the prompt: it gets the same one however often it is asked.
    """

    rate_limited: float = 0.0
    errors: float = 0.0
    malformed: float = 0.0
    truncated: float = 0.0
    refused: float = 0.0
    retry_after: float = 1.0
    """Seconds a rate limit asks for."""


class StandIn:
    """The reply function of a whole judging model.

    Whoever asks for log-probabilities gets them, in OpenAI's shape.

    Everything is drawn from *seed* and the prompt with its token masked, so that the same prompt ends with the same
    answer in every order, process and run. Prompts that are no judging prompts get a plain sentence.

    It stands in for an honest judge: the known cases that a run puts before its judges (the general ones, and the
    canaries of the rubrics we ship and of *rubrics*) are answered as they should be.
    """

    def __init__(self, faults: Faults | None = None, *, seed: int = 0, rubrics: Sequence[Rubric] = ()) -> None:
        self._faults = faults or Faults()
        self._seed = seed
        self._rubrics = rubrics
        self.asked: Counter[str] = Counter()
        """How often each prompt came."""
        self.answered: Counter[str] = Counter()
        """How often each prompt was answered with a 200: what a provider would bill."""

    def __call__(self, body: Mapping[str, Any]) -> Canned:  # a request body, as it came
        """The answer to one request."""
        messages = [{"role": role, "content": text} for role, text in messages_of(body)]
        prompt = self._fingerprint(messages)
        first = prompt not in self.asked
        self.asked[prompt] += 1
        canned = self._canned(messages, prompt, first=first, likely=bool(body.get("logprobs")))
        if canned.status == 200:  # noqa: PLR2004 - HTTP's own word for OK
            self.answered[prompt] += 1
        return canned

    def counts(self) -> dict[str, Any]:  # JSON-ready
        """Requests, distinct prompts, and for each prompt how often it was asked and billed."""
        billed = self.answered
        return {
            "requests": self.asked.total(),
            "distinct": len(self.asked),
            "answered": billed.total(),
            "paid_twice": sum(n - 1 for n in billed.values() if n > 1),
            "prompts": {prompt: {"asked": n, "answered": billed[prompt]} for prompt, n in self.asked.items()},
        }

    def _fingerprint(self, messages: list[dict[str, str]]) -> str:
        try:
            token = asked(messages).token
        except ValueError:
            token = ""
        last = messages[-1]["content"] if messages else ""
        before, found, after = last.rpartition(token) if token else (last, "", "")
        shown = [*(m["content"] for m in messages[:-1]), before, _MASK if found else "", after]
        return sha256(dumps(shown).encode("ascii")).hexdigest()[:16]

    def _canned(self, messages: list[dict[str, str]], prompt: str, *, first: bool, likely: bool) -> Canned:
        fault = self._fault(Random(f"{self._seed}:fault:{prompt}").random())  # noqa: S311 - reproducible, no secret
        if fault == "refused":
            return Canned.ok(_REFUSAL)
        if first and fault == "rate_limited":
            return Canned.rate_limited(f"{self._faults.retry_after:g}")
        if first and fault == "errors":
            return Canned.failure(500)
        text = self._verdict(messages, prompt)
        if fault == "truncated":
            return Canned.truncated(text[: len(text) // 2])
        if first and fault == "malformed":
            return Canned.ok(f"Here you are:\n{text}")
        return Canned.ok(text, logprobs=self._logprobs(messages, prompt, text) if likely else None)

    def _fault(self, draw: float) -> str | None:
        reached = 0.0
        for kind in ("rate_limited", "errors", "malformed", "truncated", "refused"):
            reached += getattr(self._faults, kind)
            if draw < reached:
                return kind
        return None

    def _verdict(self, messages: list[dict[str, str]], prompt: str) -> str:
        try:
            question = asked(messages)
            return verdict_reply(question, self._choose(prompt, known_answers(question, self._rubrics)))
        except ValueError:
            return f"I hear you, and I am glad that you wrote. ({prompt})"

    def _logprobs(self, messages: list[dict[str, str]], prompt: str, text: str) -> list[dict[str, Any]]:  # JSON-ready
        """More than half for the answer that was given, the rest for the others: drawn as the answer is."""
        try:
            places = answer_places(asked(messages), text)
        except ValueError:
            return spelled(text, {})
        return spelled(text, {at: self._likely(prompt, *about) for at, about in places.items()})

    def _likely(self, prompt: str, dimension: str, answers: tuple[str, ...], given: str) -> dict[str, float]:
        draw = Random(f"{self._seed}:likely:{dimension}:{prompt}")  # noqa: S311 - reproducible, no secret
        shares = {a: draw.random() for a in answers if a != given}
        own = 0.5 + draw.random() / 2
        return {given: own} | {a: (1 - own) * share / sum(shares.values()) for a, share in shares.items()}

    def _choose(self, prompt: str, known: Mapping[str, str]) -> Choose:
        def choose(dimension: str, answers: tuple[str, ...]) -> str:
            if dimension in known:
                return known[dimension]
            return Random(f"{self._seed}:{dimension}:{prompt}").choice(answers)  # noqa: S311 - reproducible, no secret

        return choose
