"""What every test of an encoder stands on: torch and one thread; skipped where torch is not."""

import pytest

REASON = "torch is not installed here: make test-encoder runs this, or pip install 'psyjudge[encoder]'"
torch = pytest.importorskip("torch", reason=REASON)
pytest.importorskip("transformers", reason=REASON)


@pytest.fixture(autouse=True)
def one_thread():
    """Small products are slower on several, and sums come out in one order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
