"""The faults of providers by name, for whoever wants to see how a judge of theirs takes one."""

from collections import Counter
from collections.abc import Callable, Mapping
from json import dumps
from random import Random
from typing import Any

from judge.errors import near_miss
from judge.testing.canned import Canned
from judge.testing.loopback import fingerprint

_HALF = '{"token": "0000'


def _body(**fields: Any) -> bytes:  # JSON-ready values
    return dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", **fields}).encode("ascii")


CATALOGUE: Mapping[str, Canned] = {
    "rate_limited": Canned.rate_limited(1),
    "rate_limited_date": Canned.rate_limited(date=1),
    "rate_limited_bare": Canned.rate_limited(),
    "quota": Canned.out_of_quota(),
    "no_credit": Canned.failure(402, "Insufficient Balance"),
    "bad_request": Canned.failure(400, "messages[1].role is wrong"),
    "auth": Canned.failure(401, "Incorrect API key provided", code="invalid_api_key"),
    "forbidden": Canned.failure(403, "You are not allowed to sample from this model"),
    "not_found": Canned.failure(404, "The model does not exist", code="model_not_found"),
    "timeout": Canned.failure(408, "Request timed out"),
    "conflict": Canned.failure(409, "Conflict"),
    "server_error": Canned.failure(500),
    "bad_gateway": Canned.html(502),
    "unavailable": Canned.failure(503, "The engine is overloaded"),
    "gateway_timeout": Canned.html(504),
    "overloaded": Canned.failure(529, "Overloaded"),
    "too_long": Canned.too_long(),
    "filter_error": Canned.filter_error(),
    "unsupported": Canned.unsupported("temperature"),
    "redirect": Canned.redirected("/v1/chat/completions"),
    "reset": Canned(drop=True),
    "stall": Canned(stall=True),
    "drip": Canned.ok(_HALF, drip=0.5),
    "cut_body": Canned.ok(_HALF, cut=40),
    "empty_body": Canned(body=b""),
    "html": Canned.html(200),
    "half_json": Canned(body=_body(choices=[])[:40]),
    "nan": Canned(body=_body(choices=[], usage="#").replace(b'"#"', b"NaN")),
    "no_choices_key": Canned(body=_body()),
    "wrong_types": Canned(body=_body(choices="none")),
    "error_in_200": Canned(error={"message": "Provider returned error", "code": 502}),
    "no_choices": Canned(choices=[]),
    "null_content": Canned(),
    "blank": Canned.ok("   "),
    "prose": Canned.ok("I would say that the answer is yes."),
    "truncated": Canned.truncated(_HALF),
    "thinking_only": Canned(reasoning="hm " * 9, finish_reason="length"),
    "filtered": Canned.filtered(),
    "refused": Canned.refused("I can't help with assessing this text."),
    "refused_in_words": Canned.ok("I'm sorry, but I can't help with assessing this text."),
    "tool_call": Canned(tool_calls=[{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]),
    "unknown_finish": Canned.ok(_HALF, finish_reason="eos"),
}
"""Every fault of a transport or an envelope that is known to us, as the loopback server shows it."""


class Meeting:
    """A reply function that meets a share of prompts with faults of the catalogue, and hands the rest to *model*.

    Args:
        model: What answers otherwise: a :class:`StandIn`, or any reply function.
        shares: Of all prompts, by name in the catalogue; together at most 1.
        seed: Decides which prompts, the same in every order and process.
        once: Whether a prompt is met the first time only, and answered when it is asked again.

    Raises:
        ValueError: No fault has that name, or the shares make no sense.
    """

    def __init__(
        self,
        model: Callable[[dict[str, Any]], Canned],  # a request body, as it came
        shares: Mapping[str, float],
        *,
        seed: int = 0,
        once: bool = True,
    ) -> None:
        for name in shares:
            if name not in CATALOGUE:
                raise ValueError(f"no fault is called {name!r}: {near_miss(name, CATALOGUE)}")
        if min(shares.values(), default=0.0) < 0 or sum(shares.values()) > 1:
            raise ValueError("shares of prompts lie between 0 and 1, and so does their sum")
        self._model, self._shares, self._seed, self._once = model, dict(shares), seed, once
        self._asked: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        """How often each fault was shown."""

    def __call__(self, body: dict[str, Any]) -> Canned:  # a request body, as it came
        """The answer to one request."""
        prompt = fingerprint(body)
        self._asked[prompt] += 1
        if self._once and self._asked[prompt] > 1:
            return self._model(body)
        draw = Random(f"{self._seed}:catalogue:{prompt}").random()  # noqa: S311 - reproducible, no secret
        for name, share in self._shares.items():
            if draw < share:
                self.met[name] += 1
                return CATALOGUE[name]
            draw -= share
        return self._model(body)
