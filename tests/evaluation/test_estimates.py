"""What a dry run says is what the run then does."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from judge.evaluation import prepare, reckoning
from judge.evaluation.estimating import estimate, judges_seconds
from judge.library import load_rubric
from judge.readers import read_responses
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings, Price
from judge.store.run import read_run
from judge.testing import Canned, LoopbackServer, StandIn

EXAMPLES = Path(__file__).parents[2] / "examples"
TOKENIZERS = Path(find_spec("litellm").submodule_search_locations[0]) / "litellm_core_utils" / "tokenizers"
WRAPPING = 4
"""Tokens around each message, as OpenAI counts them."""


def counting_server(monkeypatch, **more):
    """A server that counts a prompt's tokens as gpt-4o's tokenizer does."""
    import tiktoken  # noqa: PLC0415 - only here

    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(TOKENIZERS))
    encoding = tiktoken.get_encoding("o200k_base")
    stand_in = StandIn()

    def reply(body):
        prompt = sum(len(encoding.encode(m["content"])) + WRAPPING for m in body["messages"])
        text = stand_in(body).text
        usage = {"prompt_tokens": prompt, "completion_tokens": len(encoding.encode(text))}
        return Canned.ok(text, usage=usage)

    return LoopbackServer(reply, **more)


def cases(count=24):
    """Chinese and English cases as we ship them."""
    found = read_responses(next((EXAMPLES / "crisis").glob("responses*")))
    return found[:: max(1, len(found) // count)][:count]


def settings(server, **more):
    return JudgeSettings(**{"name": "strict", "model": "hosted_vllm/gpt-4o-like", "api_base": server.url, **more})


@pytest.mark.parametrize("way", ["expert_chain", "rule_based", "general"])
@pytest.mark.parametrize("rubric", ["psycrisis", "crisis_response"])
def test_calls_are_exact_and_tokens_within_a_tenth_of_what_the_run_counts(monkeypatch, rubric, way):
    with counting_server(monkeypatch) as server:
        job = prepare(cases(), rubric, [settings(server)], ask=[way], canaries=False, per="rubric")
        (said,) = estimate(job, "run")
        job.run("run")

        assert said.calls == said.calls_at_most == server.requests
    counted = sum(call["prompt_tokens"] for call in read_run("run").call_rows())
    assert said.prompt_tokens == pytest.approx(counted, rel=0.1)


def test_gates_make_a_range_and_the_run_falls_into_it(monkeypatch):
    """Question by question: what waits for another answer may be asked or not."""
    with counting_server(monkeypatch) as server:
        job = prepare(cases(12), gated(), [settings(server)], canaries=False, per="dimension")
        (said,) = estimate(job, "run")
        job.run("run")

        assert said.calls < said.calls_at_most
        assert said.calls <= server.requests <= said.calls_at_most
    counted = sum(call["prompt_tokens"] for call in read_run("run").call_rows())
    assert 0.9 * said.prompt_tokens_at_least <= counted <= 1.1 * said.prompt_tokens


def gated():
    data = load_rubric("psycrisis").model_dump(mode="json")
    first, second = data["dimensions"][:2]
    second["applies_when"] = {"dimension": first["id"], "answer": [first["answers"][0]["id"]]}
    return Rubric.model_validate(data)


def test_repeats_and_what_is_there_already_are_counted(monkeypatch):
    with counting_server(monkeypatch) as server:
        prepare(cases(6), "psycrisis", [settings(server)], canaries=False).run("run")
        asked = server.requests
        job = prepare(cases(6), "psycrisis", [settings(server)], canaries=False, repeats=3)
        (said,) = estimate(job, "run")
        job.run("run")

        assert server.requests - asked == said.calls == 12


def test_a_plan_learns_from_the_run_it_extends(monkeypatch):
    """A server that adds a system message of its own, and answers at length."""
    stand_in = StandIn()

    def reply(body):
        usage = {"prompt_tokens": 5000, "completion_tokens": 1000}
        return Canned.ok(stand_in(body).text, usage=usage)

    with LoopbackServer(reply) as server:
        before = prepare(cases(24)[:20], "psycrisis", [settings(server)], canaries=False)
        (unlearned,) = estimate(before, "run")
        before.run("run")
        (said,) = estimate(prepare(cases(24), "psycrisis", [settings(server)], canaries=False), "run")

    assert (unlearned.learned_from, said.learned_from) == (0, 20)
    assert said.calls == 4
    assert said.prompt_tokens == pytest.approx(4 * 5000, rel=0.1)
    assert said.completion_tokens[0] <= 4 * 1000 <= said.completion_tokens[1]


def test_many_cases_are_estimated_on_a_sample_within_the_error_it_states(monkeypatch):
    """Calls stay exact; of the prompts every third is written out."""
    responses = [response(n) for n in range(90)]
    job = prepare(responses, "psycrisis", [JudgeSettings(model="openai/gpt-4o-mini")], canaries=False, keys=False)
    (whole,) = estimate(job, "run")
    monkeypatch.setattr(reckoning, "LOOKED_AT", 30)

    (sampled,) = estimate(job, "run")

    assert (whole.within, sampled.calls) == (0.0, whole.calls)
    assert 0 < sampled.within < 0.1
    assert sampled.prompt_tokens == pytest.approx(whole.prompt_tokens, rel=2 * sampled.within)


def response(n):
    said = f"I hear you, and that sounds hard. {n} " * (1 + n * 7 % 11)
    return Response(f"r{n}", f"s{n}", "c", (Turn("user", f"I feel low {n}"),), said, language="en")


PRICED = Price(prompt=1.0, completion=10.0, cached=0.1)


def planned(**more):
    own = {"model": "openai/nobody-knows", "price": PRICED, "params": {"max_tokens": 100}}
    run = {"canaries": False, "keys": False, "concurrency": 4}
    given = {name: more.pop(name) for name in list(more) if name in JudgeSettings.model_fields and name != "rpm"}
    judge = JudgeSettings(**own | given)
    (said,) = estimate(prepare([response(n) for n in range(8)], "psycrisis", [judge], **run | more), "run")
    return said


def test_the_least_cost_has_every_beginning_in_the_cache_and_the_most_has_none():
    said = planned()

    assert 0.8 < said.prefix_tokens / said.prompt_tokens < 1
    least = (
        (said.prompt_tokens - said.prefix_tokens) * 1.0 + said.prefix_tokens * 0.1 + said.completion_tokens[0] * 10.0
    )
    assert said.cost_usd[0] == pytest.approx(least / 1e6)
    assert said.cost_usd[1] == pytest.approx((said.prompt_tokens * 1.0 + said.completion_tokens[1] * 10.0) / 1e6)
    assert said.completion_tokens[1] == 8 * 100


def test_a_batch_costs_half_and_is_named_where_there_are_batches():
    said = planned()

    assert said.batch_cost_usd == pytest.approx(tuple(c / 2 for c in said.cost_usd))
    assert planned(model="anthropic/nobody-knows").batch_cost_usd is None


def test_an_unknown_price_is_no_zero():
    said = planned(price=None)

    assert (said.cost_usd, said.batch_cost_usd) == (None, None)


@pytest.mark.parametrize(
    ("limits", "least"),
    [({"rpm": 2.0}, 8 / 2 * 60), ({"tpm": 1000.0}, None), ({"concurrency": 1}, None), ({}, None)],
    ids=["rpm", "tpm", "one at a time", "no limit"],
)
def test_the_time_is_that_of_the_limit_that_holds_back_most(limits, least):
    said = planned(**limits)

    fast, slow = said.reply_seconds
    if "tpm" in limits:
        least = (said.prompt_tokens_at_least + said.completion_tokens[0]) / 1000 * 60
    elif "rpm" not in limits:
        least = 8 * fast / limits.get("concurrency", 4)
    assert said.seconds[0] == pytest.approx(least)
    assert said.seconds[0] <= said.seconds[1]
    assert judges_seconds([said, said]) == (2 * said.seconds[0], 2 * said.seconds[1])
    assert 0.5 <= fast < slow


def test_a_model_that_thinks_may_write_more_than_its_answers():
    plain, thinking = planned(model="openai/gpt-4o-mini", params={}), planned(model="openai/gpt-5", params={})

    assert thinking.completion_tokens[1] == plain.completion_tokens[1] + 8 * 2000
    assert thinking.completion_tokens[0] == plain.completion_tokens[0]
