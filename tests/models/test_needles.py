"""Providers' own words for what went wrong, under whatever number they come."""

import json

import pytest

from judge.models.exchange import Exchange
from judge.models.faults import MEANING, Problem, classify, read_problem

SENT = json.dumps(
    {"model": "m", "messages": [], "temperature": 0, "options": {"num_ctx": 1}, "response_format": {}}
).encode()


FILTER, WINDOW, PARAMETER = "content_filter", "context_window", "unsupported_parameter"


def reason_of(status, body):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    seen = Exchange("h", attempts=1, status=status, sent=SENT, received=content)
    return classify(Exception("not looked at"), provider="p", seen=seen).reason


def said(message, **more):
    return {"error": {"message": message, **more}}


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, said("The response was filtered due to the content management policy."), FILTER),
        (400, said("x", code="content_policy_violation"), FILTER),
        (400, said("Invalid prompt: your prompt was flagged as potentially violating our usage policy."), FILTER),
        (400, said("Content Exists Risk"), FILTER),
        (400, {"code": "DataInspectionFailed", "message": "Output data may contain inappropriate content."}, FILTER),
        (400, said("系统检测到输入或生成内容可能包含不安全或敏感内容", code="1301"), FILTER),
        (400, said("The request was rejected because it was considered high risk", type=FILTER), FILTER),
        (200, {"base_resp": {"status_code": 1026, "status_msg": "input new_sensitive"}}, FILTER),
        (400, said("x", code="SensitiveContentDetected"), FILTER),
        (403, said("Content violates usage guidelines"), FILTER),
        (403, said('openai requires moderation. Your input was flagged for "violence"', code=403), FILTER),
        (429, said("You exceeded your current quota, please check your plan and billing details."), "quota"),
        (402, said("Insufficient Balance"), "quota"),
        (400, said("Your credit balance is too low to access the Anthropic API."), "quota"),
        (400, {"code": "Arrearage", "message": "Access denied, account not in good standing."}, "quota"),
        (429, said("余额不足或无可用资源包,请充值。", code="1113"), "quota"),
        (403, said("Your account is not active"), "quota"),
        (429, said("Rate limit reached: limit 3, please see billing limits"), "quota"),
        (429, said("Rate limit reached for requests"), "rate_limit"),
        (429, said("您当前使用该API的并发数过高", code="1302"), "rate_limit"),
        (400, said("This model's maximum context length is 8192 tokens"), WINDOW),
        (400, said("prompt is too long: 210000 tokens > 200000 maximum", type="invalid_request_error"), WINDOW),
        (400, said("Range of input length should be [1, 30720]"), WINDOW),
        (400, said("The input token count (40000) exceeds the maximum number of tokens allowed (32768)."), WINDOW),
        (413, said("Payload too large"), WINDOW),
        (400, said("Prompt 超长", code="1261"), WINDOW),
        (400, said("API key not valid. Please pass a valid API key."), "auth"),
        (401, said("令牌已过期或验证不正确"), "auth"),
        (403, said("Invalid API key"), "auth"),
        (404, said("The model `m` does not exist or you do not have access to it."), "not_found"),
        (400, said("Model Not Exist"), "not_found"),
        (400, said("m is not a valid model ID"), "not_found"),
        (400, said("模型不存在，请检查模型代码。", code="1211"), "not_found"),
        (404, {"error": "model 'm' not found"}, "not_found"),
        (400, said("Unsupported parameter: 'temperature' is not supported with this model."), PARAMETER),
        (400, said("Unsupported value: 'temperature' does not support 0.", code="unsupported_value"), PARAMETER),
        (400, said("`temperature` is deprecated for this model."), PARAMETER),
        (400, said("temperature must be in the range [0.1, 1]"), PARAMETER),
        (400, said("bad", param="temperature"), PARAMETER),
        (400, said("This response_format type is unavailable now"), PARAMETER),
        (400, said("json_schema is not supported by this model"), PARAMETER),
        (400, {"error": "invalid option: num_ctx"}, PARAMETER),
        (422, {"detail": [{"loc": ["body", "temperature"], "msg": "Extra inputs are not permitted"}]}, PARAMETER),
        (400, said("Unsupported parameter: 'top_k'"), "bad_request"),
        (400, said("Invalid value for 'content': expected a string", param="messages[1].content"), "bad_request"),
        (400, said("temperature was fine"), "bad_request"),
        (418, said("I'm a teapot"), "bad_request"),
        (500, said("content filter crashed"), "server_error"),
        (503, said("maximum context length service down"), "unavailable"),
        (599, b"", "server_error"),
        (520, b"<html>Web server is returning an unknown error</html>", "server_error"),
        (200, b"[]", "bad_envelope"),
        (200, b"null", "bad_envelope"),
        (200, b"\xff\xfe", "bad_envelope"),
        (200, b"[" * 100_000, "bad_envelope"),
        (200, said("Provider disconnected"), "server_error"),
        (200, said("Overloaded", code=529), "overloaded"),
        (200, said("User not found.", code=401), "auth"),
        (302, b"", "redirect"),
    ],
)  # fmt: skip
def test_a_providers_words_are_understood(status, body, reason):
    assert reason_of(status, body) == reason


def test_a_parameter_is_named_only_when_it_was_really_sent():
    """A word of a message is no parameter, and a wrong guess would end a whole judge."""
    seen = Exchange(
        "h", attempts=1, status=400, sent=SENT, received=json.dumps(said("Unsupported value for temperature")).encode()
    )

    error = classify(Exception(), provider="p", seen=seen)

    assert "('temperature')" in error.message
    assert error.endpoint_wide


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"{}",
        b"[]",
        b'"text"',
        b"5",
        b'{"error": null}',
        b'{"error": []}',
        b'{"error": {}}',
    ],
)
def test_a_body_that_says_nothing_is_no_problem_told(body):
    assert read_problem(body) is None
    assert reason_of(503, body) == "unavailable"
    assert reason_of(422, body) == "bad_request"


def test_a_detail_that_is_no_text_is_told_as_it_stands():
    assert read_problem(b'{"detail": {"a": 1}}') == Problem(None, message="{'a': 1}")


def test_an_exception_without_an_exchange_is_taken_at_its_word():
    """A route that goes past our wire has nothing better to offer."""

    class LimitedError(Exception):
        status_code = 429

    error = classify(LimitedError("slow down"), provider="bedrock")

    assert (error.reason, error.retryable, error.http_attempts) == ("rate_limit", True, 1)


def test_each_reason_names_one_state_a_judgment_can_have():
    assert {meaning.state for meaning in MEANING.values()} == {"failed_transport", "failed_config", "refused_provider"}
    assert all(meaning.state == "failed_config" for meaning in MEANING.values() if meaning.endpoint_wide)
    assert all(meaning.hint for meaning in MEANING.values() if meaning.endpoint_wide)
