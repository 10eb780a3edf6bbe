"""Words by which providers tell what they mean, whatever number stands above them.

Sources: error pages of OpenAI, Azure, Anthropic, Google, DeepSeek, DashScope, Zhipu, Moonshot, MiniMax, Volcengine,
Mistral, xAI, OpenRouter, vLLM, Ollama and LiteLLM. Each needle is met in a test.
"""

import re
from collections.abc import Collection, Iterable

_CLIENT_ERRORS = range(400, 500)

_FILTER_CODES = frozenset({
    "content_filter", "content_policy_violation", "responsibleaipolicyviolation", "data_inspection_failed",
    "datainspectionfailed", "1301", "sensitivecontentdetected", "1026", "1027", "invalid_prompt", "prohibited_content",
})  # fmt: skip
_FILTER = re.compile(
    r"content[ _]exists[ _]risk|content management policy|content[_ ]policy|usage polic(?:y|ies)|usage guidelines"
    r"|content filter|inappropriate content|data[_ ]inspection|sensitive content|considered high risk|new_sensitive"
    r"|was flagged|prohibited_content|blocked by (?:the )?safety|敏感|不安全|违规|风险内容",
    re.IGNORECASE,
)
_QUOTA_CODES = frozenset(
    {"insufficient_quota", "arrearage", "billing_hard_limit_reached", "1113", "insufficient_balance"}
)
_QUOTA = re.compile(
    r"insufficient[ _](?:quota|balance|credits?|funds)|exceeded your current quota|credit balance is too low"
    r"|payment required|billing|account is not active|out of credits?|余额不足|欠费",
    re.IGNORECASE,
)
_CONTEXT_CODES = frozenset({"context_length_exceeded", "string_above_max_length", "1261"})
_CONTEXT = re.compile(
    r"context[ _](?:length|window)|maximum context|prompt is too long|input is too long|too many (?:input )?tokens"
    r"|range of input length|exceeds? the (?:maximum|model's) (?:number of )?(?:input )?tokens|reduce the length"
    r"|exceed_context_size|超(?:过|出)[^。]*(?:长度|上下文)|输入(?:过长|超长)",
    re.IGNORECASE,
)
_AUTH_CODES = frozenset({"invalid_api_key", "authentication_error", "api_key_invalid", "1000", "1002"})
_AUTH = re.compile(
    r"api[ _]key (?:not valid|is invalid|expired)|(?:invalid|incorrect|missing)[ _](?:x-)?api[-_ ]?key|unauthenticated"
    r"|api_key client option must be set|missing (?:\w+ )?(?:api key|credentials)",
    re.IGNORECASE,
)
_MISSING_CODES = frozenset({"model_not_found", "modelnotfound", "1211", "invalid_model"})
_MISSING = re.compile(
    r"model[ `'\"\w./:-]{0,80}(?:not found|does ?n[o']t exist|not exist)|not a valid model|no such model|invalid model"
    r"|模型不存在",
    re.IGNORECASE,
)
_PROVIDER = re.compile(r"LLM Provider NOT provided|GetLLMProvider Exception")
_REFUSAL = re.compile(
    r"unsupported|not support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|deprecated|unavailable"
    r"|invalid|must be|should be|out of range|extra inputs|不支持|无效|参数",
    re.IGNORECASE,
)
_BY_LITELLM = re.compile(r"does not support parameters: \[['\"](\w+)")

_NAMELESS = 0  # the status of an error that came inside a 200 and names none
_QUOTA_STATUSES = frozenset({_NAMELESS, 400, 402, 403, 429})
_WAITING = frozenset({408, 409, 425, 429})
_REFUSING = frozenset({_NAMELESS, 400, 422})


def refused_parameter(message: str, blamed: str | None, sent: Collection[str]) -> str | None:
    """The one of the *sent* parameters that a provider refuses: the one it blames, or one that its message names.

    What was never sent cannot have been refused, so no word of a message is taken for a parameter by its looks alone.
    """
    if match := _BY_LITELLM.search(message):
        return match[1]
    if blamed and (named := next((part for part in re.split(r"[.\[\]]", blamed) if part in sent), None)):
        return named
    if not _REFUSAL.search(message):
        return None
    words = re.findall(r"[A-Za-z_]\w*", message)
    return next((word for word in words if word in sent), None)


def first_match(codes: Iterable[str], message: str, status: int | None) -> str | None:
    """The reason that codes or words give away; ``None`` leaves it to the status.

    Server errors keep their status: whatever a broken server says, asking again is right.
    """
    if _PROVIDER.search(message):
        return "unknown_provider"
    if status != _NAMELESS and status not in _CLIENT_ERRORS:
        return None
    given = set(codes)
    if given & _FILTER_CODES or _FILTER.search(message):
        return "content_filter"
    if given & _QUOTA_CODES or (status in _QUOTA_STATUSES and _QUOTA.search(message)):
        return "quota"
    if status in _WAITING:
        return None
    return _of_the_request(given, message)


def _of_the_request(given: set[str], message: str) -> str | None:
    if given & _CONTEXT_CODES or _CONTEXT.search(message):
        return "context_window"
    if given & _AUTH_CODES or _AUTH.search(message):
        return "auth"
    if given & _MISSING_CODES or _MISSING.search(message):
        return "not_found"
    return None


def may_refuse_parameters(status: int | None) -> bool:
    """Whether an answer with this status may be about a single parameter."""
    return status in _REFUSING
