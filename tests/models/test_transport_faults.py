"""Each way a provider can fail ends in its one state, and costs exactly one request."""

import pytest
from transport_cases import CELLS, DEADLINE, KEY, KEY_NAME, PROMPT, outcome, spec_for, state_of, warm

from judge.errors import CallError
from judge.testing import LoopbackServer


@pytest.mark.parametrize(("fault", "route"), CELLS, ids=[f"{route}: {fault.name}" for fault, route in CELLS])
def test_a_fault_ends_in_its_one_state_after_one_request(fault, route, monkeypatch):
    monkeypatch.setenv(KEY_NAME, KEY)
    warm(route)
    slow = fault.canned.stall or fault.canned.drip
    sampling = {"temperature": 0} if fault.reason == "unsupported_parameter" else {}
    with LoopbackServer(fault.canned) as server:
        spec = spec_for(server, route, api_key_env=KEY_NAME, timeout=DEADLINE if slow else 10.0, params=sampling)

        result = outcome(spec)

    assert server.paths.total() == server.requests == result.http_attempts == 1
    if fault.reason is None:
        assert not isinstance(result, CallError), result
        assert state_of(result) == fault.state
    else:
        assert isinstance(result, CallError), result
        assert (result.state, result.reason) == (fault.state, fault.reason), result.message
        assert (result.retryable, result.endpoint_wide) == (fault.retryable, fault.endpoint_wide)
        assert KEY not in result.message
        assert PROMPT[1].content not in result.message
        assert len(result.message) < 420


def test_the_table_holds_every_cell_it_promises():
    assert len(CELLS) == len({(f.name, r) for f, r in CELLS}) >= 223


@pytest.mark.parametrize("route", ["openai", "hosted_vllm", "anthropic", "ollama_chat"])
def test_a_closed_port_is_a_failed_connection(route):
    with LoopbackServer(lambda _: None) as server:
        spec = spec_for(server, route)

    result = outcome(spec)

    assert (result.state, result.reason, result.retryable) == ("failed_transport", "connection", True)
    assert result.http_attempts == 1
