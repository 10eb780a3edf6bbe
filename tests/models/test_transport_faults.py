"""Each way a provider can fail ends in its one state, and costs exactly one request."""

import pytest
from transport_cases import (
    CELLS,
    DEADLINE,
    DIRECT,
    DIRECT_CELLS,
    KEY,
    KEY_NAME,
    PROMPT,
    outcome,
    spec_for,
    state_of,
    warm,
)

from judge.errors import CallError
from judge.models import DirectModel
from judge.testing import LoopbackServer


@pytest.mark.parametrize(("fault", "route"), CELLS, ids=[f"{route}: {fault.name}" for fault, route in CELLS])
def test_a_fault_ends_in_its_one_state_after_one_request(fault, route, monkeypatch):
    monkeypatch.setenv(KEY_NAME, KEY)
    warm(route)
    meet(fault, route)


@pytest.mark.parametrize(
    ("fault", "provider"), DIRECT_CELLS, ids=[f"direct {provider}: {fault.name}" for fault, provider in DIRECT_CELLS]
)
def test_on_the_direct_route_it_ends_in_the_same_state_after_one_request(fault, provider, monkeypatch):
    monkeypatch.setenv(KEY_NAME, KEY)
    meet(fault, provider, kind=DirectModel)


def meet(fault, provider, **more):
    """Meet one fault, and see that it ends as the table says."""
    slow = fault.canned.stall or fault.canned.drip
    sampling = {"temperature": 0} if fault.reason == "unsupported_parameter" else {}
    with LoopbackServer(fault.canned) as server:
        deadline = DEADLINE if slow else 10.0
        spec = spec_for(server, provider, api_key_env=KEY_NAME, timeout=deadline, params=sampling)

        result = outcome(spec, **more)

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
    assert len(DIRECT_CELLS) == len({(f.name, p) for f, p in DIRECT_CELLS}) >= 223
    assert {fault.name for fault, route in CELLS if route == "hosted_vllm"} <= {fault.name for fault, _ in DIRECT_CELLS}


@pytest.mark.parametrize(
    ("route", "more"),
    [
        *((route, {}) for route in ("openai", "hosted_vllm", "anthropic", "ollama_chat")),
        *((provider, {"kind": DirectModel}) for provider in DIRECT),
    ],
)
def test_a_closed_port_is_a_failed_connection(route, more):
    with LoopbackServer(lambda _: None) as server:
        spec = spec_for(server, route)

    result = outcome(spec, **more)

    assert (result.state, result.reason, result.retryable) == ("failed_transport", "connection", True)
    assert result.http_attempts == 1
