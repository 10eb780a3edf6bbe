"""Log-probabilities of tokens: asked for on both routes, read as they came, and never made up."""

import pytest
from transport_cases import VERDICT, spec_for
from two_routes import assert_alike

from judge.errors import SettingsError
from judge.models import ModelSpec
from judge.models.preflight import check_reachable
from judge.testing import Canned, LoopbackServer, spelled

TOKENS = spelled(VERDICT, {VERDICT.index("yes"): {"yes": 0.9, "no": 0.1}})


def test_both_routes_ask_for_them_and_read_them():
    """The parameters go out as they were set, and every token comes back with its alternatives."""
    with LoopbackServer(Canned.ok(VERDICT, logprobs=TOKENS)) as server:
        spec = spec_for(server, "hosted_vllm", params={"logprobs": True, "top_logprobs": 20})
        _, reply = assert_alike(server, spec)
        plain = assert_alike(server, spec_for(server, "hosted_vllm"))[1]

    assert (server.seen[0]["logprobs"], server.seen[0]["top_logprobs"]) == (True, 20)
    assert [token["token"] for token in reply.logprobs] == [token["token"] for token in TOKENS]
    assert plain.logprobs is None


@pytest.mark.parametrize("given", [None, {}, {"content": None}, {"content": []}, {"content": "yes"}, [1]])
def test_what_is_no_list_of_tokens_is_none(given):
    """Servers that write something else there, or nothing."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": VERDICT}}
    with LoopbackServer(Canned(choices=[{**choice, "logprobs": given}])) as server:
        _, reply = assert_alike(server, spec_for(server, "hosted_vllm"))

    assert reply.logprobs is None


def test_nobody_is_asked_for_what_is_known_not_to_come():
    """LiteLLM would refuse each call: said before the first one."""
    spec = ModelSpec("anthropic/claude-sonnet-4-5", params={"logprobs": True})

    with pytest.raises(SettingsError, match="gives no log-probabilities"):
        check_reachable([("strict", spec)], egress="any", max_cost=None, keys=False)
