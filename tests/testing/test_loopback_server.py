"""The loopback server, met as a provider is: by bytes on a socket."""

import io
import json
import re
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import pairwise
from time import monotonic

import pytest

from judge.testing import Canned, LoopbackServer

ASKED = {"model": "any", "messages": [{"role": "user", "content": "How are you?"}]}


def get(server, path):
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", path)
    return json.load(connection.getresponse())


def post(server, path="/v1/chat/completions", body=ASKED, connection=None):
    connection = connection or HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
    response = connection.getresponse()
    return response, response.read()


@pytest.mark.parametrize(
    ("path", "find"),
    [
        ("/v1/chat/completions", lambda r: r["choices"][0]["message"]["content"]),
        ("/v1/messages", lambda r: r["content"][0]["text"]),
        ("/api/chat", lambda r: r["message"]["content"]),
    ],
)
def test_one_answer_is_written_in_the_words_of_three_protocols(path, find):
    with LoopbackServer(Canned.ok("fine, 谢谢")) as server:
        response, body = post(server, path)

    assert response.status == 200
    assert find(json.loads(body)) == "fine, 谢谢"
    assert server.seen == [ASKED]
    assert server.requests == server.distinct == 1


@pytest.mark.parametrize(
    ("path", "find"),
    [
        ("/v1/chat/completions", lambda r: r["choices"][0]["finish_reason"]),
        ("/v1/messages", lambda r: r["stop_reason"]),
        ("/api/chat", lambda r: r["done_reason"]),
    ],
)
def test_a_reply_cut_by_the_limit_says_so_in_each_protocol(path, find):
    with LoopbackServer(Canned.truncated("and then")) as server:
        _, body = post(server, path)

    assert find(json.loads(body)) in ("length", "max_tokens")


def test_models_are_listed_and_the_rest_is_not_found():
    with LoopbackServer(Canned()) as server:
        models = get(server, "/v1/models")
        missing, _ = post(server, "/v1/embeddings")

    assert models["data"][0]["object"] == "model"
    assert missing.status == 404
    assert server.requests == 0


def test_a_page_of_ones_own_is_served_beside():
    server = LoopbackServer(Canned())
    server.page("/counts", lambda: {"requests": server.requests})

    with server:
        assert get(server, "/counts") == {"requests": 0}


def test_one_connection_carries_many_requests():
    with LoopbackServer(Canned.ok("yes")) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
        sockets = []
        for _ in range(5):
            post(server, connection=connection)
            sockets.append(connection.sock)

    assert sockets[0] is not None
    assert len(set(map(id, sockets))) == 1
    assert server.requests == 5


def test_a_chunked_request_is_understood():
    with LoopbackServer(Canned.ok("yes")) as server, socket.create_connection(("127.0.0.1", server.port)) as raw:
        body = json.dumps(ASKED).encode()
        head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        half = len(body) // 2
        for part in (
            head,
            b"%x\r\n%b\r\n" % (half, body[:half]),
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(body) - half, body[half:]),
        ):
            raw.sendall(part)
        raw.recv(65536)

    assert server.seen == [ASKED]


def test_three_hundred_connections_wait_at_the_same_time():
    """Latency is served side by side, not one after the other."""
    started = monotonic()
    with LoopbackServer(Canned.ok("yes"), latency=0.3) as server, ThreadPoolExecutor(300) as pool:
        statuses = list(pool.map(lambda _: post(server)[0].status, range(300)))

    assert statuses == [200] * 300
    assert monotonic() - started < 300 * 0.3 / 10


def test_scripted_answers_come_in_turn_and_the_last_one_stays():
    with LoopbackServer([Canned.rate_limited(2), Canned.failure(503), Canned.ok("now")]) as server:
        statuses = [post(server)[0].status for _ in range(4)]

    assert statuses == [429, 503, 200, 200]


def test_retry_after_comes_in_seconds_or_as_a_date():
    with LoopbackServer([Canned.rate_limited(2.5), Canned.rate_limited(date=30)]) as server:
        first, second = (post(server)[0].getheader("Retry-After") for _ in range(2))

    assert first == "2.5"
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", second)


def test_a_dropped_connection_is_a_reset_not_a_goodbye():
    with LoopbackServer(Canned(drop=True)) as server, pytest.raises(ConnectionResetError):
        post(server)

    assert server.requests == 1


def test_a_cut_body_is_shorter_than_announced():
    with LoopbackServer(Canned.ok("a whole sentence", cut=20)) as server:
        connection = socket.create_connection(("127.0.0.1", server.port))
        content = json.dumps(ASKED).encode()
        connection.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n%b" % (len(content), content)
        )
        received = b""
        while part := connection.recv(65536):
            received += part
        connection.close()

    head, _, body = received.partition(b"\r\n\r\n")
    assert len(body) == 20
    assert int(re.search(rb"Content-Length: (\d+)", head)[1]) > 20


def test_a_dripped_body_comes_byte_by_byte():
    with LoopbackServer(Canned(body=b"{}" * 3, drip=0.02)) as server:
        started = monotonic()
        _, body = post(server)

    assert body == b"{}{}{}"
    assert monotonic() - started > 5 * 0.02 * 0.9


def test_a_stalled_request_gets_no_byte_at_all():
    with LoopbackServer(Canned(stall=True)) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=0.1)
        with pytest.raises(TimeoutError):
            post(server, connection=connection)
        connection.close()


def test_arrivals_are_timed_by_the_servers_own_clock():
    with LoopbackServer(Canned.ok("yes"), latency=0.05) as server:
        before = monotonic()
        for _ in range(3):
            post(server)

    assert server.arrivals[0] >= before
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(server.arrivals))


def test_a_failing_reply_function_is_a_500_and_is_kept_for_the_test():
    def broken(body):
        raise LookupError(body["model"])

    with LoopbackServer(broken) as server:
        response, _ = post(server)

    assert response.status == 500
    assert [type(f) for f in server.failures] == [LookupError]


def test_a_log_has_a_line_for_each_request():
    log = io.StringIO()
    with LoopbackServer(Canned.failure(503), log=log) as server:
        post(server)

    assert re.fullmatch(r"[\d.]+ /v1/chat/completions 503\n", log.getvalue())


def test_leaving_the_block_frees_thread_and_port():
    with LoopbackServer(Canned.ok("yes")) as server:
        post(server)
        port = server.port

    assert "loopback" not in {t.name for t in threading.enumerate()}
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_the_server_needs_no_model_library():
    """Whoever tests a judge with it does not wait for one."""
    code = "import sys, judge.testing; print({'litellm', 'httpx', 'aiohttp', 'tenacity'} & set(sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
