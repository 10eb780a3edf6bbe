"""For every test: no network but loopback, none of the user's environment, no waiting, a folder of its own."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

# As the command does, and before anybody loads numpy: threads that wait for small matrix products double the time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "PYTHONPATH",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "TMPDIR",
    "PYTHONHASHSEED",
    "VIRTUAL_ENV",
)


def pytest_collection_finish() -> None:
    """What was imported stays: a property test that collects garbage a hundred times need not walk through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def what_stays() -> Iterator[None]:
    """Nor through what earlier files have left: a worker that ran four thousand tests took half a second each time."""
    yield
    pytest_collection_finish()


@pytest.fixture(autouse=True)
def own_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A test runs in its own empty folder, speaks English, and knows nothing of whoever started it."""
    for name in list(os.environ):
        if name not in KEPT and not name.startswith(("PYTEST", "COV")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything that would leave this machine fails at once, and says so."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(sock: socket.socket, address: object) -> None:
        if sock.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address!r}")

    def guarded(self, address):
        check(self, address)
        return connect(self, address)

    def guarded_ex(self, address):
        check(self, address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_ex)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two tries, but for what a server asks for itself."""
    monkeypatch.setattr("judge.models.retrying.BASE_WAIT", 0.0)


@pytest.fixture
def shared_data() -> Path:
    """Real data with human labels, where they lie beside the checkout; a test that needs them is skipped elsewhere."""
    folder = Path(__file__).parents[1].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real labelled data are not beside this checkout")
    return folder
