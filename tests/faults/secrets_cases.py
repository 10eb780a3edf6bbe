"""Twenty-five planted secrets, and sixty ways in which a study fails while a server knows all of them."""

import json

from judge.testing import Canned

PLANTED = {
    "OPENAI_API_KEY": "sk-proj-AbCdEf1234567890plantedAAA",
    "ANTHROPIC_API_KEY": "sk-ant-api03-zzzzYYYY1111plantedB",
    "AZURE_API_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "GEMINI_API_KEY": "AIzaSyA1234567890plantedCCCCCC",
    "DEEPSEEK_API_KEY": "sk-deadbeefcafe0000planted",
    "DASHSCOPE_API_KEY": "sk-0123456789plantedDDDD",
    "ZHIPUAI_API_KEY": "89abcdef01234567.GHIJKLMNplanted",
    "MOONSHOT_API_KEY": "sk-moonplantedEEEEEEEE",
    "MISTRAL_API_KEY": "mistralplantedFFFFFFFFFF",
    "GROQ_API_KEY": "gsk_plantedGGGGGGGGGGGG",
    "XAI_API_KEY": "xai-plantedHHHHHHHHHHHH",
    "OPENROUTER_API_KEY": "sk-or-v1-plantedIIIIIIIIII",
    "TOGETHERAI_API_KEY": "tgp_v1_plantedJJJJJJJJJJ",
    "FIREWORKS_API_KEY": "fw_plantedKKKKKKKKKKKK",
    "COHERE_API_KEY": "cohereplantedLLLLLLLLLL",
    "REPLICATE_API_KEY": "r8_plantedMMMMMMMMMMMM",
    "NVIDIA_NIM_API_KEY": "nvapi-plantedNNNNNNNNNN",
    "HF_TOKEN": "hf_plantedOOOOOOOOOOOO",
    "GITHUB_TOKEN": "ghp_plantedPPPPPPPPPPPP",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/plantedQQ",
    "AWS_SESSION_TOKEN": "FwoGZXIvYXdzEplantedRRRRRRRRR",
    "VERTEX_SECRET": "ya29.plantedSSSSSSSSSSSS",
    "MY_GATEWAY_SECRET": "correct horse planted staple",
    "DB_PASSWORD": "hunter2plantedhunter2",
    "WEB_TOKEN": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.TTTT",
}
ALL = " ".join(PLANTED.values())
SAYS = f"the request was made with {ALL}"
STATUSES = (400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529)


def _verdict(**more):
    answers = [{"dimension": d, "rationale": f"because {ALL}", "answer": "yes"} for d in ("warm", "cold")]
    return json.dumps({"token": "000000", "answers": answers, **more})


def _body(**fields):
    return json.dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", **fields}).encode()


def _choice(**message):
    return [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "x", **message}}]


ERRORS = {
    **{f"{status} that echoes everything": Canned.failure(status, SAYS) for status in STATUSES},
    "the code": Canned.failure(400, "bad", code=ALL),
    "the type": Canned.failure(400, "bad", type=ALL),
    "the parameter": Canned.failure(400, f"Unsupported parameter: '{ALL}'", code="unsupported_parameter", param=ALL),
    "each key as a parameter": Canned.failure(
        400, "Unsupported parameter", code="unsupported_parameter", param=PLANTED["OPENAI_API_KEY"]
    ),
    "an object in the message": Canned(status=400, body=json.dumps({"error": {"message": {"headers": SAYS}}}).encode()),
    "an error that is a text": Canned(status=400, body=json.dumps({"error": SAYS}).encode()),
    "a list of errors": Canned(status=422, body=json.dumps([{"error": {"message": SAYS}}]).encode()),
    "a validator's detail": Canned(
        status=422, body=json.dumps({"detail": [{"loc": ["body", ALL], "msg": SAYS, "input": ALL}]}).encode()
    ),
    "plain text": Canned(status=500, body=SAYS.encode(), content_type="text/plain"),
    "a page": Canned(status=502, body=f"<html><h1>{SAYS}</h1></html>".encode(), content_type="text/html"),
    "a page with 200": Canned(body=f"<html><h1>{SAYS}</h1></html>".encode(), content_type="text/html"),
    "a redirect": Canned.redirected(f"/v1/elsewhere?key={PLANTED['OPENAI_API_KEY']}"),
    "a header": Canned(status=429, headers={"Retry-After": ALL, "x-request-id": ALL}, body=b"{}"),
    "a filter": Canned.failure(400, f"Content Exists Risk {ALL}", code="content_filter"),
    "a quota": Canned.failure(429, SAYS, code="insufficient_quota"),
    "a window": Canned.failure(400, f"maximum context length {ALL}", code="context_length_exceeded"),
    "an error in a 200": Canned(error={"message": SAYS, "code": 502}),
    "long before the key": Canned.failure(500, "x" * 250 + PLANTED["OPENAI_API_KEY"] * 9),
    "line breaks in it": Canned.failure(500, "\n".join(PLANTED.values())),
    "a cut body": Canned.failure(500, SAYS, param=ALL),
}
"""Answers that are no reply."""

REPLIES = {
    "a verdict that quotes keys": Canned.ok(_verdict()),
    "prose": Canned.ok(f"I saw {ALL}"),
    "an answer": Canned.ok(_verdict().replace('"yes"', json.dumps(ALL))),
    "an extra field": Canned.ok(_verdict(extra=ALL)),
    "a refusal": Canned.refused(f"I can't help with {ALL}"),
    "a refusal in words": Canned.ok(f"I'm sorry, but I can't help with {ALL}."),
    "hidden thinking": Canned.ok("x", reasoning=SAYS),
    "thinking in the text": Canned.ok(f"<think>{SAYS}</think>x"),
    "a finish reason": Canned.ok("x", finish_reason=ALL),
    "the model's name": Canned.ok("x", model=ALL),
    "a filtered reply": Canned.ok(SAYS, finish_reason="content_filter"),
    "a cut reply": Canned.truncated(SAYS),
    "a tool": Canned(tool_calls=[{"id": ALL, "type": "function", "function": {"name": "f", "arguments": SAYS}}]),
    "a role": Canned.ok("x", role=ALL),
    "usage in words": Canned.ok("x", usage={"prompt_tokens": ALL, "completion_tokens": 1, "total_tokens": 1}),
    "parts": Canned(body=_body(choices=_choice(content=[{"type": "text", "text": SAYS}]))),
    "a body with NaN": Canned(body=_body(choices=_choice(content=SAYS), usage="#").replace(b'"#"', b"NaN")),
    "two choices": Canned(body=_body(choices=_choice(content=SAYS) * 2)),
    "no choices": Canned(body=_body(note=ALL)),
    "wrong types": Canned(body=_body(choices=ALL)),
}
"""Answers that are one, and hold what the server knows."""
SETTINGS = {
    "a key in the settings": "judges:\n  - {{model: openai/m, api_key: {key}}}\n",
    "a field nobody knows": "judges:\n  - {{model: openai/m, secret: {key}}}\n",
    "a value that does not fit": "concurrency: {key}\njudges: [{{model: openai/m}}]\n",
    "a broken file": "judges: [{{model: openai/m, api_key: {key}\n  : :\n",
    "a key as a parameter": "judges:\n  - {{model: openai/m, params: {{api_key: {key}}}}}\n",
}
"""Files that no key should stand in; what is wrong with them is said without it."""
