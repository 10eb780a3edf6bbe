"""Nothing leaves this machine unless a model elsewhere was named: not at import, not by any command, not by a proxy."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faults_cases import LIKE_A_KEY, figures, lay_out, ran

from judge.cli.progress import Progressing
from judge.cli.showing import Screen
from judge.evaluation.cluster import check_cluster
from judge.settings import RunSettings

PROGRAM = Path(__file__).with_name("run_under_watch.py")
NOWHERE = "http://192.0.2.1:9"
"""An address that is nobody's, by RFC 5737."""
PROXIES = {
    name: NOWHERE
    for lower in ("http_proxy", "https_proxy", "all_proxy")
    for name in (lower, lower.upper())
}  # fmt: skip


def watched(*arguments, before=(), **environment):
    """What the program saw."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    env = {**kept, "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OPENAI_API_KEY": LIKE_A_KEY, **environment}
    command = [*before, sys.executable, str(PROGRAM), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_nothing_opens_a_socket_beyond_loopback():
    """Import and every command, under an audit hook that sees every socket and look-up of Python's.

    With a company's proxies in the environment, for ``--egress loopback`` means the loopback whatever stands there;
    and, where this machine allows it, in a network without routes, where what is missed would show.
    """
    unshare = shutil.which("unshare")
    alone = unshare and not subprocess.run([unshare, "-rn", "true"], check=False, capture_output=True).returncode
    seen = (
        watched("--namespace", before=[unshare, "-rn"], **PROXIES)
        if alone
        else watched(**PROXIES)
    )  # fmt: skip

    assert seen["left"] == []
    assert [code for code in seen["codes"].values() if not isinstance(code, int)] == []
    assert seen["asked"] > 10, "the models on loopback were really asked"
    ways = 3 if alone else 2
    figures(f"S16 egress: {len(seen['codes'])} commands x {ways} ways, {len(seen['left'])} sockets beyond loopback")


@pytest.mark.parametrize("command", ["evaluate", "respond"])
@pytest.mark.parametrize(
    ("egress", "code"),
    [("loopback", 4), ("llm.example.org", 4), ("192.0.2.2", 4)],
)
def test_a_host_that_is_not_allowed_is_refused_before_a_socket_opens(command, egress, code, monkeypatch):
    """The conftest fails whatever tries to leave; here nothing even tries, and no folder is made."""
    monkeypatch.setenv("OPENAI_API_KEY", LIKE_A_KEY)
    lay_out()
    said = {"evaluate": ("responses.jsonl", "-r", "small.yaml", "-j"), "respond": ("scenarios.jsonl", "-m")}[command]
    out = {"evaluate": "run", "respond": "said.jsonl"}[command]

    done = ran(command, *said, "openai/x", "-o", out, "--api-base", f"{NOWHERE}/v1", "--egress", egress)

    assert (done.code, Path(out).exists()) == (code, False)
    assert "egress" in done.err


@pytest.mark.parametrize("command", ["evaluate", "respond"])
@pytest.mark.parametrize(
    ("egress", "more", "environment"),
    [
        ("loopback", ("--address", "203.0.113.7:6379"), {}),
        ("loopback", (), {"RAY_ADDRESS": "ray://203.0.113.7:10001"}),
        ("192.0.2.2", ("--address", "203.0.113.7:6379"), {}),
        ("loopback", ("--address", "auto"), {}),
    ],
)
def test_a_cluster_that_is_not_allowed_is_refused_whether_or_not_ray_is_there(
    command, egress, more, environment, monkeypatch
):
    """Whoever judges on a cluster sends it the texts, wherever the model is."""
    for name, value in {"OPENAI_API_KEY": LIKE_A_KEY, **environment}.items():
        monkeypatch.setenv(name, value)
    lay_out()
    said = {"evaluate": ("responses.jsonl", "-r", "small.yaml", "-j"), "respond": ("scenarios.jsonl", "-m")}[command]
    out = {"evaluate": "run", "respond": "said.jsonl"}[command]
    near = ("--api-base", "http://127.0.0.1:9/v1", "--engine", "ray", "--egress", egress)

    done = ran(command, *said, "openai/x", "-o", out, *near, *more)

    assert (done.code, Path(out).exists()) == (4, False)
    assert "--engine ray would send texts to" in done.err


@pytest.mark.parametrize(
    ("egress", "address"),
    [
        ("any", "203.0.113.7:6379"),
        ("llm.example.org, 203.0.113.7", "203.0.113.7:6379"),
        ("loopback", "127.0.0.1:6379"),
        ("loopback", "[::1]:6379"),
    ],
)
def test_a_cluster_that_is_allowed_is_a_destination(egress, address, capsys):
    """It is announced as a model's host is; only one on this machine leaves nothing to say."""
    found = check_cluster(RunSettings(engine="ray", address=address, egress=egress))
    Progressing(Screen(), found).started(asked=1, done=0)
    said = capsys.readouterr().err

    head = address.rpartition(":")[0].strip("[]")
    assert f"texts go to {head} (for --engine ray)" in said
    assert ("nothing leaves this machine" in said) == (egress == "loopback")


@pytest.mark.parametrize("address", [None, "local"])
def test_a_cluster_made_for_the_run_is_none(address, monkeypatch):
    """It is this machine's, and ends with the run."""
    monkeypatch.delenv("RAY_ADDRESS", raising=False)

    assert check_cluster(RunSettings(engine="ray", address=address, egress="loopback")) == []
