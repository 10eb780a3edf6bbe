"""The direct route keeps to the house's rules by itself: one request, one host, one deadline, connections shared."""

import asyncio
import gzip
import json
import os
import ssl
import subprocess
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which

import pytest
from transport_cases import PROMPT, VERDICT, ask, outcome, spec_for

from judge.call import Message
from judge.errors import SettingsError
from judge.models import DirectModel, LiteLLMModel, ModelSpec
from judge.testing import Canned, LoopbackServer, StandIn

ANSWER = json.dumps({"choices": [{"message": {"role": "assistant", "content": VERDICT}}]}).encode()


def test_a_model_can_be_asked_by_many_at_once_and_each_gets_its_own_reply():
    def echo(body):
        return Canned.ok(body["messages"][0]["content"], usage={"prompt_tokens": int(body["messages"][0]["content"])})

    async def all_of_them(spec):
        model = DirectModel(spec)
        replies = await asyncio.gather(*(model.ask([Message("user", str(n))], schema=None) for n in range(200)))
        await model.aclose()
        return replies

    with LoopbackServer(echo, latency=0.01) as server:
        replies = asyncio.run(all_of_them(spec_for(server, "openai")))

    assert [(r.content, r.prompt_tokens) for r in replies] == [(str(n), n) for n in range(200)]


def test_models_in_one_loop_share_their_connections_and_one_that_leaves_takes_none_away():
    async def two(server):
        first, second = (DirectModel(spec_for(server, provider)) for provider in ("openai", "hosted_vllm"))
        await first.ask(PROMPT, schema=None)
        await first.aclose()
        await second.ask(PROMPT, schema=None)
        third = DirectModel(spec_for(server, "openai"))
        await third.ask(PROMPT, schema=None)
        shared = third._line is second._line
        await third.aclose()
        await second.ask(PROMPT, schema=None)
        await second.aclose()
        await second.aclose()
        return shared, second

    with LoopbackServer(Canned.ok(VERDICT)) as server:
        shared, model = asyncio.run(two(server))
        again = asyncio.run(model.ask(PROMPT, schema=None))

    assert shared
    assert again.content == VERDICT
    assert server.requests == 5


def test_a_model_works_in_several_loops_and_threads_one_after_another():
    """A notebook does that: each call of ours may run in a loop of its own."""
    with LoopbackServer(Canned.ok(VERDICT)) as server:
        model = DirectModel(spec_for(server, "openai"))
        told = [asyncio.run(model.ask(PROMPT, schema=None)).content for _ in range(3)]
        worker = threading.Thread(target=lambda: told.append(asyncio.run(model.ask(PROMPT, schema=None)).content))
        worker.start()
        worker.join()
        asyncio.run(model.aclose())

    assert told == [VERDICT] * 4


@pytest.mark.parametrize("kind", [LiteLLMModel, DirectModel])
@pytest.mark.parametrize(("coding", "packed"), [("gzip", gzip.compress(ANSWER)), ("deflate", zlib.compress(ANSWER))])
def test_a_packed_answer_is_unpacked(kind, coding, packed):
    with LoopbackServer(Canned(body=packed, headers={"Content-Encoding": coding})) as server:
        reply = ask(spec_for(server, "openai"), kind=kind)

    assert reply.content == VERDICT


def test_a_body_that_grows_beyond_measure_as_it_is_unpacked_is_no_reply():
    packed = gzip.compress(b" " * (65 * 2**20), compresslevel=1)
    with LoopbackServer(Canned(body=packed, headers={"Content-Encoding": "gzip"})) as server:
        error = outcome(spec_for(server, "openai", timeout=60), kind=DirectModel)

    assert (error.reason, error.http_attempts) == ("connection", 1)


@pytest.mark.parametrize("kind", [LiteLLMModel, DirectModel])
def test_a_proxy_of_the_environment_sees_what_leaves_this_machine_unless_it_is_told_not_to(kind, monkeypatch):
    """And sees nothing of what stays here."""
    with LoopbackServer(Canned.ok(VERDICT)) as proxy, LoopbackServer(Canned.ok("here")) as server:
        monkeypatch.setenv("http_proxy", proxy.root)
        monkeypatch.setenv("no_proxy", "kept.example")
        away = ask(ModelSpec("openai/tiny", "http://provider.example/v1", timeout=10), kind=kind)
        here = ask(spec_for(server, "openai"), kind=kind)
        kept = outcome(ModelSpec("openai/tiny", "http://kept.example/v1", timeout=10), kind=kind)

    assert (away.content, here.content, kept.reason) == (VERDICT, "here", "connection")
    assert [request.path for request in proxy.received] == ["http://provider.example/v1/chat/completions"]


def test_a_schema_sent_on_hearsay_and_refused_is_left_out_from_then_on():
    refusal = Canned.failure(400, "This response_format type is unavailable now", type="invalid_request_error")
    with LoopbackServer([refusal, Canned.ok(VERDICT)]) as server:
        spec = spec_for(server, "openai", model="openai/gpt-4o-mini")
        reply = ask(spec, schema={"type": "object"}, kind=DirectModel)

    assert ["response_format" in body for body in server.seen] == [True, False]
    assert (reply.content, reply.structured_requested, reply.http_attempts) == (VERDICT, False, 2)


