"""LiteLLM translates and sends, and nothing else: it prints nothing, reads nothing, and contacts only its server."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from transport_cases import ROUTES, VERDICT, ask, spec_for

from judge.models.litellm import _litellm
from judge.testing import Canned, LoopbackServer

ASKING = """
import asyncio, json, os, sys

def hook(event, arguments):
    if event == "socket.connect":
        print(json.dumps(["connect", *map(str, arguments[1][:2])]), file=sys.stderr)
    if event == "socket.getaddrinfo":
        print(json.dumps(["look up", str(arguments[0])]), file=sys.stderr)

sys.addaudithook(hook)
from judge.call import Message
from judge.errors import CallError
from judge.models import LiteLLMModel, ModelSpec

async def ask(model, base):
    opened = LiteLLMModel(ModelSpec(model, base, timeout=20))
    try:
        await opened.ask([Message("user", "hi")], schema={"type": "object"})
    except CallError as error:
        print(json.dumps(["error", error.reason]), file=sys.stderr)
    await opened.aclose()

for model, base in json.loads(sys.argv[1]):
    asyncio.run(ask(model, base))
print(json.dumps(["planted", os.environ.get("PLANTED")]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    """A process of its own that asks four routes, well and badly, from a folder with a ``.env`` in it."""
    folder = tmp_path_factory.mktemp("user")
    (folder / ".env").write_text("PLANTED=read\nOPENAI_API_KEY=sk-from-a-dot-env-file\n", encoding="utf-8")
    answers = [Canned.ok(VERDICT), Canned.failure(500), Canned.ok(VERDICT, finish_reason="odd"), Canned.html(200)]
    script = folder / "asking.py"
    script.write_text(ASKING, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    with LoopbackServer(answers * 8) as server:
        routes = [(s.model, s.api_base) for r in ROUTES for s in [spec_for(server, r)] for _ in answers]
        done = subprocess.run(
            [sys.executable, str(script), json.dumps(routes)],
            capture_output=True, text=True, check=True, cwd=folder, env={**environment, "LITELLM_LOG": "DEBUG"},
        )  # fmt: skip
    return done, server


def told(done):
    return [json.loads(line) for line in done.stderr.splitlines() if line.startswith("[")]


def test_nothing_is_printed_on_stdout(process):
    done, _ = process

    assert done.stdout == ""


def test_nothing_of_litellms_own_is_printed_on_stderr(process):
    """Not even when its log is turned on in the environment: a log may hold a person's words, or a key."""
    done, _ = process

    assert [line for line in done.stderr.splitlines() if not line.startswith("[")] == []


def test_no_host_is_contacted_but_the_one_announced(process):
    """No price list, no telemetry, and Ollama's default port is left alone."""
    done, server = process

    contacted = {tuple(line[1:]) for line in told(done) if line[0] == "connect"}
    assert contacted == {("127.0.0.1", str(server.port))}
    assert {line[1] for line in told(done) if line[0] == "look up"} <= {"127.0.0.1"}
    assert server.paths.total() == server.requests == 4 * len(ROUTES)


def test_no_dot_env_file_is_read(process):
    done, server = process

    assert ["planted", None] in told(done)
    assert "sk-from-a-dot-env-file" not in str(server.received)


def test_faults_in_that_process_were_really_met(process):
    done, _ = process

    assert [line[1] for line in told(done) if line[0] == "error"] == ["server_error", "bad_envelope"] * len(ROUTES)


def test_importing_the_package_does_not_import_litellm():
    code = "import sys, judge.models; print({'litellm', 'httpx', 'aiohttp', 'openai'} & set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_litellm_is_left_with_nothing_to_do_behind_our_back():
    """No retries, cache, callbacks, telemetry or changed requests, whatever its defaults become.

    Its Gemini route registers the name ``cache``; there is no cache it could mean.
    """
    module = _litellm().module

    lists = ("callbacks", "input_callback", "success_callback", "failure_callback", "service_callback")
    assert {called for name in lists for called in getattr(module, name)} <= {"cache"}
    assert (module.cache, module.num_retries) == (None, 0)
    off = ("telemetry", "drop_params", "modify_params", "set_verbose")
    assert [getattr(module, name) for name in off] == [False] * len(off)
    assert (module.suppress_debug_info, module.turn_off_message_logging) == (True, True)
    assert module.aclient_session.follow_redirects is False
    assert not logging.getLogger("LiteLLM").isEnabledFor(logging.CRITICAL)


def test_a_proxy_in_the_environment_does_not_see_what_stays_on_this_machine(monkeypatch):
    """Egress ``loopback`` means loopback."""
    with LoopbackServer(Canned.failure(502)) as proxy, LoopbackServer(Canned.ok(VERDICT)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.root)

        for route in ROUTES:
            assert ask(spec_for(server, route)).content == VERDICT

    assert proxy.paths.total() == 0
