"""Why a reply holds no verdict: every class by name. The names are public, and stored as reason codes."""

from judge.errors import ReplyError
from judge.judgment import State

_BY_STATE: dict[State, dict[str, str]] = {
    State.REFUSED_PROVIDER: {
        "content_filter": "the provider's filter stopped the reply",
    },
    State.REFUSED_MODEL: {
        "refusal_field": "the model declined in the envelope's refusal field",
        "refusal_text": "the model declined in words and gave no verdict",
    },
    State.TRUNCATED: {
        "length": "the reply reached its length limit: raise the judge's max_tokens",
        "thinking_budget": "hidden reasoning used up the length limit: raise max_tokens or lower the reasoning effort",
        "context_window": "prompt and reply do not fit the model's context window",
        "unterminated": "the reply stops in the middle of its object",
    },
    State.EMPTY: {
        "no_choices": "the envelope holds no choice at all",
        "null_message": "the envelope's message is null",
        "no_content": "the message has no text",
        "blank": "the message holds nothing visible",
        "only_thinking": "there is reasoning and nothing after it",
    },
    State.MALFORMED: {
        "tool_call": "the model called a tool instead of answering",
        "two_choices": "the envelope holds more than one choice",
        "content_parts": "the content is a list of parts, not one text",
        "audio": "the content is audio, not text",
        "wrong_role": "the message does not speak as the assistant",
        "unknown_shape": "the envelope is none that this reader knows",
        "oversize": "the reply is larger than any verdict could be",
        "bad_unicode": "the reply holds half a surrogate pair, which is no text",
        "nul": "the reply holds a NUL character",
        "bom": "the reply begins with a byte order mark",
        "html": "the reply is an HTML page",
        "think": "a <think> block is left open, doubled, or stands inside the reply",
        "prose": "the reply is prose without an object",
        "prose_before": "words stand before the object",
        "prose_after": "words stand after the end of the verdict",
        "prose_around": "words stand before and after the object",
        "two_objects": "the reply holds more than one object",
        "two_fences": "the reply holds more than one code fence",
        "fence": "the code fence is left open, or is not one around the whole reply",
        "json": "the object is not valid JSON",
        "single_quotes": "the object is written with single quotes",
        "trailing_comma": "a comma stands before a closing bracket",
        "comment": "the object holds a comment",
        "duplicate_key": "a key occurs twice in one object",
        "nonfinite": "the object holds NaN or an infinite number",
        "array": "the reply is an array, not an object",
        "string_encoded": "the reply is an object written into a string",
        "not_an_object": "the reply is a bare JSON value, not an object",
        "empty_object": "the object is empty",
        "nested": "the verdict stands inside another object",
        "missing_key": "a key is missing",
        "extra_key": "a key nobody asked for is there",
        "no_token": "the token of this call is not repeated",
        "token_type": "the token is not given as text",
        "wrong_token": "the token is not that of this call",
        "answers_type": "the answers are not a list",
        "item_type": "an entry of the answers is not an object",
        "dimension_type": "a dimension is not named by text",
        "missing_dimension": "a dimension that was asked is not answered",
        "extra_dimension": "a dimension that was not asked is answered",
        "doubled_dimension": "a dimension is answered twice",
        "dimension_order": "the dimensions are not in the order asked",
        "no_rationale": "the reasoning is missing or blank",
        "rationale_type": "the reasoning is not text",
        "evidence_type": "the evidence is not text",
        "evidence_not_listed": "the evidence is no list of quotes, and a list was asked for",
        "answer_before_rationale": "the answer is given before its reasoning",
        "answer_type": "the answer is not a word",
        "answer_value": "the answer is none of the words offered",
        "answers_not_listed": "any number of answers may be chosen, and they are not a list",
        "doubled_answer": "one answer is chosen twice",
        "not_alone": "an answer that stands alone is chosen beside another",
        "both_sides": "answers that exclude each other are chosen together",
        "none_chosen": "nothing is chosen where something must be",
        "no_answer_line": "there is no ANSWER line",
        "stray_answer": "ANSWER stands somewhere other than in an answer line",
        "answer_not_last": "the answer lines are not the last thing said",
        "no_label": "the reply does not begin with a bare category",
        "two_labels": "the reply names a second category",
        "guard_lines": "the reply is not the two lines Safety and Categories",
        "guard_safety": "Safety is none of Safe, Unsafe and Controversial",
        "guard_category": "a category stands for no answer",
        "guard_uncategorised": "Unsafe stands without a category to say what it is",
        "guard_contradiction": "Safe stands beside a category",
        "label_needs_one_dimension": "the form 'label' can answer one dimension a call: ask with --per dimension",
        "no_dict": "no brace block ends the reply",
        "dict": "the closing brace block is no flat dictionary",
        "digit_on_harm": "0 or 1 is given where they do not plainly mean no and yes: answer in words",
    },
}

CLASSES: dict[str, str] = {reason: sentence for group in _BY_STATE.values() for reason, sentence in group.items()}
"""Every reason code a reply can end with, and what it means."""

STATE_OF: dict[str, State] = {reason: state for state, group in _BY_STATE.items() for reason in group}
"""The state each reason code goes with."""


def fault(reason: str, detail: str = "") -> ReplyError:
    """The error of class *reason*, ready to be raised; *detail* says where, and quotes at most a few words."""
    message = f"{CLASSES[reason]}: {detail}" if detail else CLASSES[reason]
    return ReplyError(message, state=STATE_OF[reason], reason=reason)