@pytest.mark.parametrize("named", [None, "MINE_KEY"])
def test_a_key_that_is_not_there_ends_the_judge_before_anything_is_sent(named):
    error = outcome(ModelSpec("openai/gpt-4o", api_key_env=named), kind=DirectModel)

    assert (error.state, error.reason, error.endpoint_wide, error.http_attempts) == ("failed_config", "auth", True, 0)
    assert (named or "OPENAI_API_KEY") in error.message


def test_a_provider_that_is_not_known_to_speak_the_protocol_is_refused():
    with pytest.raises(SettingsError, match="anthropic"):
        DirectModel(ModelSpec("anthropic/claude-sonnet-4-5"))


def test_headers_of_every_answer_are_passed_on_and_a_wait_is_obeyed():
    heard = []

    def listening(model):
        model.heard = lambda headers: heard.append(headers.get("x-ratelimit-remaining-requests"))
        return model

    limited = Canned.rate_limited(7)
    answers = [Canned.ok(VERDICT, headers={"X-RateLimit-Remaining-Requests": "3"}), limited]
    with LoopbackServer(answers) as server:
        spec = spec_for(server, "openai")
        ask(spec, kind=DirectModel, wrap=listening)
        error = outcome(spec, kind=DirectModel, wrap=listening)

    assert (error.reason, error.retry_after) == ("rate_limit", 7)
    assert heard == ["3", None]


def test_what_was_sent_is_one_object_for_all_replies_of_a_kind():
    async def thrice(spec):
        model = DirectModel(spec)
        replies = [await model.ask(PROMPT, schema=None, repeat=repeat) for repeat in (0, 0, 1)]
        await model.aclose()
        return replies

    with LoopbackServer(Canned.ok(VERDICT)) as server:
        first, same, other = asyncio.run(thrice(spec_for(server, "openai", params={"seed": 3})))

    assert first.params_sent is same.params_sent
    assert (first.params_sent, other.params_sent) == ({"seed": 3}, {"seed": 4})


def test_a_call_that_is_cancelled_leaves_no_connection_behind():
    async def cancelled(spec, came):
        model = DirectModel(spec)
        task = asyncio.create_task(model.ask(PROMPT, schema=None))
        await asyncio.to_thread(came.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        held = len(model._line.session.connector._acquired)
        await model.aclose()
        return held

    came = threading.Event()

    def silent(_):
        came.set()
        return Canned(stall=True)

    with LoopbackServer(silent) as server:
        assert asyncio.run(cancelled(spec_for(server, "openai"), came)) == 0


class Secure(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_):
        pass


@pytest.fixture
def secure(tmp_path):
    """An HTTPS server with a certificate that nobody knows, and the file it is in."""
    if which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key),
         "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), Secure)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}/v1", certificate
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_certificate_is_checked_and_the_environment_may_name_more_authorities(secure, monkeypatch):
    address, certificate = secure
    spec = ModelSpec("openai/tiny", address, timeout=10)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)

    refused = outcome(spec, kind=DirectModel)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    by_file = ask(spec, kind=DirectModel)
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("SSL_CERT_DIR", str(folder_of(certificate)))
    by_folder = ask(spec, kind=DirectModel)

    assert refused.reason == "connection"
    assert by_file.content == by_folder.content == VERDICT


def folder_of(certificate):
    """A folder as OpenSSL looks for it: each certificate under the hash of its name."""
    folder = certificate.parent / "authorities"
    folder.mkdir()
    command = ["openssl", "x509", "-hash", "-noout", "-in", str(certificate)]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    (folder / f"{name}.0").write_bytes(certificate.read_bytes())
    return folder


EVALUATING = """
import sys
from judge.cli import main
try:
    main()
except SystemExit as end:
    heavy = {"litellm", "openai", "httpx", "pandas", "tenacity"} & set(sys.modules)
    print("\\n", end.code, sorted(heavy), "aiohttp" in sys.modules)
"""


def test_a_whole_run_on_the_direct_route_imports_no_model_library(tmp_path):
    """That, and pandas, would cost more time than the run."""
    responses = tmp_path / "responses.jsonl"
    row = {"scenario_id": "s1", "candidate": "a", "user": "Work is loud.", "response": "That sounds tiring."}
    responses.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with LoopbackServer(StandIn()) as server:
        command = [
            sys.executable, "-c", EVALUATING, "evaluate", str(responses), "-r", "psycrisis", "-j", "openai/tiny",
            "--api-base", server.url, "-o", str(tmp_path / "run"), "--min-coverage", "0",
        ]  # fmt: skip
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)

    assert server.requests > 0, done.stderr
    assert done.stdout.splitlines()[-1].strip() == "0 [] True", done.stdout[-500:] + done.stderr[-500:]
    assert "directly" in done.stderr


IMPORTING = """
import sys, threading
from judge.models.base import ModelSpec
from judge.models.opening import import_ahead
for route in ("litellm", "auto"):
    import_ahead([ModelSpec(model="openai/gpt-5", route=route)])
    [t.join() for t in threading.enumerate() if t is not threading.current_thread()]
    print(route, "aiohttp" in sys.modules)
"""


def test_the_client_is_imported_ahead_where_a_model_is_reached_directly():
    """And not where it would never be used."""
    done = subprocess.run([sys.executable, "-c", IMPORTING], capture_output=True, text=True, check=True)

    assert done.stdout.split("\n") == ["litellm False", "auto True", ""]
